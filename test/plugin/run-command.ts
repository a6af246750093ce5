/** Runs one command line in this process with a face of strings. */

import { allCommands } from '../../plugin/all-commands.ts'
import { dispatch } from '../../plugin/dispatch.ts'
import { type TestFaceOptions, testFace } from './test-face.ts'

export type Ran = { readonly exit: number; readonly out: string; readonly err: string }

/** Words are split at spaces; pass an array where an argument has some. */
export async function runCommand(line: string | readonly string[], options: TestFaceOptions = {}): Promise<Ran> {
  const argv = typeof line === 'string' ? line.split(' ').filter(word => word !== '') : line
  const { face, out, err } = testFace(options)
  const exit = await dispatch(face, argv, allCommands)
  if (exit === undefined) throw new Error(`nothing carries out ${argv.join(' ')}`)
  return { exit, out: out(), err: err() }
}
