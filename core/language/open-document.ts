/** The documents of a file under edit: those whose text did not change keep everything that was worked out about them. */

import { type Analysis, analyse } from './analyse.ts'
import { type Segment, split } from './split.ts'

export type OpenDocument = Segment & { readonly analysis: Analysis }

export type Reading = {
  readonly documents: readonly OpenDocument[]
  /** What stood and what stands now between the first and the last difference; order counts too. */
  readonly changed: readonly Analysis[]
}

/** Reads a text, given the documents that the file had before. */
export function readDocuments(before: readonly OpenDocument[], text: string): Reading {
  const segments = split(text)
  const head = sameCount(before.length, segments.length, index => before[index]?.text === segments[index]?.text)
  const rest = Math.min(before.length, segments.length) - head
  const tail = sameCount(rest, rest, index => before.at(-1 - index)?.text === segments.at(-1 - index)?.text)
  const old = before.slice(head, before.length - tail)
  const known = new Map(old.map(({ text, analysis }) => [text, analysis]))
  const last = segments.length - tail
  const documents = segments.map((segment, index): OpenDocument => {
    const kept =
      index < head ? before[index] : index >= last ? before[before.length - segments.length + index] : undefined
    const analysis = kept?.analysis ?? known.get(segment.text) ?? analyse(segment.text)
    return { ...segment, analysis }
  })
  return { documents, changed: [...old, ...documents.slice(head, last)].map(({ analysis }) => analysis) }
}

/** How many from the start are the same. */
function sameCount(one: number, other: number, same: (index: number) => boolean): number {
  const most = Math.min(one, other)
  let count = 0
  while (count < most && same(count)) count += 1
  return count
}
