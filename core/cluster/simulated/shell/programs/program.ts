/** What a program is that does its work in one go, as soon as its input is there. */

import type { Kernel } from '../run/kernel.ts'
import type { Process } from '../run/state.ts'

export type Call = {
  /** Without the program's own name. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly stdin: string
  readonly kernel: Kernel
  readonly self: Process
}

export type Outcome = { readonly code: number; readonly stdout?: string; readonly stderr?: string }

export type Program = {
  /** How much of standard input it reads before it starts; nothing when absent. */
  readonly reads?: (args: readonly string[]) => 'all' | number
  readonly run: (call: Call) => Outcome
}

export const done: Outcome = { code: 0 }

/** Options given as single letters before the other arguments; `--` ends them. Letters in `valued` take a value. */
export function options(
  args: readonly string[],
  valued = '',
): {
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, string>
  /** All values of an option that may be given several times, in their order. */
  readonly all: ReadonlyMap<string, readonly string[]>
  readonly rest: readonly string[]
} {
  const flags = new Set<string>()
  const values = new Map<string, string>()
  const all = new Map<string, readonly string[]>()
  let at = 0
  for (; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--') {
      at++
      break
    }
    if (!/^-[^-]/.test(arg)) break
    for (let letter = 1; letter < arg.length; letter++) {
      const flag = arg[letter] ?? ''
      if (!valued.includes(flag)) flags.add(flag)
      else {
        const value = arg.slice(letter + 1) || (args[++at] ?? '')
        values.set(flag, value)
        all.set(flag, [...(all.get(flag) ?? []), value])
        break
      }
    }
  }
  return { flags, values, all, rest: args.slice(at) }
}
