/** Cuts a script into words and operators, and fetches the bodies of here-documents at the end of their line. */

import type { Cursor } from './cursor.ts'
import { plainText, type Redirect, type Word } from './tree.ts'
import { type ReadCommands, readHereText, readWord } from './words.ts'

export type Token =
  | { readonly is: 'word'; readonly word: Word; readonly line: number }
  | { readonly is: 'operator'; readonly text: string }
  /** Digits directly before a redirection. */
  | { readonly is: 'descriptor'; readonly fd: number }
  | { readonly is: 'newline' }
  | { readonly is: 'end' }

type HereDocument = { readonly delimiter: string; readonly plain: boolean; readonly tabs: boolean; body: Word }

const operators = [
  '&>>',
  '<<-',
  '&&',
  '||',
  ';;',
  '<<',
  '>>',
  '<&',
  '>&',
  '<>',
  '>|',
  '&>',
  ';',
  '&',
  '|',
  '<',
  '>',
  '(',
  ')',
]

export class Tokens {
  readonly cursor: Cursor
  private readonly readCommands: ReadCommands
  private ahead: Token | undefined
  private waiting: HereDocument[] = []

  constructor(cursor: Cursor, readCommands: ReadCommands) {
    this.cursor = cursor
    this.readCommands = readCommands
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    this.ahead ??= this.read()
    return this.ahead
  }

  take(): Token {
    const token = this.peek()
    this.ahead = undefined
    if (token.is === 'newline') this.readHereDocuments()
    return token
  }

  /** The text of the next token when it is an operator. */
  operator(): string | undefined {
    const token = this.peek()
    return token.is === 'operator' ? token.text : undefined
  }

  /** The text of the next token when it is a word without quotes or expansions, which reserved words are. */
  plain(): string | undefined {
    const token = this.peek()
    return token.is === 'word' ? plainText(token.word) : undefined
  }

  /** Reads the delimiter of a here-document; its body follows the end of this line. */
  hereDocument(fd: number, tabs: boolean): Redirect {
    const { cursor } = this
    while (cursor.peek() === ' ' || cursor.peek() === '\t') cursor.take()
    const start = cursor.at
    const word = readWord(cursor, this.readCommands)
    if (word.length === 0) cursor.fail(this.unexpected())
    const raw = cursor.text.slice(start, cursor.at)
    const plain = /['"\\]/.test(raw)
    const document: HereDocument = { delimiter: raw.replace(/['"\\]/g, ''), plain, tabs, body: [] }
    this.waiting.push(document)
    return {
      how: 'here',
      fd,
      get target() {
        return document.body
      },
    }
  }

  /** Says what stands at the cursor where it has no business. */
  unexpected(expecting?: string): string {
    const token = this.peek()
    const what =
      token.is === 'end'
        ? 'end of file'
        : token.is === 'newline'
          ? 'newline'
          : token.is === 'operator'
            ? `"${token.text}"`
            : token.is === 'word'
              ? plainText(token.word) === undefined
                ? 'word'
                : `"${plainText(token.word)}"`
              : 'redirection'
    return `${what} unexpected${expecting === undefined ? '' : ` (expecting "${expecting}")`}`
  }

  private read(): Token {
    const { cursor } = this
    this.skipBlanks()
    if (cursor.done) return { is: 'end' }
    if (cursor.peek() === '\n') {
      cursor.take()
      return { is: 'newline' }
    }
    const digits = /^\d+(?=[<>])/.exec(cursor.text.slice(cursor.at, cursor.at + 10))?.[0]
    if (digits !== undefined) {
      cursor.skip(digits.length)
      return { is: 'descriptor', fd: Number(digits) }
    }
    const operator = operators.find(candidate => cursor.startsWith(candidate))
    if (operator !== undefined) {
      cursor.skip(operator.length)
      return { is: 'operator', text: operator }
    }
    const line = cursor.line
    const word = readWord(cursor, this.readCommands)
    return { is: 'word', word, line }
  }

  private skipBlanks(): void {
    const { cursor } = this
    while (true) {
      const next = cursor.peek()
      if (next === ' ' || next === '\t' || next === '\r' || next === '\v' || next === '\f') cursor.take()
      else if (next === '#') while (!cursor.done && cursor.peek() !== '\n') cursor.take()
      else if (!cursor.skipContinuation()) return
    }
  }

  private readHereDocuments(): void {
    for (const document of this.waiting) document.body = this.hereBody(document)
    this.waiting = []
  }

  private hereBody({ delimiter, plain, tabs }: HereDocument): Word {
    const { cursor } = this
    const line = cursor.line
    let text = ''
    while (!cursor.done) {
      const newline = cursor.text.indexOf('\n', cursor.at)
      const raw = cursor.text.slice(cursor.at, newline < 0 ? undefined : newline)
      cursor.skip(raw.length + 1)
      const found = tabs ? raw.replace(/^\t+/, '') : raw
      if (found === delimiter) break
      text += newline < 0 ? found : `${found}\n`
    }
    if (plain) return [{ part: 'text', text, quoted: true }]
    return readHereText(cursor.inside(text, line), this.readCommands)
  }
}
