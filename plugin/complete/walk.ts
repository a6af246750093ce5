/** Half a command line in, what the last word may be out. Pure: names of objects are asked for by whoever calls. */

import type { GlobalValues } from '../args.ts'
import type { CommandDeclaration } from '../command.ts'
import { commandTable, globalFlags } from '../command-table.ts'
import type { Flag, Flags } from '../flag.ts'
import { kindWords } from '../kind-words.ts'

export type Candidate = { readonly value: string; readonly about?: string }

/** Something that only the cluster, its kubeconfig or the disk knows. */
export type Wanted =
  | { readonly of: 'objects'; readonly words: readonly string[] }
  | { readonly of: 'kinds-and-objects' }
  | { readonly of: 'simulated-clusters' }
  | { readonly of: 'contexts' }

export type Walked = {
  /** The part of the last word that candidates begin with. */
  readonly typed: string
  /** What stands before it in the same word, such as `--output=`. */
  readonly before: string
  readonly candidates: readonly Candidate[]
  readonly wanted?: Wanted
  /** The shell offers files. */
  readonly files: boolean
  readonly global: GlobalValues
}

/** `words`: the arguments after the program's name; the last one is being typed and may be empty. */
export function walk(words: readonly string[]): Walked {
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const { command, positionals, given, open } = readWords(before)
  const flags: Flags = { ...globalFlags, ...command?.declaration.flags }
  const base = { typed, before: '', candidates: [], files: false, global: readGlobal(given) }
  if (before.includes('--')) return { ...base, files: true }
  if (open !== undefined) return { ...base, ...valuesOf(open, command?.name) }
  const [, long, value] = /^--([\w-]+)=(.*)$/s.exec(typed) ?? []
  if (long !== undefined) {
    const flag = Object.values<Flag<unknown>>(flags).find(one => one.long === long)
    if (flag === undefined) return base
    return { ...base, ...valuesOf(flag, command?.name), typed: value ?? '', before: `--${long}=` }
  }
  if (typed.startsWith('-')) return { ...base, candidates: flagsFor(flags, given, typed) }
  if (command === undefined) return { ...base, candidates: commandWords(positionals) }
  const inside = commandWords(command.declaration.words).filter(() => positionals.length === 0)
  return { ...base, ...positionalOf(command, positionals, inside) }
}

type Found = { readonly name: string; readonly declaration: CommandDeclaration }

/** The command, what stands between its flags, the flags, and the flag whose value comes next. */
function readWords(words: readonly string[]): {
  readonly command: Found | undefined
  readonly positionals: readonly string[]
  readonly given: ReadonlyMap<string, readonly string[]>
  readonly open: Flag<unknown> | undefined
} {
  const plain: string[] = []
  const given = new Map<string, string[]>()
  let open: Flag<unknown> | undefined
  const add = (long: string, value: string) => given.set(long, [...(given.get(long) ?? []), value])
  for (const word of words) {
    const known: Flags = { ...globalFlags, ...commandOf(plain)?.declaration.flags }
    if (open !== undefined) {
      add(open.long, word)
      open = undefined
      continue
    }
    if (!word.startsWith('-') || word === '-') {
      plain.push(word)
      continue
    }
    const [, long, short, value] = /^(?:--([\w-]+)|-(\w))(?:=?(.*))?$/s.exec(word) ?? []
    const flag = Object.values<Flag<unknown>>(known).find(one =>
      long === undefined ? one.short === short : one.long === long,
    )
    if (flag === undefined) continue
    const text = value === '' ? undefined : value
    if (text !== undefined) add(flag.long, text)
    else if (flag.takes === 'value') open = flag
    else add(flag.long, flag.takes === 'nothing' ? 'true' : '')
  }
  const command = commandOf(plain)
  return { command, positionals: plain.slice(command?.declaration.words.length ?? 0), given, open }
}

/** The command with the most words that the line begins with. */
function commandOf(plain: readonly string[]): Found | undefined {
  const entries = Object.entries(commandTable) as readonly (readonly [string, CommandDeclaration])[]
  const found = entries
    .filter(([, { words }]) => words.every((word, index) => plain[index] === word))
    .sort(([, one], [, other]) => other.words.length - one.words.length)[0]
  return found === undefined ? undefined : { name: found[0], declaration: found[1] }
}

/** Words that may come next: commands, or the first word of a group of commands. */
function commandWords(before: readonly string[]): readonly Candidate[] {
  const all = (Object.values(commandTable) as readonly CommandDeclaration[]).filter(
    ({ words }) => words.length > before.length && before.every((word, index) => words[index] === word),
  )
  const next = new Map<string, Candidate>()
  for (const { words, summary } of all) {
    const value = words[before.length] ?? ''
    const isWhole = words.length === before.length + 1
    if (isWhole || !next.has(value))
      next.set(value, { value, about: isWhole ? summary : `${[...before, value].join(' ')} …` })
  }
  const help = before.length === 0 ? [{ value: 'help', about: 'Shows help' }] : []
  return [...next.values(), ...help]
}

