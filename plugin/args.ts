/** Arguments in, a request or what is wrong with them out. Pure: nothing is read, printed or looked up here. */

import { nearest } from '@pxsnap/core/specs'
import type { CommandDeclaration } from './command.ts'
import { type CommandName, commandTable, globalFlags } from './command-table.ts'
import type { Flag, Flags, FlagValues } from './flag.ts'

export type GlobalValues = FlagValues<typeof globalFlags>
type Table = typeof commandTable
type ValuesOf<C> = C extends CommandDeclaration<infer F> ? FlagValues<F> : never

/** A command with its flags read, one member per command. */
export type Invocation = {
  readonly [N in CommandName]: {
    readonly command: N
    readonly positionals: readonly string[]
    readonly flags: ValuesOf<Table[N]>
    readonly global: GlobalValues
    /** Flags that the table does not know, of a command that takes them; empty for all others. */
    readonly free: ReadonlyMap<string, readonly string[]>
  }
}[CommandName]

export type InvocationOf<N extends CommandName> = Extract<Invocation, { command: N }>

export type Parsed =
  | { readonly do: 'run'; readonly invocation: Invocation }
  /** `of` absent: the whole plugin; `group`: the commands that start with this word. */
  | { readonly do: 'help'; readonly of?: CommandName; readonly group?: string }
  | { readonly do: 'refuse'; readonly what: string; readonly next: string }

/** Reads the arguments after the program's name. */
export function parseArguments(argv: readonly string[]): Parsed {
  const words = leadingWords(argv)
  const first = words[0]
  if (first === undefined) return parseWithoutCommand(argv)
  if (first === 'help') return parseHelp(words.slice(1))
  const found = findCommand(words)
  if (found === undefined) return unknownCommand(words)

  const { name, declaration, length } = found
  const takesFree = declaration.freeFlags === true
  // A command's own flag stands before a global one of the same name, as `lint --cluster`.
  const split = splitArguments(withoutWords(argv, length), { ...declaration.flags, ...globalFlags }, takesFree)
  if (!split.ok) return refuse(split.problem, declaration)
  // Which flags there are depends on the first argument, so the command itself explains them.
  const explainsItself = takesFree && split.positionals.length > 0
  if (split.given.has('help') && !explainsItself) return { do: 'help', of: name }

  const own = new Set(Object.values<Flag<unknown>>(declaration.flags).map(({ long }) => long))
  const given = new Map([...split.given].filter(([long]) => !own.has(long)))
  const global = readFlags(globalFlags, given)
  if (!global.ok) return refuse(global.problem, declaration)
  const flags = readFlags(declaration.flags, split.given)
  if (!flags.ok) return refuse(flags.problem, declaration)
  const { min, max, usage } = declaration.positionals
  if (split.positionals.length < min) return refuse(`${spoken(declaration)} needs ${usage}.`, declaration)
  if (split.positionals.length > max) {
    const surplus = split.positionals[max] ?? ''
    return refuse(
      `${spoken(declaration)} takes ${max === 0 ? 'no arguments' : usage}; "${surplus}" is one too many.`,
      declaration,
    )
  }
  // The table pairs every name with the flags just read; TypeScript cannot follow a pair through a lookup by name.
  const { positionals, free } = split
  const invocation = { command: name, positionals, flags: flags.values, global: global.values, free }
  return { do: 'run', invocation: invocation as unknown as Invocation }
}

/** How a user spells the command: `kubectl pxsnap sim load`. */
export function spoken(declaration: Pick<CommandDeclaration, 'words'>): string {
  return `kubectl pxsnap ${declaration.words.join(' ')}`
}

function parseWithoutCommand(argv: readonly string[]): Parsed {
  const split = splitArguments(argv, { ...globalFlags })
  if (!split.ok) return { do: 'refuse', what: split.problem, next: 'kubectl pxsnap --help' }
  if (argv.length === 0 || split.given.has('help')) return { do: 'help' }
  return { do: 'refuse', what: 'No command is given.', next: 'kubectl pxsnap --help' }
}

function parseHelp(words: readonly string[]): Parsed {
  if (words.length === 0) return { do: 'help' }
  const found = findCommand(words)
  if (found !== undefined) return { do: 'help', of: found.name }
  return unknownCommand(words)
}

function unknownCommand(words: readonly string[]): Parsed {
  const [first = '', second] = words
  const inGroup = Object.values(commandTable).filter(({ words }) => words.length > 1 && words[0] === first)
  if (inGroup.length > 0) {
    if (second === undefined) return { do: 'help', group: first }
    const next = `kubectl pxsnap ${first} --help`
    const meant = nearest(
      second,
      inGroup.map(one => one.words[1] ?? ''),
    )
    return {
      do: 'refuse',
      what: `There is no command "${first} ${second}".${suggestion(meant && `${first} ${meant}`)}`,
      next,
    }
  }
  const meant = nearest(
    first,
    Object.values(commandTable).map(one => one.words[0] ?? ''),
  )
  return { do: 'refuse', what: `There is no command "${first}".${suggestion(meant)}`, next: 'kubectl pxsnap --help' }
}

function suggestion(meant: string | undefined): string {
  return meant === undefined ? '' : ` Did you mean "${meant}"?`
}

