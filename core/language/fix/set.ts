/** Sets a value at a path, inserting the keys that are missing on the way. */

import type { Json, Path } from '../../specs/index.ts'
import type { TextEdit } from '../text-edit.ts'
import { entryOf, type ListNode, type MapNode, type TreeNode } from '../tree.ts'
import { commentsIn } from './comments.ts'
import { columnOf, lineEndOf, lineStop, startsLine } from './lines.ts'
import { dashOf } from './remove.ts'
import { type Layout, renderBlock, renderEntry, renderInline, renderScalar, usualLayout } from './render.ts'

/** What is written at a path: a value, or text taken from elsewhere in the file whose lines follow their column. */
export type Content = { readonly value: Json } | { readonly lines: readonly string[]; readonly inline: boolean }

/** Edits that put the content at the path, or undefined when the text has no place for it. */
export function setAt(text: string, tree: TreeNode, path: Path, content: Content): TextEdit[] | undefined {
  const layout = layoutOf(text, tree)
  const json = isJson(tree)
  let node = tree
  let column = 0
  let inFlow = false
  for (const [depth, part] of path.entries()) {
    inFlow ||= node.is !== 'scalar' && node.is !== 'alias' && node.flow
    const child = childOf(node, part)
    if (child === undefined) {
      return insert(text, node, { part, rest: path.slice(depth + 1), column, layout, content, json, inFlow })
    }
    if (node.is === 'map' && !node.flow) column = columnOf(text, entryOf(node, String(part))?.key.start ?? 0)
    if (node.is === 'list' && !node.flow && typeof part === 'number')
      column = columnOf(text, dashOf(text, node, part)) + 2
    node = child
  }
  return 'value' in content ? replace(text, node, { value: content.value, column, layout, json, inFlow }) : undefined
}

/** How the document is indented, seen from its first nested map and list. */
export function layoutOf(text: string, tree: TreeNode): Layout {
  const seen = { step: 0, listStep: -1 }
  look(text, tree, seen)
  return {
    newline: lineEndOf(text),
    step: seen.step > 0 ? seen.step : usualLayout.step,
    listStep: seen.listStep >= 0 ? seen.listStep : usualLayout.listStep,
  }
}

function look(text: string, node: TreeNode, seen: { step: number; listStep: number }): void {
  if (node.is === 'list' && !node.flow) for (const item of node.items) look(text, item, seen)
  if (node.is !== 'map' || node.flow) return
  for (const { key, value } of node.entries) {
    const below = columnOf(text, value.start) - columnOf(text, key.start)
    if (value.is === 'map' && !value.flow && seen.step === 0 && startsLine(text, value.start)) seen.step = below
    if (value.is === 'list' && !value.flow && seen.listStep < 0 && startsLine(text, value.start)) seen.listStep = below
    look(text, value, seen)
  }
}

function childOf(node: TreeNode, part: string | number): TreeNode | undefined {
  if (typeof part === 'string') return entryOf(node, part)?.value
  return node.is === 'list' ? node.items[part] : undefined
}

type Insertion = {
  readonly part: string | number
  readonly rest: Path
  /** Column of the key above. */
  readonly column: number
  readonly layout: Layout
  readonly content: Content
  readonly json: boolean
  /** Whether the place is within braces or brackets. */
  readonly inFlow: boolean
}

function insert(text: string, parent: TreeNode, insertion: Insertion): TextEdit[] | undefined {
  const { part } = insertion
  if (typeof part === 'number') {
    return parent.is === 'list' && part === parent.items.length ? appendItem(text, parent, insertion) : undefined
  }
  if (parent.is === 'map') return appendEntry(text, parent, part, insertion)
  if (parent.is === 'scalar' && parent.value === null) {
    const { column, layout, inFlow } = insertion
    if (inFlow) return undefined
    const lines = entryLines(part, insertion, column + layout.step)
    return [...clear(text, parent), below(text, parent.end, lines, layout)]
  }
  return undefined
}

function appendEntry(text: string, parent: MapNode, key: string, insertion: Insertion): TextEdit[] | undefined {
  const { layout, content, rest, json } = insertion
  const last = parent.entries.at(-1)
  if (parent.flow) {
    const value = 'value' in content ? renderInline(nested(rest, content.value), json) : inlineText(rest, content)
    if (value === undefined) return undefined
    const entry = `${json ? JSON.stringify(key) : renderInline(key)}: ${value}`
    if (last === undefined) return [{ range: { start: parent.start, end: parent.end }, newText: `{${entry}}` }]
    const end = Math.max(last.key.end, last.value.end)
    const ownLine = startsLine(text, last.key.start)
    const gap = ownLine ? `${layout.newline}${' '.repeat(columnOf(text, last.key.start))}` : ' '
    return [{ range: { start: end, end }, newText: `,${gap}${entry}` }]
  }
  if (last === undefined) return undefined
  const lines = entryLines(key, insertion, columnOf(text, parent.entries[0]?.key.start ?? 0))
  // By custom this key is the first; all others are added at the end.
  const first = parent.entries[0]
  if (key === 'apiVersion' && first !== undefined && columnOf(text, first.key.start) === 0) {
    const at = first.key.start
    return [{ range: { start: at, end: at }, newText: lines.map(line => `${line}${layout.newline}`).join('') }]
  }
  return [below(text, Math.max(last.value.end, last.key.end), lines, layout)]
}

