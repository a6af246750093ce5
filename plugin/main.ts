/** The first module of the bundle: runs the process's own arguments. */

import { dispatch } from './dispatch.ts'
import { processFace } from './process-face.ts'

/** Leaves the exit code in `process.exitCode`. */
export async function runProcess(): Promise<void> {
  const { face, end } = processFace()
  process.exitCode = await dispatch(face, process.argv.slice(2))
  end()
}
