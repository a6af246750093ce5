/** Cuts a file into its YAML documents without parsing them, in linear time on any text. */

/** One document's own text. `start` is its offset in the file. */
export type Segment = { readonly start: number; readonly text: string }

/**
 * The documents that have content, each with its leading `---` line and the comments around it.
 * A marker at the start of a line always ends a document, even inside a block scalar, so no parser is needed.
 */
export function split(text: string): readonly Segment[] {
  const segments: Segment[] = []
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (const boundary of boundaries(text, start)) {
    const part = text.slice(start, boundary)
    // Comments and directives above the first marker belong to the document below it.
    if (!hasContent(part) && segments.length === 0) continue
    push(segments, start, part)
    start = boundary
  }
  push(segments, start, text.slice(start))
  return segments
}

/** Offsets of all `---` lines but one at the very start. */
function* boundaries(text: string, from: number): Generator<number> {
  for (let at = text.indexOf('\n---', from); at !== -1; at = text.indexOf('\n---', at + 1)) {
    const after = text.charCodeAt(at + 4)
    const isMarker = Number.isNaN(after) || after === 10 || after === 13 || after === 32 || after === 9
    if (isMarker) yield at + 1
  }
}

function push(segments: Segment[], start: number, text: string): void {
  if (hasContent(text)) segments.push({ start, text })
}

function hasContent(text: string): boolean {
  return firstContent(text) !== -1
}

/** The offset of the first character that is no marker, comment, directive or blank, or -1 when there is none. */
export function firstContent(text: string): number {
  let atLineStart = true
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\n') atLineStart = true
    else if (character === '#' || (character === '%' && atLineStart)) {
      const lineEnd = text.indexOf('\n', at)
      if (lineEnd === -1) return -1
      at = lineEnd
      atLineStart = true
    } else if (atLineStart && marker.test(text.slice(at, at + 4))) {
      at += 2
      atLineStart = false
    } else if (character === ' ' || character === '\t' || character === '\r' || character === '\uFEFF')
      atLineStart = false
    else return at
  }
  return -1
}

const marker = /^(?:---|\.\.\.)(?:\s|$)/
