/** What the value of a rule action does: the programs it calls, the locks they take, and where it waits. */

import { type QuiesceCommand, quiesceCommands } from './quiesce-commands.ts'
import {
  readShell,
  type ShellAssignment,
  type ShellCommand,
  type ShellList,
  type ShellText,
  type ShellWord,
} from './shell-words.ts'
import { waitCommand } from './wait-command.ts'

export type QuiesceUse = {
  readonly command: QuiesceCommand
  /** Offset in `told` of its call. */
  readonly at: number
}

/** One program that the value runs. Calls are numbered in the order of the text. */
export type Call = {
  readonly index: number
  /** The program's base name, wrappers such as `timeout 30` or `sudo` removed. */
  readonly program: string
  readonly arguments: readonly ShellWord[]
  readonly assignments: readonly ShellAssignment[]
  /** What the program is told: its arguments, then its input, joined by blanks. */
  readonly told: string
  readonly hasInput: boolean
  /** Locks and the like, when the program is a client that carries them out. In the order of `told`. */
  readonly uses: readonly QuiesceUse[]
  /** Offset in `told` of the first `${WAIT_CMD}` among the program's own arguments and here-document. */
  readonly waitsAt: number | undefined
  /** The call that reads this one's output. */
  readonly pipedInto: number | undefined
  /** Whether the shell goes on without waiting for it (`&`, `nohup … &`). */
  readonly detached: boolean
  /** Runs only when the command before it fails. */
  readonly onlyOnFailure: boolean
  /** Runs when the shell ends. */
  readonly atExit: boolean
  /** Runs within a loop. */
  readonly looped: boolean
  /** Started by `timeout`, so it ends. */
  readonly limited: boolean
}

export type CommandStudy = {
  readonly calls: readonly Call[]
  readonly shell: ShellText
  /** Whether the value contains the placeholder. */
  readonly waits: boolean
}

/** Longer values are read up to here, so that no value costs much time. */
const maxLength = 32 * 1024
const maxNesting = 4

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh'])

/** Total: any text gives a study, an unreadable one a study without calls. */
export function studyCommand(value: string): CommandStudy {
  const cached = studies.get(value)
  if (cached !== undefined) return cached
  const shell = value.length > maxLength ? { list: readShell(value.slice(0, maxLength)).list } : readShell(value)
  const calls: Call[] = []
  collect(shell.list, calls, {
    detached: false,
    atExit: false,
    looped: false,
    limited: false,
    nesting: 0,
    onlyOnFailure: false,
  })
  const study = { calls, shell, waits: value.includes(waitCommand) }
  if (studies.size >= 256) studies.clear()
  studies.set(value, study)
  return study
}

/** A study depends on its text only, and every check asks for the same few texts. */
const studies = new Map<string, CommandStudy>()

/** Everything in the value that does something of that effect, with the call that does it. */
export function usesOf(
  study: CommandStudy,
  ...effects: readonly QuiesceCommand['effect'][]
): readonly { readonly call: Call; readonly use: QuiesceUse }[] {
  return study.calls.flatMap(call =>
    call.uses.filter(({ command }) => effects.includes(command.effect)).map(use => ({ call, use })),
  )
}

/** Freezes and backup modes that are still on when the value has run, or while it holds. */
export function locksOf(study: CommandStudy): readonly { readonly call: Call; readonly use: QuiesceUse }[] {
  const thaws = usesOf(study, 'thaw').filter(({ call }) => !call.atExit)
  return usesOf(study, 'freeze', 'backup-mode').filter(
    lock =>
      !thaws.some(
        thaw =>
          lock.use.command.undoneBy.includes(thaw.use.command.id) &&
          (lock.use.command.scope !== 'session' || thaw.call === lock.call) &&
          isBefore(lock, thaw) &&
          !study.calls.some(
            call =>
              call.waitsAt !== undefined &&
              isBefore(lock, { call, use: { at: call.waitsAt } }) &&
              isBefore({ call, use: { at: call.waitsAt } }, thaw),
          ),
      ),
  )
}

type Moment = { readonly call: Call; readonly use: { readonly at: number } }

function isBefore(one: Moment, other: Moment): boolean {
  return one.call.index < other.call.index || (one.call === other.call && one.use.at < other.use.at)
}

/** Whether the value undoes the command somewhere, in an exit trap for example. */
export function undoes(study: CommandStudy, command: QuiesceCommand): boolean {
  return usesOf(study, 'thaw').some(({ use }) => command.undoneBy.includes(use.command.id))
}

type Surroundings = {
  readonly detached: boolean
  readonly atExit: boolean
  readonly looped: boolean
  readonly onlyOnFailure: boolean
  readonly limited: boolean
  readonly nesting: number
}

/** Appends the calls of a list; returns their numbers. */
function collect(list: ShellList, calls: Call[], around: Surroundings): readonly number[] {
  const numbers: number[] = []
  let position = 0
  while (position < list.length) {
    const end = endOfChain(list, position)
    const detached = around.detached || list[end]?.next === '&'
    numbers.push(...collectChain(list.slice(position, end + 1), calls, { ...around, detached }))
    position = end + 1
  }
  return numbers
}

/** Commands joined by `|`, `&&` and `||`, which one `&` sends to the background together. */
function endOfChain(list: ShellList, start: number): number {
  let end = start
  while (end < list.length - 1 && ['|', '&&', '||'].includes(list[end]?.next ?? '')) end++
  return end
}

