/** Commands that are part of the shell itself, because they change it. */

import { absolutePath } from '../files.ts'
import { setVariable } from './expand.ts'
import { find } from './find-program.ts'
import { enterText, leave, leaveCall, leaveLoops } from './flow.ts'
import type { Kernel } from './kernel.ts'
import { readLine } from './read-line.ts'
import { ScriptFailure } from './script-failure.ts'
import { signalNamed } from './signals.ts'
import type { Process, ShellImage, Wait } from './state.ts'

export type Context = {
  readonly kernel: Kernel
  readonly self: Process
  readonly shell: ShellImage
  /** Without the command's own name. */
  readonly args: readonly string[]
}

/** `moved`: the shell goes on elsewhere or has ended. `wait`: the shell waits. `again`: and then repeats the command. */
export type Reply =
  | { readonly status: number; readonly stdout?: string; readonly stderr?: string }
  | 'moved'
  | { readonly wait: Wait }
  | { readonly again: Wait }

type Builtin = (context: Context) => Reply

const success: Reply = { status: 0 }

/** Those whose mistakes end the shell, and whose assignments stay. Source: POSIX special built-in utilities. */
export const special = new Set(
  ': . source break continue eval exec exit export readonly return set shift trap unset'.split(' '),
)

export function findBuiltin(name: string): Builtin | undefined {
  return Object.hasOwn(builtins, name) ? builtins[name] : undefined
}

function number(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  if (!/^\d+$/.test(text)) throw new ScriptFailure(`Illegal number: ${text}`)
  return Number(text)
}

const leaveShell: Builtin = ({ kernel, self, shell, args }) => {
  const trap = shell.blocks.find(block => block.is === 'trap')
  leave(kernel, self, shell, number(args[0], shell.leaving ?? trap?.status ?? shell.status) & 0xff)
  return 'moved'
}

const loops =
  (how: 'break' | 'continue'): Builtin =>
  ({ self, shell, args }) => {
    const count = number(args[0], 1)
    if (count === 0) throw new ScriptFailure('Illegal number: 0')
    shell.status = 0
    leaveLoops(self, shell, count, how)
    return 'moved'
  }

const returns: Builtin = context => {
  const { self, shell, args } = context
  const status = number(args[0], shell.status) & 0xff
  shell.status = status
  if (!leaveCall(self, shell)) return leaveShell(context)
  return 'moved'
}

const evaluates: Builtin = ({ shell, args }) => {
  if (args.join('').trim() === '') return success
  enterText(shell, args.join(' '), { is: 'eval' })
  shell.status = 0
  return 'moved'
}