function refuse(what: string, declaration: CommandDeclaration): Parsed {
  return { do: 'refuse', what, next: `${spoken(declaration)} --help` }
}

/** The words before the first positional could end: arguments that are neither flags nor values of global flags. */
function leadingWords(argv: readonly string[]): readonly string[] {
  return wordPositions(argv).map(position => argv[position] ?? '')
}

/** Global flags may stand before the command; their values are not words. */
function wordPositions(argv: readonly string[]): readonly number[] {
  const positions: number[] = []
  for (let index = 0; index < argv.length && positions.length < 3; index++) {
    const argument = argv[index] ?? ''
    if (argument === '--') break
    if (!argument.startsWith('-') || argument === '-') {
      positions.push(index)
      continue
    }
    const flag = Object.values(globalFlags).find(
      one => `--${one.long}` === argument || (one.short && `-${one.short}` === argument),
    )
    if (flag?.takes === 'value') index++
    // A flag that only the command knows may take a value, so nothing after it can be told from a word.
    if (flag === undefined && positions.length > 0) break
  }
  return positions
}

function withoutWords(argv: readonly string[], count: number): readonly string[] {
  const positions = new Set(wordPositions(argv).slice(0, count))
  return argv.filter((_, index) => !positions.has(index))
}

/** The longest one: `schema crd` is another command than `schema` with an argument. */
function findCommand(words: readonly string[]) {
  const entries = Object.entries(commandTable) as readonly [CommandName, CommandDeclaration][]
  return entries
    .filter(([, declaration]) => declaration.words.every((word, index) => words[index] === word))
    .map(([name, declaration]) => ({ name, declaration, length: declaration.words.length }))
    .sort((one, other) => other.length - one.length)[0]
}

type Split =
  | {
      readonly ok: true
      readonly positionals: readonly string[]
      readonly given: ReadonlyMap<string, readonly string[]>
      readonly free: ReadonlyMap<string, readonly string[]>
    }
  | { readonly ok: false; readonly problem: string }

/** Tells flags from positionals the way kubectl does: `-n x`, `-nx`, `-n=x`, `--namespace x`, `--namespace=x`, `-Ay`, `--`. */
function splitArguments(argv: readonly string[], flags: Flags, takesFree = false): Split {
  const positionals: string[] = []
  const given = new Map<string, string[]>()
  const free = new Map<string, string[]>()
  const add = (long: string, value: string, to = given) => to.set(long, [...(to.get(long) ?? []), value])
  const all = Object.values(flags)

  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? ''
    if (argument === '--') {
      positionals.push(...argv.slice(index + 1))
      break
    }
    if (!argument.startsWith('-') || argument === '-') {
      positionals.push(argument)
      continue
    }
    if (argument.startsWith('--')) {
      const [long = '', value] = cut(argument.slice(2))
      const flag = all.find(one => one.long === long)
      if (flag === undefined && takesFree) {
        // Without a value it is something that is turned on.
        const next = argv[index + 1]
        const follows = value === undefined && next !== undefined && !next.startsWith('-')
        if (follows) index++
        add(long, value ?? (follows ? next : 'true'), free)
        continue
      }
      if (flag === undefined) return unknownFlag(`--${long}`, all)
      if (value !== undefined) add(long, value)
      else if (flag.takes !== 'value') add(long, flag.takes === 'nothing' ? 'true' : '')
      else {
        const next = argv[++index]
        if (next === undefined) return needsValue(`--${long}`, flag)
        add(long, next)
      }
      continue
    }
    let rest = argument.slice(1)
    while (rest !== '') {
      const letter = rest[0] ?? ''
      const flag = all.find(one => one.short === letter)
      if (flag === undefined) return unknownFlag(`-${letter}`, all)
      rest = rest.slice(1)
      if (flag.takes === 'nothing' && !rest.startsWith('=')) {
        add(flag.long, 'true')
        continue
      }
      const value = rest === '' ? argv[++index] : rest.replace(/^=/, '')
      if (value === undefined) return needsValue(`-${letter}`, flag)
      add(flag.long, value)
      rest = ''
    }
  }
  return { ok: true, positionals, given, free }
}

function cut(argument: string): readonly [string, string | undefined] {
  const at = argument.indexOf('=')
  return at === -1 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)]
}

function unknownFlag(spelling: string, flags: readonly Flag<unknown>[]): Split {
  const meant = spelling.startsWith('--')
    ? nearest(
        spelling,
        flags.map(one => `--${one.long}`),
      )
    : undefined
  return {
    ok: false,
    problem: `There is no flag ${spelling} here.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
  }
}

function needsValue(spelling: string, flag: Flag<unknown>): Split {
  return { ok: false, problem: `${spelling} needs a value: ${spelling} ${flag.placeholder ?? 'VALUE'}.` }
}

type ReadFlags<F extends Flags> =
  | { readonly ok: true; readonly values: FlagValues<F> }
  | { readonly ok: false; readonly problem: string }

function readFlags<F extends Flags>(flags: F, given: ReadonlyMap<string, readonly string[]>): ReadFlags<F> {
  const values: Record<string, unknown> = {}
  for (const [name, flag] of Object.entries(flags)) {
    const reading = flag.read(given.get(flag.long) ?? [])
    if (!reading.ok) return reading
    values[name] = reading.value
  }
  return { ok: true, values: values as FlagValues<F> }
}
