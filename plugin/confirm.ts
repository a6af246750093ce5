/** Asks before something is written, where there is somebody to ask. */

import type { Face } from './face.ts'

/** True without asking when `yes` was given or nobody sits at a terminal. Only y and yes mean yes. */
export async function confirm(face: Face, question: string, options: { readonly yes: boolean }): Promise<boolean> {
  if (face.host !== undefined && !options.yes) return face.host.confirm(question)
  if (options.yes || !face.stdin.isTTY || !face.stderr.isTTY) return true
  face.stderr.write(`${question} [y/N] `)
  const answer = await face.stdin.readLine(face.signal)
  face.signal.throwIfAborted()
  if (answer === undefined) face.stderr.write('\n')
  return /^\s*y(es)?\s*$/i.test(answer ?? '')
}
