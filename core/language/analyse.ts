/** All that one document's text says by itself: its tree, its objects, and what is wrong with the text. */

import { isMap, type Neighbour, type Path, textOf } from '../specs/index.ts'
import { strangeCharacters } from './characters.ts'
import { removeEntry } from './fix/remove.ts'
import { maxDepth, maxDocumentLength, maxRepeated } from './limits.ts'
import { type ObjectProblem, objectOf } from './object-of.ts'
import { type ParseProblem, parse } from './parse.ts'
import { concernsUs, sniff } from './sniff.ts'
import { templateIn } from './template.ts'
import { type TextCheck, textChecks } from './text-checks.ts'
import type { TextEdit, TextRange } from './text-edit.ts'
import type { TreeNode } from './tree.ts'

/** An object of a document. In a `kind: List` every item is one, below its own path. */
export type DocumentObject = { readonly path: Path; readonly object: Neighbour }

/** Something wrong with the text, at a place in the document's own text. */
export type TextFinding = {
  readonly check: TextCheck
  readonly range: TextRange
  readonly path: Path
  readonly message: string
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] }
}

export type Analysis = {
  readonly text: string
  readonly tree: TreeNode | undefined
  readonly objects: readonly DocumentObject[]
  readonly findings: readonly TextFinding[]
  /** Whether the objects can be checked: the text was read completely, and they concern us. */
  readonly checkable: boolean
}

/** With `all`, documents that do not concern us are read too. */
export function analyse(text: string, which: 'ours' | 'all' = 'ours'): Analysis {
  if (which === 'ours' && sniff(text) === 'foreign') return unread(text, [])
  if (text.length > maxDocumentLength) {
    const message = `The document has ${sizeInMiB(text.length)} MiB and is not read.`
    return unread(text, [{ check: textChecks.tooLarge, range: startOf(text), path: [], message }])
  }
  const template = templateIn(text)
  if (template !== undefined) {
    const message = 'The document is a template and is not checked.'
    return unread(text, [{ check: textChecks.templated, range: template, path: [], message }])
  }
  return read(text)
}

function read(text: string): Analysis {
  const { tree, problems } = parse(text)
  const strange = strangeCharacters(text).map(({ is, range, name }): TextFinding => {
    const check = is === 'control' ? textChecks.controlCharacter : textChecks.hiddenCharacter
    return { check, range, path: [], message: `The character ${name} is not visible.` }
  })
  if (tree === undefined) return unread(text, [...problems.slice(0, maxProblems).map(problemFinding), ...strange])
  const { value, problems: objectProblems } = objectOf(tree)
  const objects = objectsIn(value)
  const ours = objects.some(({ object }) => concernsUs(textOf(object.apiVersion), textOf(object.kind)))
  if (!ours && problems.length === 0) return { text, tree, objects, findings: [], checkable: false }
  const findings = [
    ...problems.slice(0, maxProblems).map(problemFinding),
    ...strange,
    ...objectFindings(text, objectProblems),
  ]
  return { text, tree, objects, findings, checkable: problems.length === 0 }
}

/** One slip makes the YAML library complain about every line after it. */
const maxProblems = 3

function objectsIn(value: unknown): readonly DocumentObject[] {
  if (!isMap(value)) return []
  const items = value.items
  if (!String(value.kind).endsWith('List') || !Array.isArray(items)) return [{ path: [], object: value }]
  return items.flatMap((object, index) => (isMap(object) ? [{ path: ['items', index], object }] : []))
}

function problemFinding({ is, range, message }: ParseProblem): TextFinding {
  if (is === 'syntax') return { check: textChecks.syntax, range, path: [], message }
  if (is === 'too-long') {
    return { check: textChecks.tooLarge, range, path: [], message: 'The document has too many parts and is not read.' }
  }
  const deep = `Lists and maps are nested more than ${maxDepth} deep, and the document is not read.`
  return { check: textChecks.tooDeep, range, path: [], message: deep }
}

function objectFindings(text: string, problems: readonly ObjectProblem[]): readonly TextFinding[] {
  const firstAlias = problems.find(({ is }) => is === 'alias')
  return problems
    .filter(problem => problem.is !== 'alias' || problem === firstAlias)
    .slice(0, maxRepeated)
    .map(problem => ({
      ...wording(text, problem),
      range: { start: problem.range.start, end: problem.range.end },
      path: [],
    }))
}

function wording(text: string, problem: ObjectProblem): Pick<TextFinding, 'check' | 'message' | 'fix'> {
  const { name } = problem
  switch (problem.is) {
    case 'duplicate-key':
      return {
        check: textChecks.duplicateKey,
        message: `\`${name}\` stands twice in this map; only this last value counts.`,
        fix: { title: `Remove the first ${name}`, edits: removeEntry(text, problem.map, problem.entry) },
      }
    case 'unknown-alias':
      return { check: textChecks.unknownAlias, message: `No anchor \`&${name}\` stands before this.` }
    case 'alias-bomb':
      return { check: textChecks.aliasBomb, message: 'The aliases repeat too much text to be read.' }
    case 'alias':
      return {
        check: textChecks.alias,
        message: `\`*${name}\` is replaced by its anchor's value before the object is sent; the cluster never sees it.`,
      }
  }
}

function unread(text: string, findings: readonly TextFinding[]): Analysis {
  return { text, tree: undefined, objects: [], findings, checkable: false }
}

function startOf(text: string): TextRange {
  const newline = text.indexOf('\n')
  return { start: 0, end: Math.min(newline === -1 ? text.length : newline, 80) }
}

function sizeInMiB(length: number): string {
  return (length / 1_048_576).toFixed(1)
}
