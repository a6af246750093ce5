/** Ranges and edits of a text, in UTF-16 offsets as editors count them. */

export type TextRange = { readonly start: number; readonly end: number }

export type TextEdit = { readonly range: TextRange; readonly newText: string }

/** The text with all edits applied. Edits must not overlap; those at one place are applied in the order given. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const inOrder = edits.toSorted((one, other) => one.range.start - other.range.start || one.range.end - other.range.end)
  const parts: string[] = []
  let done = 0
  for (const { range, newText } of inOrder) {
    parts.push(text.slice(done, range.start), newText)
    done = Math.max(done, range.end)
  }
  parts.push(text.slice(done))
  return parts.join('')
}

/** Line and column of an offset, both from 1, columns in UTF-16 units. Offsets beyond the text count as its end. */
export function lineColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const upTo = Math.max(0, Math.min(offset, text.length))
  let line = 1
  let lineStart = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < upTo; at = text.indexOf('\n', at + 1)) {
    line += 1
    lineStart = at + 1
  }
  return { line, column: upTo - lineStart + 1 }
}

/** Lines and columns of many offsets in one text, each found in logarithmic time. */
export function lineIndex(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return offset => {
    const upTo = Math.max(0, Math.min(offset, text.length))
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= upTo) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: upTo - (starts[low] ?? 0) + 1 }
  }
}

/** Whether two ranges share a place; an empty range touches what it lies at the edge of. */
export function overlaps(one: TextRange, other: TextRange): boolean {
  return one.start <= other.end && other.start <= one.end
}
