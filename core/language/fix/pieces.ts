/** Edits made one after another, told as edits of the original text. */

import type { TextEdit } from '../text-edit.ts'

/** Either a stretch of the original, or text that was not in it. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string }

/** A text under revision that remembers which parts of it are the original's. */
export class Pieces {
  private pieces: readonly Piece[]
  private readonly original: string

  constructor(original: string) {
    this.original = original
    this.pieces = [{ start: 0, end: original.length }]
  }

  get text(): string {
    return this.pieces.map(piece => this.textOf(piece)).join('')
  }

  /** Applies edits whose ranges are offsets in the present text. */
  apply(edits: readonly TextEdit[]): void {
    const backwards = edits.map((edit, index) => ({ edit, index }))
    backwards.sort((one, other) => other.edit.range.start - one.edit.range.start || other.index - one.index)
    for (const { edit } of backwards) {
      const before = this.cut(0, edit.range.start)
      const after = this.cut(edit.range.end, Number.POSITIVE_INFINITY)
      this.pieces = [...before, ...(edit.newText === '' ? [] : [{ text: edit.newText }]), ...after]
    }
  }

  /** The smallest edits of the original that give the present text. */
  edits(): readonly TextEdit[] {
    const edits: TextEdit[] = []
    let done = 0
    let newText = ''
    const flush = (upTo: number) => {
      const edit = smallest(this.original, { range: { start: done, end: upTo }, newText })
      if (edit !== undefined) edits.push(edit)
      newText = ''
    }
    for (const piece of this.pieces) {
      if ('text' in piece) newText += piece.text
      else if (piece.start < piece.end) {
        flush(piece.start)
        done = piece.end
      }
    }
    flush(this.original.length)
    return edits
  }

  private cut(from: number, to: number): readonly Piece[] {
    const kept: Piece[] = []
    let at = 0
    for (const piece of this.pieces) {
      const length = this.textOf(piece).length
      const start = Math.max(0, from - at)
      const end = Math.min(length, to - at)
      if (start < end) {
        kept.push(
          'text' in piece
            ? { text: piece.text.slice(start, end) }
            : { start: piece.start + start, end: piece.start + end },
        )
      }
      at += length
    }
    return kept
  }

  private textOf(piece: Piece): string {
    return 'text' in piece ? piece.text : this.original.slice(piece.start, piece.end)
  }
}

/** The edit without what it leaves as it was at either end; undefined when it changes nothing. */
function smallest(original: string, { range, newText }: TextEdit): TextEdit | undefined {
  const old = original.slice(range.start, range.end)
  if (old === newText) return undefined
  const shorter = Math.min(old.length, newText.length)
  let head = 0
  while (head < shorter && old[head] === newText[head]) head += 1
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === newText[newText.length - 1 - tail]) tail += 1
  return {
    range: { start: range.start + head, end: range.end - tail },
    newText: newText.slice(head, newText.length - tail),
  }
}
