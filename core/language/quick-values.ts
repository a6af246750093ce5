/** Keys and values that stand on one line, for the quick reader. */

import { maxDepth } from './limits.ts'
import { plainValue } from './scalar.ts'
import type { ListNode, MapEntry, MapNode, ScalarNode, TreeNode } from './tree.ts'

/** All answers are undefined where the library should decide. */
export class LineValues {
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  skipSpaces(from: number): number {
    let at = from
    while (this.text.charCodeAt(at) === 32) at += 1
    return at
  }

  /** Whether the line has nothing more but perhaps a comment. */
  isOver(from: number): boolean {
    const at = this.skipSpaces(from)
    const character = this.text[at]
    if (character === undefined || character === '\n') return true
    return character === '#' && (at > from || this.text[at - 1] === ' ')
  }

  /** A key with its colon behind it, and a blank or nothing behind that. */
  key(from: number): ScalarNode | undefined {
    plainKey.lastIndex = from
    const plain = plainKey.exec(this.text)?.[0]
    if (plain !== undefined) return this.isColon(from + plain.length) ? quickScalar(plain, from, 'plain') : undefined
    const quoted = this.quoted(from)
    return quoted !== undefined && this.isColon(quoted.end) ? quoted : undefined
  }

  private isColon(at: number): boolean {
    if (this.text[at] !== ':') return false
    const after = this.text[at + 1]
    return after === undefined || after === ' ' || after === '\n'
  }

  /** A value that fills the rest of the line. */
  inline(start: number, depth: number): TreeNode | undefined {
    const first = this.text[start]
    if (first === '{' || first === '[') {
      const value = this.flow(start, depth + 1)
      return value !== undefined && this.isOver(value.end) ? value : undefined
    }
    if (first === '"' || first === "'") {
      const value = this.quoted(start)
      return value !== undefined && this.isOver(value.end) ? value : undefined
    }
    return this.plainLine(start)
  }

  private plainLine(start: number): ScalarNode | undefined {
    plainRest.lastIndex = start
    const source = plainRest.exec(this.text)?.[0].trimEnd()
    if (source === undefined || source === '' || source.endsWith(':')) return undefined
    return this.isOver(start + source.length) ? quickScalar(source, start, 'plain') : undefined
  }

  /** A quoted text without escapes. */
  private quoted(start: number): ScalarNode | undefined {
    const quote = this.text[start]
    if (quote !== '"' && quote !== "'") return undefined
    const pattern = quote === '"' ? doubleQuoted : singleQuoted
    pattern.lastIndex = start
    const source = pattern.exec(this.text)?.[0]
    if (source === undefined || this.text[start + source.length] === quote) return undefined
    return quickScalar(source.slice(1, -1), start, quote === '"' ? 'double' : 'single')
  }

  private flow(start: number, depth: number): MapNode | ListNode | undefined {
    if (depth > maxDepth - 4) return undefined
    return this.text[start] === '{' ? this.flowMap(start, depth) : this.flowList(start, depth)
  }

  private flowMap(start: number, depth: number): MapNode | undefined {
    const entries: MapEntry[] = []
    let at = this.skipSpaces(start + 1)
    while (this.text[at] !== '}') {
      const key = this.key(at)
      if (key === undefined || this.text[key.end + 1] !== ' ') return undefined
      const value = this.flowValue(this.skipSpaces(key.end + 1), depth)
      if (value === undefined) return undefined
      entries.push({ key, value })
      const next = this.afterItem(value.end, '}')
      if (next === undefined) return undefined
      at = next
    }
    return { is: 'map', flow: true, entries, start, end: at + 1 }
  }

  private flowList(start: number, depth: number): ListNode | undefined {
    const items: TreeNode[] = []
    let at = this.skipSpaces(start + 1)
    while (this.text[at] !== ']') {
      const value = this.flowValue(at, depth)
      if (value === undefined) return undefined
      items.push(value)
      const next = this.afterItem(value.end, ']')
      if (next === undefined) return undefined
      at = next
    }
    return { is: 'list', flow: true, items, start, end: at + 1 }
  }

  /** Where the next item or the closing bracket stands. A comma before the bracket is left to the library. */
  private afterItem(end: number, close: string): number | undefined {
    const at = this.skipSpaces(end)
    if (this.text[at] === close) return at
    if (this.text[at] !== ',') return undefined
    const next = this.skipSpaces(at + 1)
    return this.text[next] === close ? undefined : next
  }

  private flowValue(start: number, depth: number): TreeNode | undefined {
    const first = this.text[start]
    if (first === '{' || first === '[') return this.flow(start, depth + 1)
    if (first === '"' || first === "'") return this.quoted(start)
    plainInFlow.lastIndex = start
    const source = plainInFlow.exec(this.text)?.[0].trimEnd()
    return source === undefined || source === '' ? undefined : quickScalar(source, start, 'plain')
  }
}

/** A scalar as the library would give it. */
function quickScalar(source: string, start: number, style: 'plain' | 'single' | 'double'): ScalarNode {
  const end = start + source.length + (style === 'plain' ? 0 : 2)
  return { is: 'scalar', style, value: style === 'plain' ? plainValue(source) : source, text: source, start, end }
}

const plainKey = /[A-Za-z_][\w./-]{0,250}/y
/** A plain value: no sign that means something at its start, and neither `: ` nor ` #` within it. */
const plainRest =
  /[^\s#&*!|>%@`"'{}[\],?:-](?:[^\n#:]|:(?! |\n|$)|(?<! )#)*|-(?! |\n|$)(?:[^\n#:]|:(?! |\n|$)|(?<! )#)*/y
const doubleQuoted = /"[^"\\\n]*"/y
const singleQuoted = /'[^'\n]*'/y
const plainInFlow = /[A-Za-z0-9_./][^\n,[\]{}:#"'&*!|>%@`?]*/y
