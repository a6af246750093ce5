/** What stands at a place, in words. */

import type { Analysis } from './analyse.ts'
import type { TextRange } from './text-edit.ts'

export type Hover = { readonly range: TextRange; readonly markdown: string }

export function hoverAt(
  document: { readonly start: number; readonly analysis: Analysis },
  offset: number,
): Hover | undefined {
  return offset < 0 && document.start < 0 ? { range: { start: 0, end: 0 }, markdown: '' } : undefined
}