/** A flag that was given is offered again only where it may be repeated. */
function flagsFor(flags: Flags, given: ReadonlyMap<string, unknown>, typed: string): readonly Candidate[] {
  return Object.values<Flag<unknown>>(flags)
    .filter(({ long, doc }) => !given.has(long) || doc.includes('repeated'))
    .flatMap(({ long, short, doc, takes }) => [
      { value: takes === 'optional' ? `--${long}=` : `--${long}`, about: doc },
      ...(takes === 'optional' ? [{ value: `--${long}`, about: doc }] : []),
      ...(short !== undefined && !typed.startsWith('--') ? [{ value: `-${short}`, about: doc }] : []),
    ])
}

type Offer = { readonly candidates: readonly Candidate[]; readonly wanted?: Wanted; readonly files: boolean }

/** What a flag takes follows from its placeholder, which the help shows. */
function valuesOf(flag: Flag<unknown>, command: string | undefined): Offer {
  const placeholder = flag.placeholder ?? ''
  if (flag.long === 'sim') return { candidates: [], wanted: { of: 'simulated-clusters' }, files: false }
  if (flag.long === 'context') return { candidates: [], wanted: { of: 'contexts' }, files: false }
  if (flag.long === 'to' && command === 'pair')
    return { candidates: [], wanted: { of: 'simulated-clusters' }, files: false }
  const objects = objectsBy[placeholder]
  if (objects !== undefined) return { candidates: [], wanted: { of: 'objects', words: objects }, files: false }
  if (/FILE|DIR/.test(placeholder)) return { candidates: [], files: true }
  const words = placeholder.split('|').filter(word => /^[a-z][\w.-]*(=…)?$/.test(word))
  return { candidates: words.map(word => ({ value: word.replace('…', '') })), files: false }
}

/** The kinds of objects that a placeholder of the help stands for. */
const objectsBy: Readonly<Record<string, readonly string[]>> = {
  NAMESPACE: ['namespace'],
  PVC: ['pvc'],
  CLAIM: ['pvc'],
  RULE: ['rule'],
  PAIR: ['clusterpair'],
  POD: ['pod'],
  POLICY: ['schedulepolicy', 'namespacedschedulepolicy'],
  SCHEDULE: ['volumesnapshotschedule'],
  SNAPSHOT: ['volumesnapshot', 'groupvolumesnapshot'],
  'POLICY|SCHEDULE': ['volumesnapshotschedule', 'schedulepolicy', 'namespacedschedulepolicy'],
}

/** What a command takes follows from how the help writes it: `KIND NAME`, `PVC…`, `[FILE…]`. */
function positionalOf({ declaration }: Found, positionals: readonly string[], inside: readonly Candidate[]): Offer {
  const { usage, max } = declaration.positionals
  const nothing = { candidates: inside, files: false }
  if (positionals.length >= max) return nothing
  const first = /^\[?([A-Z|]+)/.exec(usage)?.[1]?.replace(/\|$/, '') ?? ''
  if (first === 'FILE') return { candidates: inside, files: true }
  if (declaration.words[0] === 'sim' && first === 'NAME') return { ...nothing, wanted: { of: 'simulated-clusters' } }
  if (first === 'KIND') {
    const [kind] = positionals
    const namesNothing = !/NAME/.test(usage)
    if (kind === undefined)
      return { candidates: [...inside, ...kindCandidates()], files: false, ...pairs(namesNothing) }
    if (kind.includes('/')) return { ...nothing, wanted: { of: 'kinds-and-objects' } }
    if (namesNothing) return max > 1 ? { candidates: kindCandidates(), files: false } : nothing
    if (['create', 'generate'].includes(declaration.words[0] ?? '')) return nothing
    return { ...nothing, wanted: { of: 'objects', words: [kind] } }
  }
  if (usage === usage.toLowerCase() && usage.includes('|'))
    return { candidates: usage.split('|').map(value => ({ value })), files: false }
  const words = objectsBy[first]
  return words === undefined ? nothing : { ...nothing, wanted: { of: 'objects', words } }
}

/** `KIND/NAME` is offered once the kind and the slash are there. */
function pairs(namesNothing: boolean): { readonly wanted?: Wanted } {
  return namesNothing ? {} : { wanted: { of: 'kinds-and-objects' } }
}

function kindCandidates(): readonly Candidate[] {
  return [...new Set(kindWords())].sort().map(value => ({ value }))
}

function readGlobal(given: ReadonlyMap<string, readonly string[]>): GlobalValues {
  const values: Record<string, unknown> = {}
  for (const [name, flag] of Object.entries<Flag<unknown>>(globalFlags)) {
    const reading = flag.read(given.get(flag.long) ?? [])
    const otherwise = flag.read([])
    values[name] = reading.ok ? reading.value : otherwise.ok ? otherwise.value : undefined
  }
  return values as GlobalValues
}
