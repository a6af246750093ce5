/** Reads the words of a script: quotes, escapes, and everything that begins with `$`. */

import type { Cursor } from './cursor.ts'
import type { List, Operator, Part, Word } from './tree.ts'

/** Reads commands up to and including the closing `)`, or up to the end of the text. */
export type ReadCommands = (cursor: Cursor, closing: ')' | 'end') => List

/** Where a word stands decides what ends it and which characters keep their meaning. */
type Place =
  | { readonly in: 'word' }
  /** Between double quotes, in an unquoted here-document, or in arithmetic: only `$`, `` ` `` and `\` are special. */
  | { readonly in: 'double'; readonly ends: '"' | '}' | '))' | 'end' }
  /** The word inside `${name-word}` outside of double quotes. */
  | { readonly in: 'braces' }

const endsWord = /[\s;&|<>()]/
const name = /[A-Za-z_][A-Za-z0-9_]*/y
const operators: readonly Operator[] = [':-', ':=', ':?', ':+', '##', '%%', '-', '=', '?', '+', '#', '%']

/** The word at the cursor; empty when there is none. */
export function readWord(cursor: Cursor, readCommands: ReadCommands): Word {
  return new WordReader(cursor, readCommands).read({ in: 'word' })
}

/** The body of an unquoted here-document: the whole text of the cursor. */
export function readHereText(cursor: Cursor, readCommands: ReadCommands): Word {
  return new WordReader(cursor, readCommands).read({ in: 'double', ends: 'end' })
}

class WordReader {
  private readonly cursor: Cursor
  private readonly readCommands: ReadCommands

  constructor(cursor: Cursor, readCommands: ReadCommands) {
    this.cursor = cursor
    this.readCommands = readCommands
  }

  read(place: Place): Word {
    const parts: Part[] = []
    const quoted = place.in === 'double'
    let depth = 0
    while (!this.cursor.done) {
      if (this.cursor.skipContinuation()) continue
      const char = this.cursor.peek()
      if (this.atEnd(place, depth)) return parts
      if (place.in === 'double' && place.ends === '))') depth += char === '(' ? 1 : char === ')' ? -1 : 0
      if (char === '$') append(parts, this.dollar(quoted))
      else if (char === '`') append(parts, this.backquoted(quoted))
      else if (char === '\\') append(parts, this.escaped(place))
      else if (char === '"' && !(place.in === 'double' && place.ends !== '}')) parts.push(...this.doubleQuoted())
      else if (char === "'" && !quoted) append(parts, this.singleQuoted())
      else if (char === '~' && place.in === 'word' && parts.length === 0) append(parts, this.tilde())
      else append(parts, { part: 'text', text: this.cursor.take(), quoted })
    }
    if (place.in === 'word' || (place.in === 'double' && place.ends === 'end')) return parts
    if (place.in === 'double' && place.ends === '"') this.cursor.fail('Unterminated quoted string')
    this.cursor.fail(place.in === 'double' && place.ends === '))' ? "Missing '))'" : "Missing '}'")
  }

  private atEnd(place: Place, depth: number): boolean {
    if (place.in === 'word') return endsWord.test(this.cursor.peek())
    if (place.in === 'braces') return this.cursor.peek() === '}'
    if (place.ends === '))') return depth === 0 && this.cursor.startsWith('))')
    return this.cursor.peek() === place.ends
  }

  private escaped(place: Place): Part {
    this.cursor.take()
    const char = this.cursor.take()
    if (place.in !== 'double') return { part: 'text', text: char === '' ? '\\' : char, quoted: true }
    const special = place.ends === 'end' ? '$`\\' : place.ends === '}' ? '$`"\\}' : '$`"\\'
    return { part: 'text', text: special.includes(char) && char !== '' ? char : `\\${char}`, quoted: true }
  }

  private singleQuoted(): Part {
    const { cursor } = this
    cursor.take()
    const end = cursor.text.indexOf("'", cursor.at)
    if (end < 0) cursor.fail('Unterminated quoted string')
    const text = cursor.text.slice(cursor.at, end)
    cursor.skip(text.length + 1)
    return { part: 'text', text, quoted: true }
  }

  private doubleQuoted(): Word {
    this.cursor.take()
    const parts = this.cursor.nested(() => this.read({ in: 'double', ends: '"' }))
    this.cursor.take()
    return parts.length > 0 ? parts : [{ part: 'text', text: '', quoted: true }]
  }

  private tilde(): Part {
    this.cursor.take()
    const next = this.cursor.peek()
    if (next === '' || next === '/' || endsWord.test(next)) return { part: 'home', quoted: true }
    return { part: 'text', text: '~', quoted: false }
  }

