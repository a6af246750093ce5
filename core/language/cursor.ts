/** What is being written at a place, seen from the lines above it, so that it works on texts that do not parse. */

import type { Path } from '../specs/index.ts'
import type { TextRange } from './text-edit.ts'

export type Cursor = {
  /** `key`: a key of the map at `path`. `value`: the value at `path`; a list's next item has its number last. */
  readonly at: 'key' | 'value'
  readonly path: Path
  /** The word around the place, which a completion replaces. */
  readonly word: TextRange
  /** What of the word stands before the place. */
  readonly typed: string
  /** Where the key of the line begins; what is nested below it stands further in. */
  readonly column: number
  /** Between braces or brackets, where everything goes on one line. */
  readonly flow: boolean
}

/** Undefined where nothing can be completed: in comments, quoted texts that are no single word, and block texts. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(lineStart, offset)
  if (/(?:^|\s)#/.test(before)) return undefined
  const rows = rowsAbove(text, lineStart)
  const wordStart = offset - (/[\w./-]*$/.exec(before)?.[0].length ?? 0)
  const wordEnd = offset + (/^[\w./-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0)
  const place: Place = {
    rows,
    typed: text.slice(wordStart, offset),
    word: { start: wordStart, end: wordEnd },
    head: text.slice(lineStart, wordStart),
  }
  return inFlow(place) ?? inBlock(place)
}

type Place = {
  readonly rows: readonly string[]
  readonly typed: string
  readonly word: TextRange
  /** The line up to the word. */
  readonly head: string
}

/** How many lines above are looked at; no object needs more. */
const maxRows = 5000

function rowsAbove(text: string, lineStart: number): readonly string[] {
  const above = text.slice(Math.max(0, lineStart - 400_000), Math.max(0, lineStart - 1))
  const rows = lineStart === 0 ? [] : above.split('\n').slice(-maxRows)
  const marker = rows.findLastIndex(row => /^---(?:\s|$)/.test(row))
  return rows.slice(marker + 1)
}

/** `  - key: "` before the word: blanks and dashes, then perhaps a key, then perhaps an opening quote. */
const blockHead = /^([ \t]*(?:- +)*)(?:(?:"([^"]*)"|'([^']*)'|([\w./$-]+))[ \t]*:[ \t]+)?["']?$/

function inBlock({ rows, typed, word, head }: Place): Cursor | undefined {
  const match = blockHead.exec(head)
  if (match === null) return undefined
  const [, margin = '', double, single, plain] = match
  const key = double ?? single ?? plain
  const column = margin.length
  const parent = pathAbove(rows, margin)
  if (parent === undefined) return undefined
  if (key !== undefined) return { at: 'value', path: [...parent, key], word, typed, column, flow: false }
  return { at: 'key', path: parent, word, typed, column, flow: false }
}

/** Inside brackets of the same line: `podSelector: {app: ‸`. Brackets over several lines are left to other tools. */
function inFlow({ rows, typed, word, head }: Place): Cursor | undefined {
  const first = /^([ \t]*(?:- +)*)(?:"([^"]*)"|'([^']*)'|([\w./$-]+))[ \t]*:[ \t]+(?=[{[])/.exec(head)
  if (first === null) return undefined
  const margin = first[1] ?? ''
  const parent = pathAbove(rows, margin)
  if (parent === undefined) return undefined
  const open = openBrackets(head.slice(first[0].length))
  if (open === undefined || open.length === 0) return undefined
  const path: (string | number)[] = [...parent, first[2] ?? first[3] ?? first[4] ?? '']
  for (const [depth, bracket] of open.entries()) {
    if (bracket.is === 'list') path.push(bracket.index)
    else if (bracket.key !== undefined) path.push(bracket.key)
    else if (depth < open.length - 1) return undefined
  }
  const last = open.at(-1)
  const at = last?.is === 'map' && last.key === undefined ? 'key' : 'value'
  return { at, path, word, typed, column: margin.length, flow: true }
}

type Bracket = { is: 'map'; key: string | undefined } | { is: 'list'; index: number }

function openBrackets(text: string): readonly Bracket[] | undefined {
  const open: Bracket[] = []
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[{}[\],:]|[^\s{}[\],:"']+|["']/g)) {
    const last = open.at(-1)
    if (token === '{') open.push({ is: 'map', key: undefined })
    else if (token === '[') open.push({ is: 'list', index: 0 })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',' && last?.is === 'list') last.index += 1
    else if (token === ',' && last?.is === 'map') last.key = undefined
    else if (last?.is === 'map' && last.key === undefined && token !== ':') last.key = token.replace(/^["']|["']$/g, '')
  }
  return open.length > 32 ? undefined : open
}

type Token = { readonly column: number; readonly key?: string; readonly literal?: boolean }

/**
 * The path of the map whose keys begin in the column where `margin` ends: up through lines that are indented less.
 * Undefined inside a block text.
 */
function pathAbove(rows: readonly string[], margin: string): Path | undefined {
  const path: (string | number)[] = []
  const own = tokensOf(`${margin}x:`).slice(0, -1)
  const climb: Climb = { column: margin.length, item: undefined }
  const lines = [...rows.map(tokensOf), own]
  for (let row = lines.length - 1; row >= 0; row -= 1) {
    for (const token of (lines[row] ?? []).toReversed()) {
      if (token.key === undefined) climbDash(climb, token.column, path)
      else if (climbKey(climb, token, path) === 'in text') return undefined
    }
    if (climb.column === 0 && climb.item === undefined) break
  }
  if (climb.item !== undefined) path.unshift(climb.item.index)
  return path
}

/** `item`: the list being climbed out of, and how many of its dashes stand above. */
type Climb = { column: number; item: { readonly column: number; index: number } | undefined }

function climbDash(climb: Climb, column: number, path: (string | number)[]): void {
  if (climb.item !== undefined && column === climb.item.column) climb.item.index += 1
  else if (column < climb.column && (climb.item === undefined || column < climb.item.column)) {
    if (climb.item !== undefined) path.unshift(climb.item.index)
    climb.item = { column, index: 0 }
    climb.column = column
  }
}

function climbKey(climb: Climb, token: Token, path: (string | number)[]): 'in text' | undefined {
  const isParent = climb.item === undefined ? token.column < climb.column : token.column <= climb.item.column
  if (!isParent) return undefined
  if (token.literal === true) return 'in text'
  if (climb.item !== undefined) path.unshift(climb.item.index)
  path.unshift(token.key ?? '')
  climb.item = undefined
  climb.column = token.column
  return undefined
}

/** The dashes and the key that a line begins with. */
function tokensOf(line: string): readonly Token[] {
  const tokens: Token[] = []
  let at = /^ */.exec(line)?.[0].length ?? 0
  for (let dash = /^-( +|$)/.exec(line.slice(at)); dash !== null; dash = /^-( +|$)/.exec(line.slice(at))) {
    tokens.push({ column: at })
    at += dash[0].length
  }
  const rest = line.slice(at)
  const key = /^(?:"([^"]*)"|'([^']*)'|([^\s#"'{}[\],&*!|>%@`][^:#]*?))[ \t]*:(?:[ \t]+(.*))?[ \t\r]*$/.exec(rest)
  if (key === null) return tokens
  const literal = /^[|>][-+0-9]*\s*(?:#.*)?$/.test(key[4] ?? '')
  return [...tokens, { column: at, key: key[1] ?? key[2] ?? key[3] ?? '', literal }]
}
