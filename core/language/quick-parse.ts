/**
 * Reads the YAML that nearly all specs are written in: block maps and lists, one-line values, literal texts.
 * Many times faster than the library, which reads whatever this does not: anything unusual, and anything wrong.
 * A property test holds it to the library's tree, so it may only ever know less.
 */

import { maxDepth } from './limits.ts'
import { LineValues } from './quick-values.ts'
import type { ListNode, MapEntry, MapNode, ScalarNode, TreeNode } from './tree.ts'

/** The same tree that the library gives, or undefined where this reader is not sure. */
export function quickParse(text: string): MapNode | undefined {
  if (unusual.test(text)) return undefined
  return new Reader(text).document()
}

/** Tabs, carriage returns, byte order marks, and lines that begin a directive, a second document or a complex key. */
const unusual = /[\t\r\uFEFF]|^(?:%|\.\.\.| *\?(?: |$))|(?!^)\n---/m

class Reader {
  private readonly text: string
  private readonly values: LineValues
  /** The start of the line at hand, and of its content; `text.length` behind the last line. */
  private line = 0
  private at = 0

  constructor(text: string) {
    this.text = text
    this.values = new LineValues(text)
  }

  document(): MapNode | undefined {
    this.skipBlank()
    if (this.text.startsWith('---', this.at)) {
      if (this.at !== this.line || !this.values.isOver(this.at + 3)) return undefined
      this.nextLine()
    }
    if (this.at >= this.text.length || this.column() !== 0) return undefined
    const root = this.block(0, 0)
    return root?.is === 'map' && this.at >= this.text.length ? root : undefined
  }

  /** The map or list whose keys or dashes stand in that column, which is where the line's content begins. */
  private block(column: number, depth: number): TreeNode | undefined {
    if (depth > maxDepth - 4) return undefined
    return this.isDash(this.at) ? this.list(column, depth) : this.map(column, depth)
  }

  /** `at` stands at the first key; the others are found at the same column of further lines. */
  private map(column: number, depth: number): MapNode | undefined {
    const start = this.at
    const entries: MapEntry[] = []
    do {
      const key = this.values.key(this.at)
      if (key === undefined) return undefined
      const colon = key.end + 1
      const value = this.value(colon, { column, dashColumn: column, depth })
      if (value === undefined) return undefined
      entries.push({ key, value })
    } while (this.at < this.text.length && this.column() === column && !this.isDash(this.at))
    // A line further in than its siblings belongs to nothing.
    if (this.at < this.text.length && this.column() > column) return undefined
    const end = entries.at(-1)?.value.end ?? start
    return { is: 'map', flow: false, entries, start, end }
  }

  private list(column: number, depth: number): ListNode | undefined {
    const start = this.at
    const items: TreeNode[] = []
    do {
      const item = this.item(column, depth)
      if (item === undefined) return undefined
      items.push(item)
    } while (this.at < this.text.length && this.column() === column && this.isDash(this.at))
    if (this.at < this.text.length && this.column() > column) return undefined
    const end = Math.max(start + 1, items.at(-1)?.end ?? start)
    return { is: 'list', flow: false, items, start, end }
  }

  private item(column: number, depth: number): TreeNode | undefined {
    const content = this.values.skipSpaces(this.at + 1)
    if (this.values.isOver(content)) {
      this.nextLine()
      // An item without a value is rare and left to the library.
      return this.at < this.text.length && this.column() > column ? this.block(this.column(), depth + 1) : undefined
    }
    if (this.isDash(content)) return undefined
    if (this.values.key(content) === undefined) {
      return this.value(this.at + 1, { column, dashColumn: column + 1, depth })
    }
    this.at = content
    return this.map(content - this.line, depth + 1)
  }

  /** What stands behind a colon or dash: on the line, or on the lines below that are further in than `column`. */
  private value(from: number, { column, dashColumn, depth }: Place): TreeNode | undefined {
    const start = this.values.skipSpaces(from)
    if (!this.values.isOver(start)) {
      if (start === from) return undefined
      if (this.text[start] === '|') return this.literal(start, column)
      const value = this.values.inline(start, depth)
      if (value === undefined) return undefined
      this.nextLine()
      // Something further in continues the value, which the library reads.
      return this.at < this.text.length && this.column() > column ? undefined : value
    }
    this.nextLine()
    if (this.at < this.text.length) {
      if (this.column() > column) return this.block(this.column(), depth + 1)
      if (this.column() === dashColumn && this.isDash(this.at)) return this.list(dashColumn, depth + 1)
    }
    return { is: 'scalar', style: 'empty', value: null, text: '', start: from, end: from }
  }

  /** A text behind `|` or `|-`, taken as it is. */
  private literal(start: number, parent: number): ScalarNode | undefined {
    const strip = this.text[start + 1] === '-'
    if (!this.values.isOver(start + (strip ? 2 : 1))) return undefined
    const lines: string[] = []
    let indent = -1
    let end = start
    let next = this.lineEnd(start) + 1
    while (next < this.text.length) {
      const lineEnd = this.lineEnd(next)
      const content = this.values.skipSpaces(next)
      const blank = content >= lineEnd
      if (blank) {
        // Blanks beyond the indentation are part of the text; leading ones could set it.
        if (indent === -1 || lineEnd - next > indent) {
          if (lineEnd > next) return undefined
        }
        lines.push('')
      } else {
        if (indent === -1) indent = content - next
        if (indent <= parent) return undefined
        if (content - next < indent) break
        lines.push(this.text.slice(next + indent, lineEnd))
        end = lineEnd
      }
      next = lineEnd + 1
    }
    if (indent === -1) return undefined
    while (lines.at(-1) === '') lines.pop()
    if (end === this.text.length && !strip) return undefined
    const value = lines.join('\n') + (strip ? '' : '\n')
    this.goTo(next)
    return { is: 'scalar', style: 'block', value, text: value, start, end: this.trimmed(end) }
  }

  private trimmed(end: number): number {
    let at = end
    while (this.text[at - 1] === ' ') at -= 1
    return at
  }

  private isDash(at: number): boolean {
    return (
      this.text[at] === '-' && (this.text[at + 1] === ' ' || this.text[at + 1] === '\n' || at + 1 === this.text.length)
    )
  }

  private column(): number {
    return this.at - this.line
  }

  private lineEnd(from: number): number {
    const newline = this.text.indexOf('\n', from)
    return newline === -1 ? this.text.length : newline
  }

  private nextLine(): void {
    this.goTo(this.lineEnd(this.at) + 1)
  }

  private goTo(line: number): void {
    this.line = Math.min(line, this.text.length)
    this.skipBlank()
  }

  /** Goes on to the first line with content, from the line at hand. */
  private skipBlank(): void {
    for (;;) {
      this.at = this.values.skipSpaces(this.line)
      if (this.at >= this.text.length) return
      if (this.text[this.at] !== '\n' && this.text[this.at] !== '#') return
      this.line = Math.min(this.lineEnd(this.at) + 1, this.text.length)
    }
  }
}

type Place = {
  /** The column of the key or dash that the value belongs to. */
  readonly column: number
  /** Where dashes may stand although they are not further in. */
  readonly dashColumn: number
  readonly depth: number
}