const sources: Builtin = ({ kernel, self, shell, args: [name = ''] }) => {
  const file = kernel.files.read(absolutePath(self.cwd, name))
  if ('problem' in file) throw new ScriptFailure(`.: cannot open ${name}: No such file`)
  enterText(shell, file.text, { is: 'source' })
  shell.status = 0
  return 'moved'
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`

const exports: Builtin = ({ shell, args }) => {
  if (args.length === 0 || args[0] === '-p') {
    const lines = Object.keys(shell.exported)
      .sort()
      .map(name => `export ${name}=${quoted(shell.variables[name] ?? '')}\n`)
    return { status: 0, stdout: lines.join('') }
  }
  for (const arg of args) shell.exported[declare(shell, arg)] = true
  return success
}

const constants: Builtin = ({ shell, args }) => {
  for (const arg of args) shell.constants[declare(shell, arg)] = true
  return success
}

/** Carries out `NAME` or `NAME=value`; the name. */
function declare(shell: ShellImage, arg: string): string {
  const sign = arg.indexOf('=')
  const name = sign < 0 ? arg : arg.slice(0, sign)
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new ScriptFailure(`${name}: bad variable name`)
  if (sign >= 0) setVariable(shell, name, arg.slice(sign + 1))
  return name
}

const local: Builtin = ({ shell, args }) => {
  const call = shell.blocks.findLast(block => block.is === 'call')
  if (call?.locals === undefined) throw new ScriptFailure('local: not in a function')
  for (const arg of args) {
    const name = arg.split('=', 1)[0] ?? arg
    if (!Object.hasOwn(call.locals, name))
      call.locals[name] = Object.hasOwn(shell.variables, name) ? (shell.variables[name] ?? null) : null
    declare(shell, arg)
  }
  return success
}

const unset: Builtin = ({ shell, args }) => {
  const functions = args[0] === '-f'
  for (const name of args.filter(arg => !arg.startsWith('-'))) {
    if (functions) delete shell.functions[name]
    else if (Object.hasOwn(shell.constants, name)) throw new ScriptFailure(`${name}: is read only`)
    else {
      delete shell.variables[name]
      delete shell.exported[name]
    }
  }
  return success
}

const longOptions: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  pipefail: 'pipefail',
}

const set: Builtin = ({ shell, args }) => {
  if (args.length === 0) {
    const names = Object.keys(shell.variables).sort()
    return { status: 0, stdout: names.map(name => `${name}=${quoted(shell.variables[name] ?? '')}\n`).join('') }
  }
  const options: Record<string, true> = { ...shell.options }
  let at = 0
  for (; /^[-+]./.test(args[at] ?? ''); at++) {
    const arg = args[at] ?? ''
    if (arg === '--') {
      shell.args = args.slice(at + 1)
      shell.options = options
      return success
    }
    const letters = /^[-+]o$/.test(arg) ? [longOptions[args[++at] ?? ''] ?? ''] : [...arg.slice(1)]
    for (const letter of letters) {
      if (!/^([aefhmnuvxC]|pipefail)$/.test(letter)) throw new ScriptFailure(`set: Illegal option ${arg}`)
      if (arg.startsWith('-')) options[letter] = true
      else delete options[letter]
    }
  }
  shell.options = options
  if (at < args.length) shell.args = args.slice(at)
  return success
}

const shift: Builtin = ({ shell, args }) => {
  const count = number(args[0], 1)
  if (count > shell.args.length) throw new ScriptFailure("shift: can't shift that many")
  shell.args = shell.args.slice(count)
  return success
}

const traps: Builtin = ({ shell, args }) => {
  const rest = args[0] === '--' ? args.slice(1) : args
  if (rest.length === 0) {
    const lines = Object.entries(shell.traps).map(([name, action]) => `trap -- ${quoted(action)} ${name}\n`)
    return { status: 0, stdout: lines.join('') }
  }
  const [first = '', ...others] = rest
  const resets = first === '-' || (others.length === 0 && rest.length === 1) || /^\d+$/.test(first)
  for (const wanted of resets && first !== '-' ? rest : others) {
    const name = wanted === '0' || wanted.toUpperCase() === 'EXIT' ? 'EXIT' : signalNamed(wanted)
    if (name === undefined) return { status: 1, stderr: `trap: ${wanted}: bad trap\n` }
    if (resets) delete shell.traps[name]
    else shell.traps[name] = first
  }
  return success
}

const waits: Builtin = ({ shell, args }) => {
  if (args.length === 0) return { wait: { for: 'jobs', pids: shell.jobs, status: 'none' } }
  const pids = args.map(arg => number(arg.replace(/^%/, ''), 0))
  const last = pids.at(-1)
  if (last === undefined || !shell.jobs.includes(last)) return { status: 127 }
  return { wait: { for: 'jobs', pids: pids.filter(pid => shell.jobs.includes(pid)), status: 'of-last' } }
}

const changeDirectory: Builtin = ({ kernel, self, shell, args }) => {
  const to = args[0] === '--' ? args[1] : args[0]
  const home = Object.hasOwn(shell.variables, 'HOME') ? shell.variables.HOME : '/'
  const previous = shell.variables.OLDPWD ?? self.cwd
  const path = absolutePath(self.cwd, to === '-' ? previous : (to ?? home ?? '/'))
  if (kernel.files.node(path)?.is !== 'directory') return { status: 2, stderr: `cd: can't cd to ${to ?? home}\n` }
  shell.variables.OLDPWD = self.cwd
  shell.variables.PWD = path
  self.cwd = path
  return to === '-' ? { status: 0, stdout: `${path}\n` } : success
}

/** `command -v NAME` and `type NAME`: what a name stands for. */
export function describe({ kernel, self, shell }: Context, name: string): string | undefined {
  if (findBuiltin(name) || Object.hasOwn(shell.functions, name)) return name
  const found = find(kernel, self.cwd, name, shell.variables.PATH)
  if (found.is === 'script') return found.path
  if (found.is === 'missing' || found.is === 'refused') return undefined
  if (name.includes('/') || inShell.has(name)) return name
  return `/usr/bin/${name}`
}

/** Programs that a shell carries out itself. */
const inShell = new Set(['echo', 'printf', 'test', '[', 'true', 'false', 'kill', 'pwd'])

const type: Builtin = context => {
  const lines = context.args.map(name => {
    const path = describe(context, name)
    return path === undefined
      ? `${name}: not found\n`
      : path === name
        ? `${name} is a shell builtin\n`
        : `${name} is ${path}\n`
  })
  return { status: lines.some(line => line.endsWith(': not found\n')) ? 127 : 0, stdout: lines.join('') }
}

const builtins: Readonly<Record<string, Builtin>> = {
  ':': () => success,
  '.': sources,
  source: sources,
  break: loops('break'),
  continue: loops('continue'),
  cd: changeDirectory,
  eval: evaluates,
  exit: leaveShell,
  export: exports,
  local,
  read: readLine,
  readonly: constants,
  return: returns,
  set,
  shift,
  trap: traps,
  type,
  umask: ({ args }) => (args.length === 0 ? { status: 0, stdout: '0022\n' } : success),
  unset,
  wait: waits,
}
