/** Writes plain values as YAML the way the text around them is written. */

import type { Json } from '../../specs/index.ts'
import { plainValue } from '../scalar.ts'
import type { ScalarStyle } from '../tree.ts'

/** How the text at hand is laid out. */
export type Layout = {
  readonly newline: string
  /** Columns by which a nested map is indented. */
  readonly step: number
  /** Columns by which the dashes of a list are indented below their key. */
  readonly listStep: number
}

export const usualLayout: Layout = { newline: '\n', step: 2, listStep: 2 }

/** Lines of a map or list in block style, each indented by `indent`. A scalar, or something empty, is one line. */
export function renderBlock(value: Json, indent: number, layout: Layout): readonly string[] {
  const margin = ' '.repeat(indent)
  if (isList(value) && value.length > 0) {
    return value.flatMap(item => {
      const [first = '', ...rest] = renderBlock(item, indent + 2, layout)
      return [`${margin}- ${first.trimStart()}`, ...rest]
    })
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, item]) => renderEntry(key, item, indent, layout))
  }
  return [`${margin}${renderInline(value)}`]
}

/** Lines of `key: value` in block style. */
export function renderEntry(key: string, value: Json, indent: number, layout: Layout): readonly string[] {
  const margin = ' '.repeat(indent)
  const name = renderScalar(key, 'plain')
  if (typeof value === 'string' && fitsLiteral(value)) {
    const mark = value.endsWith('\n') ? '|' : '|-'
    const lines = value.replace(/\n$/, '').split('\n')
    return [`${margin}${name}: ${mark}`, ...lines.map(line => (line === '' ? '' : `${margin}  ${line}`))]
  }
  const isEmpty = isList(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0
  if (isEmpty || !(isList(value) || isObject(value))) return [`${margin}${name}: ${renderInline(value)}`]
  const deeper = indent + (isList(value) ? layout.listStep : layout.step)
  return [`${margin}${name}:`, ...renderBlock(value, deeper, layout)]
}

/** A value on one line, in braces and brackets where needed; `json` quotes all keys and texts. */
export function renderInline(value: Json, json = false): string {
  if (json) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(item => renderInFlow(item)).join(', ')}]`
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${renderInFlow(key)}: ${renderInFlow(item)}`)
    return `{${entries.join(', ')}}`
  }
  return renderScalar(value, 'plain')
}

function renderInFlow(value: Json): string {
  if (isList(value) || isObject(value)) return renderInline(value)
  const plain = renderScalar(value, 'plain')
  return typeof value === 'string' && /[[\]{},]/.test(plain) && !/^["']/.test(plain) ? JSON.stringify(value) : plain
}

/** A scalar in the style asked for where the value allows it, else in one that does. */
export function renderScalar(value: string | number | boolean | null, style: ScalarStyle): string {
  if (typeof value !== 'string') return String(value)
  const printable = !/[^\x20-\x7E\u00A1-\uD7FF\uE000-\uFEFE]/.test(value)
  if (!printable) return JSON.stringify(value)
  if (style === 'single') return `'${value.replaceAll("'", "''")}'`
  if (style === 'double') return JSON.stringify(value)
  if (isPlain(value)) return value
  return /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value)
}

/** Whether the text means itself when it is written without quotes. */
export function isPlain(text: string): boolean {
  if (text === '' || text !== text.trim() || typeof plainValue(text) !== 'string') return false
  if (/^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^(?:---|\.\.\.)/.test(text)) return false
  return !/:(?:\s|$)|\s#|[\n\r\t]/.test(text)
}

/** Several lines that a literal block shows as they are. */
function fitsLiteral(text: string): boolean {
  return /[^\n]\n+[^\n]/.test(text) && !/[^\x20-\x7E\u00A1-\uD7FF\uE000-\uFEFE\n\t]|^\s|\n\n$/.test(text)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
