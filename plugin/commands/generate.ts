/** `generate KIND [NAME]`: commented YAML from the snippets, with the user's names in it. Writes nothing but its output. */

import { type Labels, parseLabels } from '@pxsnap/core/base'
import {
  createWorkspace,
  isPlainValue,
  placeholdersOf,
  type Snippet,
  type SnippetFor,
  snippetFor,
} from '@pxsnap/core/language'
import { nearest, type QuiesceEntry, quiesceLibrary } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { type GeneratedKind, generatedKinds, withRuleLines } from '../generate/kinds.ts'
import { notesOf } from '../generate/notes.ts'
import { findingsText } from '../output/findings-text.ts'
import { painter } from '../output/paint.ts'
import { printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'
import { entryNamed } from '../quiesce-entry.ts'
import { snippetFile } from '../snippet-files.ts'

type Invocation = InvocationOf<'generate'>
type Flags = Invocation['flags']

export async function generate(face: Face, invocation: Invocation): Promise<ExitCode> {
  const { flags, positionals, global } = invocation
  const [word, positional] = positionals
  const name = flags.name ?? positional
  if (word === undefined) {
    face.stdout.write(listOfKinds(face, global.noColor))
    return exitCodes.done
  }
  const labels = labelsOf(flags.selector)
  const wanted = { flags, name, labels, namespace: plain('namespace', global.namespace) }
  if (/^rules?$/i.test(word)) {
    if (flags.list || flags.for === undefined) {
      face.stdout.write(listOfEntries(face, global.noColor))
      return exitCodes.done
    }
    if (flags.for === 'auto') return (await import('../generate/auto.ts')).generateForPods(face, invocation, wanted)
    return generateRules(face, [{ entry: entryNamed(flags.for), ...wanted }], global.noColor)
  }
  const kind = kindNamed(word)
  return print(face, [textOfKind(kind, wanted)], global.noColor)
}

export type Wanted = {
  readonly flags: Flags
  readonly name: string | undefined
  readonly labels: Labels | undefined
  readonly namespace: string | undefined
  readonly container?: string | undefined
}

/** Prints the rules of all these entries, and to the other stream what one should know of them. */
export function generateRules(
  face: Face,
  wanted: readonly (Wanted & { readonly entry: QuiesceEntry })[],
  noColor: boolean,
): ExitCode {
  const texts = wanted.flatMap(one => rulesOf(one))
  const columns = face.stderr.isTTY ? face.stderr.columns() : 100
  const entries = [...new Map(wanted.map(({ entry }) => [entry.id, entry])).values()]
  for (const entry of entries) face.stderr.write(notesOf(entry, columns))
  if (texts.length > 0) return print(face, texts, noColor)
  const [first] = entries
  throw new Problem(
    'notFound',
    `There is no rule for ${first?.title ?? 'it'}: no command makes a volume snapshot of it better.`,
    first?.instead,
  )
}

function rulesOf(wanted: Wanted & { readonly entry: QuiesceEntry }): readonly string[] {
  const { flags, entry, name, labels, namespace } = wanted
  const { rules } = entry
  if (rules === undefined) return []
  const both = flags.pre === flags.post
  const chosen = [
    ...(both || flags.pre ? [{ snippet: rules.pre, ending: '-pre' }] : []),
    ...((both || flags.post) && rules.post !== undefined ? [{ snippet: rules.post, ending: '-post' }] : []),
  ]
  if (chosen.length === 0)
    throw new Problem('notFound', `${entry.title} needs no post-exec rule: its pre-exec rule ends by itself.`)
  const container = plain('container', wanted.container ?? flags.container)
  return chosen.map(({ snippet, ending }) => {
    const own = chosen.length > 1 && name !== undefined ? `${name}${ending}` : name
    return filled(snippet, {}, { flags, name: own, labels, namespace, container })
  })
}

function textOfKind(kind: GeneratedKind, { flags, name, labels, namespace }: Wanted): string {
  for (const rule of [flags.preRule, flags.postRule]) plain('rule', rule)
  const given = {
    ...named('claim', flags.claim),
    ...named('snapshot', flags.snapshot),
    ...named('policy', flags.policy),
    ...named('pair', flags.pair),
  }
  const text = filled(kind.snippet(flags), given, {
    flags,
    name,
    labels,
    namespace: kind.clusterScoped ? undefined : namespace,
    container: undefined,
  })
  return withRuleLines(text, flags)
}

type Filling = {
  readonly flags: Flags
  readonly name: string | undefined
  readonly labels: Labels | undefined
  readonly namespace: string | undefined
  readonly container: string | undefined
}

function filled(
  snippetName: string,
  own: Readonly<Record<string, string>>,
  { flags, name, labels, namespace, container }: Filling,
): string {
  const snippet = snippetFile(snippetName)
  if (labels !== undefined && !snippet.placeholders.some(({ name }) => name === 'label'))
    throw new Problem('usage', `It chooses by name, not by labels. It takes ${placeholdersOf(snippet).join(', ')}.`)
  const takes = placeholdersOf(snippet)
  const set = settings(flags)
  const unknown = [...Object.keys(set), ...Object.keys(own)].find(key => !takes.includes(key))
  if (unknown !== undefined) {
    const meant = nearest(unknown, takes)
    throw new Problem(
      'usage',
      `There is no ${unknown} in it${meant === undefined ? '' : `; did you mean ${meant}?`} It takes ${takes.join(', ')}.`,
    )
  }
  const there = namespace !== undefined && takes.includes('namespace') ? { namespace } : {}
  const values = { ...there, ...named(namePlaceholder(snippet), name), ...own, ...set }
  for (const [key, value] of Object.entries(values)) plain(key, value)
  const options: SnippetFor = {
    values,
    ...(labels === undefined ? {} : { labels }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(container === undefined ? {} : { container }),
  }
  return snippetFor(snippet, options)
}

/** The placeholder that the name of its first object stands in. */
function namePlaceholder({ body }: Snippet): string {
  return /^metadata:\n {2}name: <([a-z-]+)>$/m.exec(body)?.[1] ?? 'name'
}

/** Prints the documents, and to the other stream what `lint` would say of them. */
function print(face: Face, texts: readonly string[], noColor: boolean): ExitCode {
  const text = texts.join('---\n')
  face.stdout.write(text)
  const workspace = createWorkspace()
  workspace.set('generated', text)
  const findings = workspace.diagnose('generated')
  if (findings.length > 0) {
    const columns = face.stderr.isTTY ? face.stderr.columns() : 100
    face.stderr.write(findingsText(findings, text, { paint: painter(face, face.stderr, noColor), columns }))
  }
  return exitCodes.done
}

function listOfKinds(face: Face, noColor: boolean): string {
  const rows = [
    ['rule', 'commands that quiesce an application before a snapshot; see generate rule --list'],
    ...generatedKinds.map(({ words, does }) => [words[0], does]),
  ]
  return tableOf(face, noColor, ['kind', 'what it is'], rows)
}

function listOfEntries(face: Face, noColor: boolean): string {
  const rows = quiesceLibrary.map(({ id, title, rules, lock, supported, tried }) => [
    id,
    title,
    rules === undefined ? 'no rule' : rules.post === undefined ? 'pre' : 'pre and post',
    rules === undefined ? '' : lock,
    supported.byVendor,
    tried,
  ])
  return tableOf(face, noColor, ['for', 'application', 'rules', 'lock', 'by its makers', 'tried on'], rows)
}

function tableOf(
  face: Face,
  noColor: boolean,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const table = { columns: columns.map(name => name.toUpperCase()), rows: rows.map(row => row.map(text => ({ text }))) }
  return printTable(table, { paint: painter(face, face.stdout, noColor), headers: true })
}

function kindNamed(word: string): GeneratedKind {
  const name = word.toLowerCase().replace(/s$/, '')
  const found = generatedKinds.find(({ words }) => words.some(one => one === word.toLowerCase() || one === name))
  if (found !== undefined) return found
  const meant = nearest(name, ['rule', ...generatedKinds.map(({ words }) => words[0])])
  throw new Problem(
    'notFound',
    `generate knows no kind "${word}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    'kubectl pxsnap generate',
  )
}

function labelsOf(selector: string | undefined): Labels | undefined {
  if (selector === undefined) return undefined
  const labels = parseLabels(selector)
  if (labels !== undefined && Object.values(labels).every(value => value === '' || isPlainValue(value))) return labels
  throw new Problem('usage', `--selector is a list of labels such as app=mysql,tier=db, not "${selector}".`)
}

function settings({ set, seconds }: Flags): Readonly<Record<string, string>> {
  const given = set.map(text => {
    const sign = text.indexOf('=')
    if (sign < 1) throw new Problem('usage', `--set is NAME=VALUE, not "${text}".`)
    return [text.slice(0, sign), text.slice(sign + 1)] as const
  })
  return { ...named('seconds', seconds), ...Object.fromEntries(given) }
}

const named = (key: string, value: string | undefined): Readonly<Record<string, string>> =>
  value === undefined ? {} : { [key]: value }

/** The value as it is; a Problem when it could not stand in YAML and in shell text without quotes. */
function plain(what: string, value: string | undefined): string | undefined {
  if (value === undefined || isPlainValue(value)) return value
  throw new Problem('usage', `The ${what} has characters that would need quotes: "${value}".`)
}
