/** Whether `get -w` opens the UI: on a terminal, watching one kind is what it is for. */

import type { InvocationOf } from './args.ts'

type Terminal = { readonly stdin: { readonly isTTY?: boolean }; readonly stdout: { readonly isTTY?: boolean } }

/** Whatever says how to print is printed, and so is everything where there is no terminal. */
export function opensUi({ flags, positionals }: InvocationOf<'get'>, { stdin, stdout }: Terminal): boolean {
  const isOneKind = positionals.length === 1 && !/[,/]|^all$/.test(positionals[0] ?? '')
  const saysHow =
    flags.output !== undefined ||
    flags.watchOnly ||
    flags.outputWatchEvents ||
    flags.noHeaders ||
    flags.fieldSelector !== undefined
  return flags.watch && isOneKind && !saysHow && stdin.isTTY === true && stdout.isTTY === true
}
