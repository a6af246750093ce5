/** An error for the user: what is true and where, and what to do next. Thrown by commands, printed once by `dispatch.ts`. */

import type { ExitName } from './exit-codes.ts'

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly exit: ExitName
  /** A command to try or a step to take, or undefined when the message already says it. */
  readonly next: string | undefined

  constructor(exit: ExitName, what: string, next?: string, options?: ErrorOptions) {
    super(what, options)
    this.exit = exit
    this.next = next
  }
}