  private dollar(quoted: boolean): Part {
    const { cursor } = this
    cursor.take()
    while (cursor.skipContinuation());
    const next = cursor.peek()
    if (next === '{') return cursor.nested(() => this.braces(quoted))
    if (next === '(') return cursor.nested(() => this.parenthesised(quoted))
    const found = this.parameterName(1)
    if (found === undefined) return { part: 'text', text: '$', quoted }
    cursor.skip(found.length)
    return { part: 'parameter', name: found, quoted }
  }

  /** The name at the cursor, at most `digits` of them when it is a number. */
  private parameterName(digits: number): string | undefined {
    const { cursor } = this
    name.lastIndex = cursor.at
    const found = name.exec(cursor.text)
    if (found) return found[0]
    const next = cursor.peek()
    if (next >= '0' && next <= '9') return /^\d+/.exec(cursor.text.slice(cursor.at, cursor.at + digits))?.[0]
    return next !== '' && '@*#?$!-'.includes(next) ? next : undefined
  }

  private braces(quoted: boolean): Part {
    const { cursor } = this
    cursor.take()
    if (
      cursor.peek() === '#' &&
      cursor.peek(1) !== '}' &&
      !/^#[-+?:=#%]/.test(cursor.text.slice(cursor.at, cursor.at + 2))
    )
      return this.length(quoted)
    const found = this.parameterName(9)
    if (found === undefined) return this.badSubstitution(quoted)
    cursor.skip(found.length)
    if (cursor.peek() === '}') {
      cursor.take()
      return { part: 'parameter', name: found, quoted }
    }
    const operator = operators.find(candidate => cursor.startsWith(candidate))
    if (operator === undefined) return this.badSubstitution(quoted)
    cursor.skip(operator.length)
    const isPattern = operator.startsWith('#') || operator.startsWith('%')
    const word = this.read(quoted && !isPattern ? { in: 'double', ends: '}' } : { in: 'braces' })
    cursor.take()
    return { part: 'parameter', name: found, quoted, with: { operator, word } }
  }

  private length(quoted: boolean): Part {
    const { cursor } = this
    cursor.take()
    const found = this.parameterName(9)
    if (found === undefined || cursor.peek(found.length) !== '}') return this.badSubstitution(quoted)
    cursor.skip(found.length + 1)
    return { part: 'length', name: found, quoted }
  }

  private badSubstitution(quoted: boolean): Part {
    this.read({ in: 'braces' })
    this.cursor.take()
    return { part: 'bad-substitution', quoted }
  }

  private parenthesised(quoted: boolean): Part {
    const { cursor } = this
    if (cursor.peek(1) === '(' && isArithmetic(cursor.text, cursor.at + 2)) {
      cursor.skip(2)
      const expression = this.read({ in: 'double', ends: '))' })
      cursor.skip(2)
      return { part: 'arithmetic', expression, quoted }
    }
    cursor.take()
    return { part: 'command', script: { statements: this.readCommands(cursor, ')') }, quoted }
  }

  private backquoted(quoted: boolean): Part {
    const { cursor } = this
    const line = cursor.line
    cursor.take()
    const special = quoted ? '\\`$"' : '\\`$'
    let text = ''
    while (cursor.peek() !== '`') {
      if (cursor.done) cursor.fail('EOF in backquote substitution')
      if (cursor.peek() === '\\' && special.includes(cursor.peek(1)) && cursor.peek(1) !== '') cursor.take()
      text += cursor.take()
    }
    cursor.take()
    const statements = cursor.nested(() => this.readCommands(cursor.inside(text, line), 'end'))
    return { part: 'command', script: { statements }, quoted }
  }
}

/** Whether the `$((` before `start` is arithmetic: its inner bracket is closed directly before the outer one. */
function isArithmetic(text: string, start: number): boolean {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') at++
    else if (char === "'" || char === '"' || char === '`') {
      const end = text.indexOf(char, at + 1)
      if (end < 0) return true
      at = end
    } else if (char === '(') depth++
    else if (char === ')' && depth-- === 0) return text[at + 1] === ')'
  }
  return true
}

/** Adds a part, joined to the text before it where both are text of the same kind. */
function append(parts: Part[], next: Part): void {
  const last = parts.at(-1)
  if (next.part !== 'text' || last?.part !== 'text' || last.quoted !== next.quoted) {
    parts.push(next)
    return
  }
  parts[parts.length - 1] = { part: 'text', text: last.text + next.text, quoted: last.quoted }
}
