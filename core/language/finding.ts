/** Findings as faces show them: with the place in the file, and edits that put them right. */

import type { Severity } from '../specs/index.ts'
import type { TextEdit, TextRange } from './text-edit.ts'

/** Edits of the finding's own file. */
export type Fix = { readonly title: string; readonly edits: readonly TextEdit[] }

export type LocatedFinding = {
  readonly code: string
  readonly severity: Severity
  readonly file: string
  /** Which document of the file, from 0; those without content do not count. */
  readonly document: number
  /** For example `rules[0].actions[1].value`; empty for the document as a whole. */
  readonly path: string
  readonly message: string
  readonly help: string
  /** Offsets in the file. */
  readonly range: TextRange
  readonly fix?: Fix
}

/** The same finding in a text that begins `by` later. */
export function shifted(finding: LocatedFinding, by: number): LocatedFinding {
  const range = shiftedRange(finding.range, by)
  if (finding.fix === undefined) return { ...finding, range }
  const edits = finding.fix.edits.map(edit => ({ ...edit, range: shiftedRange(edit.range, by) }))
  return { ...finding, range, fix: { ...finding.fix, edits } }
}

function shiftedRange({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by }
}