function collectChain(chain: ShellList, calls: Call[], around: Surroundings): readonly number[] {
  const numbers: number[] = []
  let upstream: readonly number[] = []
  let afterFailure = false
  for (const item of chain) {
    const inside = { ...around, onlyOnFailure: around.onlyOnFailure || afterFailure }
    const made =
      item.is === 'command'
        ? collectCommand(item, calls, inside, upstream)
        : collect(item.list, calls, { ...inside, looped: inside.looped || item.is === 'loop' })
    const reader = made[0]
    if (reader !== undefined) for (const number of upstream) replace(calls, number, { pipedInto: reader })
    numbers.push(...made)
    upstream = item.next === '|' ? [...upstream, ...made] : []
    if (item.next === '||') afterFailure = true
    else if (item.next === '&&') afterFailure = false
  }
  return numbers
}

function collectCommand(
  command: ShellCommand,
  calls: Call[],
  around: Surroundings,
  upstream: readonly number[],
): readonly number[] {
  const { words, assignments, limited: timed } = unwrapped(command)
  const limited = around.limited || timed
  const program = baseName(words[0]?.text ?? '')
  const rest = words.slice(1)
  const script = around.nesting < maxNesting ? scriptOf(program, rest) : undefined
  if (script !== undefined) {
    const inside = { ...around, limited, nesting: around.nesting + 1, atExit: around.atExit || program === 'trap' }
    return collect(readShell(script).list, calls, inside)
  }
  const own = [...rest.map(word => word.text), ...(command.input === undefined ? [] : [command.input])].join(' ')
  const piped = upstream.map(number => calls[number]?.told ?? '').join(' ')
  const told = piped === '' ? own : `${own} ${piped}`
  const wait = program.includes(waitCommand) ? 0 : own.indexOf(waitCommand)
  const { nesting: _, ...flags } = around
  const index = calls.length
  calls.push({
    index,
    program,
    arguments: rest,
    assignments,
    told,
    hasInput: command.input !== undefined || command.readsFile || upstream.length > 0,
    uses: usesIn(program, told),
    waitsAt: wait < 0 ? undefined : wait,
    pipedInto: undefined,
    ...flags,
    limited,
  })
  return [index]
}

function usesIn(program: string, told: string): readonly QuiesceUse[] {
  return quiesceCommands
    .filter(({ clients }) => clients.includes(program))
    .flatMap(command => {
      const match = command.pattern.exec(told)
      return match === null ? [] : [{ command, at: match.index }]
    })
    .sort((one, other) => one.at - other.at)
}

/** The text that a program runs as a script of its own. */
function scriptOf(program: string, rest: readonly ShellWord[]): string | undefined {
  if (program === 'eval') return rest.map(word => word.text).join(' ')
  if (program === 'trap') return rest.length >= 2 ? rest[0]?.text : undefined
  if (!shells.has(program) && program !== 'su' && program !== 'runuser') return undefined
  const flag = rest.findIndex(word => /^-[a-z]*c$/.test(word.text) || word.text === '--command')
  return flag < 0 ? undefined : rest[flag + 1]?.text
}

/** Options of wrappers that take a value in the next word. */
const wrappers: Readonly<Record<string, { readonly valued: readonly string[]; readonly operands: number }>> = {
  sudo: { valued: ['-u', '-g', '-h', '-p', '--user', '--group'], operands: 0 },
  doas: { valued: ['-u'], operands: 0 },
  env: { valued: ['-u', '--unset'], operands: 0 },
  timeout: { valued: ['-k', '-s', '--kill-after', '--signal'], operands: 1 },
  nice: { valued: ['-n', '--adjustment'], operands: 0 },
  ionice: { valued: ['-c', '-n', '--class', '--classdata'], operands: 0 },
  stdbuf: { valued: ['-i', '-o', '-e'], operands: 0 },
  gosu: { valued: [], operands: 1 },
  'su-exec': { valued: [], operands: 1 },
  chroot: { valued: [], operands: 1 },
  nohup: { valued: [], operands: 0 },
  setsid: { valued: [], operands: 0 },
  exec: { valued: [], operands: 0 },
  command: { valued: [], operands: 0 },
  time: { valued: [], operands: 0 },
  busybox: { valued: [], operands: 0 },
}

type Unwrapped = Pick<ShellCommand, 'words' | 'assignments'> & { readonly limited: boolean }

function unwrapped({ words, assignments }: ShellCommand): Unwrapped {
  let rest = words
  let limited = false
  const given = [...assignments]
  for (;;) {
    const name = baseName(rest[0]?.text ?? '')
    const wrapper = Object.hasOwn(wrappers, name) ? wrappers[name] : undefined
    // `command -v mysql` only asks whether there is such a program.
    if (wrapper === undefined || /^-[vV]$/.test(rest[1]?.text ?? ''))
      return { words: rest, assignments: given, limited }
    let next = 1
    while (rest[next]?.text.startsWith('-')) next += wrapper.valued.includes(rest[next]?.text ?? '') ? 2 : 1
    next += wrapper.operands
    for (let word = rest[next]; word !== undefined; word = rest[next]) {
      const variable = /^([A-Za-z_]\w*)=/.exec(word.text)?.[1]
      if (variable === undefined) break
      given.push({ name: variable, value: { ...word, text: word.text.slice(variable.length + 1) } })
      next++
    }
    if (next >= rest.length) return { words: rest, assignments: given, limited }
    limited ||= name === 'timeout'
    rest = rest.slice(next)
  }
}

function baseName(path: string): string {
  return path.includes(waitCommand) ? path : path.slice(path.lastIndexOf('/') + 1)
}

function replace(calls: Call[], number: number, change: Partial<Call>): void {
  const call = calls[number]
  if (call !== undefined && call.pipedInto === undefined) calls[number] = { ...call, ...change }
}
