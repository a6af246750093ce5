/** What `/` takes: text or a regular expression, `!` for what does not match, `-l` for labels, `-f` for fuzzy names. */

import type { Labels } from '@pxsnap/core/base'
import fuzzysort from 'fuzzysort'
import { labelQuery } from '../../label-query.ts'
import { Problem } from '../../problem.ts'

export type Filter =
  | { readonly by: 'text'; readonly pattern: RegExp; readonly inverse: boolean }
  | { readonly by: 'labels'; readonly matches: (labels: Labels) => boolean }
  | { readonly by: 'fuzzy'; readonly text: string }

export type ReadFilter =
  | { readonly ok: true; readonly filter: Filter | undefined }
  | { readonly ok: false; readonly problem: string }

export function readFilter(typed: string): ReadFilter {
  const text = typed.trim()
  if (text === '' || text === '!' || text === '-l' || text === '-f') return { ok: true, filter: undefined }
  if (text.startsWith('-f')) return { ok: true, filter: { by: 'fuzzy', text: text.slice(2).trim() } }
  if (text.startsWith('-l')) {
    try {
      return { ok: true, filter: { by: 'labels', matches: labelQuery(text.slice(2).trim()) } }
    } catch (error) {
      if (error instanceof Problem) return { ok: false, problem: error.message }
      throw error
    }
  }
  const inverse = text.startsWith('!')
  return { ok: true, filter: { by: 'text', pattern: patternOf(inverse ? text.slice(1) : text), inverse } }
}

/** Rows that the filter lets through, in their order; fuzzy matches come best first. */
export function filterRows<Row>(
  rows: readonly Row[],
  filter: Filter,
  read: { text(row: Row): string; name(row: Row): string; labels(row: Row): Labels },
): readonly Row[] {
  switch (filter.by) {
    case 'text':
      return rows.filter(row => filter.pattern.test(read.text(row)) !== filter.inverse)
    case 'labels':
      return rows.filter(row => filter.matches(read.labels(row)))
    case 'fuzzy':
      return fuzzysort.go(filter.text, rows, { key: row => read.name(row), threshold: 0.2 }).map(({ obj }) => obj)
  }
}

/** Small letters match large ones, too. Text that is no regular expression is looked for as it is. */
function patternOf(text: string): RegExp {
  const flags = /[A-Z]/.test(text) ? '' : 'i'
  try {
    return new RegExp(text, flags)
  } catch {
    return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags)
  }
}
