/** Parses one document's text into a tree and problems: never one or the other, and never throwing. */

import { Composer, type CST, type Document, isAlias, isMap, isScalar, isSeq, Lexer, type Node, Parser } from 'yaml'
import { maxDepth, maxLexemes } from './limits.ts'
import { quickParse } from './quick-parse.ts'
import { plainValue } from './scalar.ts'
import type { TextRange } from './text-edit.ts'
import type { MapEntry, ScalarNode, ScalarStyle, TreeNode } from './tree.ts'

export type ParseProblem = {
  readonly is: 'syntax' | 'too-deep' | 'too-long'
  readonly range: TextRange
  readonly message: string
}

export type Parsed = { readonly tree: TreeNode | undefined; readonly problems: readonly ParseProblem[] }

export function parse(text: string): Parsed {
  const quick = quickParse(text)
  return quick === undefined ? parseWithLibrary(text) : { tree: quick, problems: [] }
}

export function parseWithLibrary(text: string): Parsed {
  const tokens = tokenize(text)
  if (!Array.isArray(tokens)) return { tree: undefined, problems: [tokens] }
  // Scalars are resolved by us and duplicate keys are found by us, both faster than the library does it.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false, strict: true })
  const documents = [...composer.compose(tokens, true, text.length)]
  const document = documents[0]
  if (document === undefined) return { tree: undefined, problems: [] }
  const tree = document.contents === null ? undefined : treeOf(document.contents, text)
  const problems = document.errors.map(error => syntaxProblem(error, text))
  const second = documents.find((other, index) => index > 0 && other.contents !== null)
  if (second !== undefined) problems.push(afterEnd(second, text))
  return { tree, problems }
}

/**
 * The library's tokens, or a problem when brackets or blocks nest too deeply.
 * Its lexer and parser keep their own stack, but what follows recurses and can abort the process, so we stop here.
 */
function tokenize(text: string): CST.Token[] | ParseProblem {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let lexemes = 0
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    lexemes += 1
    if (parser.stack.length > maxDepth || lexemes > maxLexemes) {
      const end = Math.min(parser.offset, text.length)
      const is = lexemes > maxLexemes ? 'too-long' : 'too-deep'
      return { is, range: { start: Math.max(0, end - 1), end }, message: '' }
    }
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

function syntaxProblem(error: { code: string; message: string; pos: [number, number] }, text: string): ParseProblem {
  const start = Math.min(error.pos[0], text.length)
  const end = Math.min(Math.max(error.pos[1], start + 1), text.length)
  return { is: 'syntax', range: { start, end }, message: syntaxMessage(error.code, error.message) }
}

function syntaxMessage(code: string, message: string): string {
  if (code === 'BAD_INDENT' && /flow/i.test(message)) return 'A bracket or brace further up is not closed.'
  return syntaxMessages[code] ?? `${message}.`
}

/** The library's most frequent complaints in plain words; the others are shown as it says them. */
const syntaxMessages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'A tab stands where YAML allows only spaces.',
  BAD_INDENT: 'The indentation matches nothing above it.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second `key: value` stands on the same line; a value with a colon and a space needs quotes.',
  MULTILINE_IMPLICIT_KEY: 'A key without a colon, or a value that is not indented below its key.',
  MISSING_CHAR: 'A closing quote, bracket or colon is missing.',
  BAD_ALIAS: 'The alias has no name.',
  UNEXPECTED_TOKEN: 'This is not expected here.',
}

function afterEnd(document: Document.Parsed, text: string): ParseProblem {
  const start = Math.min(document.range[0], text.length)
  return { is: 'syntax', range: { start, end: text.length }, message: 'Text after the end of the document.' }
}

function treeOf(node: Node, text: string): TreeNode {
  const [start = 0, valueEnd = 0] = node.range ?? []
  const anchored = 'anchor' in node && node.anchor !== undefined ? { anchor: node.anchor } : {}
  if (isMap<Node | null, Node | null>(node)) {
    const entries = node.items.map((pair): MapEntry => {
      const key = keyOf(pair.key, text, start)
      const value = pair.value === null ? undefined : treeOf(pair.value, text)
      return { key, value: value === undefined || isEmpty(value) ? emptyAt(afterColon(text, key.end)) : value }
    })
    const end = node.flow === true ? valueEnd : (entries.at(-1)?.value.end ?? valueEnd)
    return { is: 'map', flow: node.flow === true, entries, start, end, ...anchored }
  }
  if (isSeq<Node | null>(node)) {
    const items = node.items.map(item => (item === null ? emptyAt(start) : treeOf(item, text)))
    const end = node.flow === true ? valueEnd : Math.max(start + 1, items.at(-1)?.end ?? valueEnd)
    return { is: 'list', flow: node.flow === true, items, start, end, ...anchored }
  }
  if (isAlias(node)) return { is: 'alias', name: node.source, start, end: valueEnd }
  if (isScalar(node)) {
    const style = styleOf(node.type, start === valueEnd)
    const source = String(node.value ?? '')
    const value = style === 'plain' && !isText(node.tag) ? plainValue(source) : style === 'empty' ? null : source
    const end = style === 'block' ? endWithoutNewline(text, start, valueEnd) : valueEnd
    return { is: 'scalar', style, value, text: source, start, end, ...anchored }
  }
  return emptyAt(start)
}

function keyOf(key: Node | null, text: string, fallback: number): ScalarNode {
  const node = key === null ? emptyAt(fallback) : treeOf(key, text)
  if (node.is === 'scalar') return node
  const source = text.slice(node.start, node.end)
  return { is: 'scalar', style: 'plain', value: source, text: source, start: node.start, end: node.end }
}

function styleOf(type: string | undefined, nothing: boolean): ScalarStyle {
  if (type === 'QUOTE_DOUBLE') return 'double'
  if (type === 'QUOTE_SINGLE') return 'single'
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return 'block'
  return nothing ? 'empty' : 'plain'
}

function isText(tag: string | undefined): boolean {
  return tag === 'tag:yaml.org,2002:str' || tag === '!'
}

function emptyAt(offset: number): ScalarNode {
  return { is: 'scalar', style: 'empty', value: null, text: '', start: offset, end: offset }
}

function isEmpty(node: TreeNode): boolean {
  return node.is === 'scalar' && node.style === 'empty' && node.anchor === undefined
}

/** Right after the colon of a key, or after the key where it has none. */
function afterColon(text: string, keyEnd: number): number {
  const [, gap = ''] = /^([ \t]*):/.exec(text.slice(keyEnd, keyEnd + 40)) ?? []
  return text[keyEnd + gap.length] === ':' ? keyEnd + gap.length + 1 : keyEnd
}

function endWithoutNewline(text: string, start: number, end: number): number {
  let at = end
  while (at > start && /[ \t\r\n]/.test(text[at - 1] ?? '')) at -= 1
  return at
}
