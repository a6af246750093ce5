/** Tells by a cheap look at a document's text whether it is one of ours, so that others are never parsed. */

import { kindCatalogue, ourGroups, workloadKinds } from '../specs/index.ts'
import { firstContent } from './split.ts'

/**
 * `ours`: to be parsed and checked. `foreign`: another tool's, left in peace.
 * A text whose kind cannot be seen without parsing, such as JSON, counts as ours until it has been parsed.
 */
export function sniff(text: string): 'ours' | 'foreign' {
  const kind = topLevelWord(kindLine, text)
  const apiVersion = topLevelWord(apiVersionLine, text)
  if (kind === undefined && apiVersion === undefined) return text[firstContent(text)] === '{' ? 'ours' : 'foreign'
  return concernsUs(apiVersion, kind) ? 'ours' : 'foreign'
}

/** Whether an object of that API version and kind, as far as they are known, is one that we look at. */
export function concernsUs(apiVersion: string | undefined, kind: string | undefined): boolean {
  if (kind !== undefined && (kind.endsWith('List') || kindNames.has(kind))) return true
  return apiVersion !== undefined && ourGroups.includes(apiVersion.split('/')[0] ?? '')
}

const kindNames: ReadonlySet<string> = new Set([...kindCatalogue.map(({ kind }) => kind), ...workloadKinds])

const kindLine = /^["']?kind["']?[ \t]*:[ \t]*["']?([\w.-]+)/m
const apiVersionLine = /^["']?apiVersion["']?[ \t]*:[ \t]*["']?([\w./-]+)/m

function topLevelWord(line: RegExp, text: string): string | undefined {
  return line.exec(text)?.[1]
}
