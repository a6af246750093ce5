/** Variables and special parameters of a shell. */

import type { Environment, ShellImage } from './state.ts'

/** The value of `$name`, or undefined when it is unset. `$@` and `$*` are joined by blanks. */
export function lookup(shell: ShellImage, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(shell.status)
    case '#':
      return String(shell.args.length)
    case '$':
      return String(shell.shellPid)
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground)
    case '-':
      return Object.keys(shell.options)
        .filter(option => option.length === 1)
        .join('')
    case '@':
    case '*':
      return shell.args.length === 0 ? undefined : shell.args.join(' ')
    case '0':
      return shell.name
    default:
      if (/^\d/.test(name)) return shell.args[Number(name) - 1]
      return Object.hasOwn(shell.variables, name) ? shell.variables[name] : undefined
  }
}

/** Doubling a text over and over must end, too. */
const longestValue = 1_000_000

/** Sets a variable; what was wrong, in words, when it cannot be set. */
export function assign(shell: ShellImage, name: string, value: string): string | undefined {
  if (Object.hasOwn(shell.constants, name)) return `${name}: is read only`
  if (value.length > longestValue) return `${name}: Out of space`
  shell.variables[name] = value
  return undefined
}

/** What the programs a shell starts see as their environment. */
export function environment(shell: ShellImage): Environment {
  const env: Record<string, string> = {}
  for (const name of Object.keys(shell.exported)) {
    const value = Object.hasOwn(shell.variables, name) ? shell.variables[name] : undefined
    if (value !== undefined) env[name] = value
  }
  return env
}
