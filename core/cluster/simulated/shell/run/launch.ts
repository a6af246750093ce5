/** Makes a process run a program, given its name and arguments. */

import { absolutePath } from '../files.ts'
import { findProgram } from '../programs/catalogue.ts'
import { find, unknownProgram } from './find-program.ts'
import { exit, isAlive, type Kernel, processOf, signal, signalGroup, spawn } from './kernel.ts'
import { shellImage } from './shell-image.ts'
import { type Signal, signalNamed } from './signals.ts'
import type { Environment, Process, ProgramImage } from './state.ts'
import { inputWait, write } from './streams.ts'

/** Replaces what a process runs. It may have ended when this returns. */
export function launch(kernel: Kernel, self: Process, argv: readonly string[], env: Environment): void {
  const [name = '', ...args] = argv
  const found = find(kernel, self.cwd, name, env.PATH)
  switch (found.is) {
    case 'missing':
      fail(kernel, self, 127, unknownProgram(kernel, name))
      return
    case 'refused':
      fail(kernel, self, 126, `${name}: Permission denied\n`)
      return
    case 'script':
      launchScript(kernel, self, { path: found.path, name, args, env, options: {} })
      return
    case 'client':
      self.image = {
        is: 'client',
        argv: [found.name, ...args],
        env,
        session: String(self.pid),
        reads: !carriesStatements(args),
      }
      awaitInput(kernel, self, carriesStatements(args) ? 0 : 'all')
      return
    case 'program':
      self.image = { is: 'program', argv: [found.name, ...args], env }
      awaitInput(kernel, self, findProgram(found.name)?.reads?.(args) ?? 0)
      return
    case 'launcher':
      launchers[found.name]?.(kernel, self, args, env)
      return
  }
}

function awaitInput(kernel: Kernel, self: Process, lines: number | 'all'): void {
  const wait = lines === 0 ? undefined : inputWait(kernel, self.fds, lines)
  if (wait) self.wait = wait
}

/** A database client that is given its statements as an argument leaves standard input alone. */
function carriesStatements(args: readonly string[]): boolean {
  return args.some(arg => /^--?(eval|execute|command)\b/.test(arg) || /^-[A-Za-z]*[ec]$/.test(arg) || /^-e./.test(arg))
}

function fail(kernel: Kernel, self: Process, code: number, message: string): void {
  write(kernel, self, 2, message)
  if (isAlive(kernel, self)) exit(kernel, self, code)
}

type Launcher = (kernel: Kernel, self: Process, args: readonly string[], env: Environment) => void

const launchShell: Launcher = (kernel, self, args, env) => {
  const options: Record<string, true> = {}
  let at = 0
  let command = false
  for (; /^[-+]./.test(args[at] ?? ''); at++) {
    const arg = args[at] ?? ''
    if (arg === '--') {
      at++
      break
    }
    if (arg === '-o') at++
    else if (arg.startsWith('--')) continue
    else
      for (const letter of arg.slice(1)) {
        if (letter === 'c') command = true
        else if (arg.startsWith('-') && letter !== 's' && letter !== 'l' && letter !== 'i') options[letter] = true
      }
  }
  const [first, ...rest] = args.slice(at)
  if (command) {
    if (first === undefined) return fail(kernel, self, 2, 'sh: 0: -c requires an argument\n')
    const [name = 'sh', ...positional] = rest
    self.image = shellImage(self, { name, text: first, args: positional, env, options, commandString: true })
    return
  }
  if (first === undefined) {
    const input = kernel.state.opens[self.fds['0'] ?? 0]
    if (input?.is === 'pipe' && kernel.state.pipes[input.pipe]?.outside === true) {
      const prompts = input.terminal === true || args.includes('-i')
      const image = shellImage(self, { name: 'sh', text: '', args: [], env, options })
      self.image = { ...image, typed: { unfinished: '', prompts } }
      return
    }
    // Without arguments the script is what arrives on standard input.
    self.image = { is: 'program', argv: ['sh', ...args], env }
    return awaitInput(kernel, self, 'all')
  }
  const path = absolutePath(self.cwd, first)
  launchScript(kernel, self, { path, name: first, args: rest, env, options })
}

function launchScript(
  kernel: Kernel,
  self: Process,
  script: {
    readonly path: string
    readonly name: string
    readonly args: readonly string[]
    readonly env: Environment
    readonly options: Readonly<Record<string, true>>
  },
): void {
  const file = kernel.files.read(script.path)
  if ('text' in file) {
    self.image = shellImage(self, { ...script, text: file.text })
    return
  }
  const code = file.problem === 'No such file or directory' ? 2 : 126
  fail(kernel, self, code, `sh: 0: cannot open ${script.name}: ${file.problem}\n`)
}

const launchEnv: Launcher = (kernel, self, args, env) => {
  const changed: Record<string, string> = { ...env }
  let at = 0
  for (; at < args.length; at++) {
    const arg = args[at] ?? ''
    const sign = arg.indexOf('=')
    if (arg === '-i' || arg === '-') for (const key of Object.keys(changed)) delete changed[key]
    else if (arg === '-u') delete changed[args[++at] ?? '']
    else if (sign > 0) changed[arg.slice(0, sign)] = arg.slice(sign + 1)
    else if (arg !== '--') break
  }
  const argv = args.slice(at)
  launch(kernel, self, argv.length > 0 ? argv : ['printenv'], changed)
}

const launchNohup: Launcher = (kernel, self, args, env) => {
  if (args.length === 0) return fail(kernel, self, 125, 'nohup: missing operand\n')
  self.ignored = [...self.ignored, 'HUP']
  launch(kernel, self, args, env)
}

