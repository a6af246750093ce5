/** What a command is, as data: help, parsing and completion read the declaration; the code behind it is loaded later. */

import type { Flags } from './flag.ts'

export type Example = { readonly does: string; readonly line: string }

export type CommandDeclaration<F extends Flags = Flags> = {
  /** One word, or two for `sim load` and the like. */
  readonly words: readonly string[]
  readonly summary: string
  /** A paragraph or two for `--help`; one sentence per line. */
  readonly about?: string
  readonly positionals: { readonly usage: string; readonly min: number; readonly max: number }
  readonly flags: F
  /** Takes other flags too, and explains them itself when its first argument is given. */
  readonly freeFlags?: true
  readonly examples: readonly Example[]
}

export function declare<const F extends Flags>(declaration: CommandDeclaration<F>): CommandDeclaration<F> {
  return declaration
}