function appendItem(text: string, list: ListNode, insertion: Insertion): TextEdit[] | undefined {
  const { content, rest, layout, json } = insertion
  const last = list.items.at(-1)
  if (!('value' in content) || last === undefined) return undefined
  const value = nested(rest, content.value)
  if (list.flow) {
    return [{ range: { start: last.end, end: last.end }, newText: `, ${renderInline(value, json)}` }]
  }
  const lines = renderBlock([value], columnOf(text, list.start), layout)
  return [below(text, Math.max(last.end, list.end), lines, layout)]
}

/** Lines of an entry in block style. */
function entryLines(key: string, insertion: Insertion, indent: number): readonly string[] {
  const { rest, content, layout } = insertion
  if ('value' in content) return renderEntry(key, nested(rest, content.value), indent, layout)
  const margin = ' '.repeat(indent)
  const name = renderScalar(key, 'plain')
  const [next, ...further] = rest
  if (next !== undefined) {
    return [`${margin}${name}:`, ...entryLines(String(next), { ...insertion, rest: further }, indent + layout.step)]
  }
  const [first = '', ...more] = content.lines
  if (content.inline) {
    return [`${margin}${name}: ${first}`, ...more.map(line => (line.trim() === '' ? line : `${margin}${line}`))]
  }
  const under = ' '.repeat(indent + layout.step)
  return [`${margin}${name}:`, ...[first, ...more].map(line => (line.trim() === '' ? line : `${under}${line}`))]
}

type Replacement = Pick<Insertion, 'column' | 'layout' | 'json' | 'inFlow'> & { readonly value: Json }

function replace(text: string, node: TreeNode, replacement: Replacement): TextEdit[] | undefined {
  const { value, column, layout, json, inFlow } = replacement
  const simple = typeof value !== 'object' || value === null
  if (node.is === 'scalar' && simple && node.style !== 'block' && node.style !== 'empty') {
    const style = inFlow && node.style === 'plain' ? 'plain' : node.style
    const kept = typeof value === 'string' ? renderScalar(value, style) : String(value)
    const newText = inFlow && typeof value === 'string' && style === 'plain' ? renderInline([value]).slice(1, -1) : kept
    return [{ range: { start: node.start, end: node.end }, newText }]
  }
  if (inFlow) return [{ range: { start: node.start, end: node.end }, newText: renderInline(value, json) }]
  if (simple || isNothing(value)) {
    const [cleared] = clear(text, node)
    if (cleared === undefined) return undefined
    const comments = commentsIn(text, node.start, node.end).map(
      comment => `${layout.newline}${' '.repeat(column)}${comment}`,
    )
    return [{ range: cleared.range, newText: ` ${renderInline(value)}${comments.join('')}` }]
  }
  const deeper = column + (Array.isArray(value) ? layout.listStep : layout.step)
  const comments = commentsIn(text, node.start, node.end).map(comment => `${' '.repeat(deeper)}${comment}`)
  const lines = [...comments, ...renderBlock(value, deeper, layout)]
  return [...clear(text, node), below(text, node.end, lines, layout)]
}

/** Takes a block value away, from its colon or dash on. */
function clear(text: string, node: TreeNode): TextEdit[] {
  let start = node.start
  while (start > 0 && /\s/.test(text[start - 1] ?? '')) start -= 1
  return [{ range: { start, end: Math.max(start, node.end) }, newText: '' }]
}

/** New lines below the line of the offset; comments at its end stay where they are. */
function below(text: string, offset: number, lines: readonly string[], { newline }: Layout): TextEdit {
  const at = lineStop(text, offset)
  return { range: { start: at, end: at }, newText: lines.map(line => `${newline}${line}`).join('') }
}

function nested(rest: Path, value: Json): Json {
  return rest.reduceRight<Json>((inner, part) => (typeof part === 'number' ? [inner] : { [part]: inner }), value)
}

function inlineText(rest: Path, content: { readonly lines: readonly string[]; readonly inline: boolean }) {
  const only = content.lines.length === 1 && content.inline ? content.lines[0] : undefined
  if (only === undefined || only.includes('#')) return undefined
  return rest.reduceRight<string>((inner, part) => `{${renderInline(String(part))}: ${inner}}`, only)
}

/** Whether the document is JSON, or YAML written like it. */
function isJson(tree: TreeNode): boolean {
  return tree.is === 'map' && tree.flow && tree.entries[0]?.key.style === 'double'
}

function isNothing(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