/** A process that leads its group cannot leave it, so `setsid` starts a child and ends. Source: util-linux. */
const launchSetsid: Launcher = (kernel, self, args, env) => {
  const flags = args.slice(
    0,
    args.findIndex(arg => !arg.startsWith('-')),
  )
  const argv = args.slice(flags.length)
  if (argv.length === 0) return fail(kernel, self, 1, 'setsid: no command specified\n')
  if (self.group !== self.pid && !flags.includes('-f') && !flags.includes('--fork')) {
    lead(self)
    return launch(kernel, self, argv, env)
  }
  const child = spawn(kernel, self, { image: self.image, fds: self.fds })
  lead(child)
  launch(kernel, child, argv, env)
  if (!flags.includes('-w') && !flags.includes('--wait')) return exit(kernel, self, 0)
  followChild(self, child)
}

function lead(self: Process): void {
  self.group = self.pid
  self.session = self.pid
}

/** Ends as its only child ends: a `timeout` that never runs out. */
function followChild(self: Process, child: Process): void {
  self.image = { is: 'timeout', child: child.pid, signal: 'TERM', alone: true, expired: 'no' }
  self.wait = { for: 'children', pids: [child.pid] }
}

const sleep: Launcher = (kernel, self, args, env) => {
  const durations = args.filter(arg => arg !== '--').map(durationMs)
  if (durations.length === 0) return fail(kernel, self, 1, 'sleep: missing operand\n')
  if (durations.includes(undefined)) return fail(kernel, self, 1, `sleep: invalid time interval ‘${args.join(' ')}’\n`)
  const total = durations.reduce<number>((sum, duration) => sum + (duration ?? 0), 0)
  self.image = { is: 'program', argv: ['sleep', ...args], env }
  self.wait = Number.isFinite(total) ? { for: 'time', at: kernel.now + Math.round(total) } : { for: 'ever' }
}

const units: Readonly<Record<string, number>> = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `0.5`, `2s`, `1m`, `infinity`; undefined when it is no duration. */
function durationMs(text: string): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY
  const found = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text)
  return found ? Number(found[1]) * (units[found[2] ?? ''] ?? 1000) : undefined
}

const timeout: Launcher = (kernel, self, args, env) => {
  let at = 0
  let name: Signal | undefined = 'TERM'
  let killAfterMs: number | undefined
  let alone = false
  for (; (args[at] ?? '').startsWith('-'); at++) {
    const arg = args[at] ?? ''
    const value = /^--[a-z-]+=(.*)$/.exec(arg)?.[1]
    if (arg === '--foreground') alone = true
    else if (/^(-s|--signal)/.test(arg))
      name = signalNamed(value ?? (arg.length > 2 && arg[1] === 's' ? arg.slice(2) : (args[++at] ?? '')))
    else if (/^(-k|--kill-after)/.test(arg))
      killAfterMs = durationMs(value ?? (arg.length > 2 && arg[1] === 'k' ? arg.slice(2) : (args[++at] ?? '')))
    else if (arg !== '--preserve-status' && arg !== '-v') break
  }
  const limit = durationMs(args[at] ?? '')
  const argv = args.slice(at + 1)
  if (limit === undefined || name === undefined || argv.length === 0)
    return fail(kernel, self, 125, 'timeout: usage: timeout [-s SIGNAL] [-k DURATION] DURATION COMMAND [ARG]...\n')
  if (!alone) self.group = self.pid
  const child = spawn(kernel, self, { image: self.image, fds: self.fds })
  self.image = {
    is: 'timeout',
    child: child.pid,
    signal: name,
    alone,
    expired: 'no',
    ...(killAfterMs === undefined ? {} : { killAfterMs }),
  }
  self.wait = {
    for: 'children',
    pids: [child.pid],
    ...(limit > 0 && Number.isFinite(limit) ? { until: kernel.now + Math.round(limit) } : {}),
  }
  launch(kernel, child, argv, env)
}

/** What `timeout` does when its child has ended or its time is up. */
export function resumeTimeout(kernel: Kernel, self: Process): void {
  const { image } = self
  if (image.is !== 'timeout') return
  const code = self.ended[image.child]
  if (code !== undefined) {
    exit(kernel, self, image.expired === 'no' ? code : image.expired === 'yes' ? 124 : 137)
    return
  }
  const child = processOf(kernel, image.child)
  const name = image.expired === 'no' ? image.signal : 'KILL'
  image.expired = image.expired === 'no' && name !== 'KILL' ? 'yes' : 'killed'
  self.wait = {
    for: 'children',
    pids: [image.child],
    ...(image.expired === 'yes' && image.killAfterMs !== undefined ? { until: kernel.now + image.killAfterMs } : {}),
  }
  if (child) signal(kernel, child, name)
  if (image.alone) return
  signalGroup(kernel, self.group, name, self)
  // KILL cannot be ignored, so it also ends the one who sent it to the group.
  if (name === 'KILL') exit(kernel, self, 137)
}

const launchers: Readonly<Record<string, Launcher>> = {
  sh: launchShell,
  bash: launchShell,
  dash: launchShell,
  ash: launchShell,
  env: launchEnv,
  nohup: launchNohup,
  setsid: launchSetsid,
  sleep,
  timeout,
}

/** A shell that reads its script from standard input has received all of it. */
export function startShellFromInput(self: Process, image: ProgramImage, text: string): void {
  self.image = shellImage(self, { name: 'sh', text, args: image.argv.slice(2), env: image.env, options: {} })
}
