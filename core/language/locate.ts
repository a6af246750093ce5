/** From a path to a place in the text, and from a place to a path. */

import type { Path } from '../specs/index.ts'
import type { TextRange } from './text-edit.ts'
import { entryOf, type MapEntry, type TreeNode } from './tree.ts'

/** The value at the path, or undefined where the path leads nowhere or through an alias. */
export function nodeAt(tree: TreeNode | undefined, path: Path): TreeNode | undefined {
  let node = tree
  for (const part of path) {
    if (node === undefined) return undefined
    if (typeof part === 'string') node = entryOf(node, part)?.value
    else node = node.is === 'list' ? node.items[part] : undefined
  }
  return node
}

/** The entry whose key is the last part of the path. */
export function entryAt(tree: TreeNode | undefined, path: Path): MapEntry | undefined {
  const key = path.at(-1)
  return typeof key === 'string' ? entryOf(nodeAt(tree, path.slice(0, -1)), key) : undefined
}

/**
 * Where to underline a finding: its key or value, or what is nearest above it when the text has no such place.
 * Never more than the first line of anything, because a whole block underlined says nothing.
 */
export function rangeOf(text: string, tree: TreeNode, path: Path, on: 'key' | 'value'): TextRange {
  for (let length = path.length; length > 0; length -= 1) {
    const here = path.slice(0, length)
    const node = nodeAt(tree, here)
    if (node === undefined) continue
    const entry = entryAt(tree, here)
    const exact = length === path.length
    if (entry !== undefined && (!exact || on === 'key' || isTall(text, node))) return rangeOfNode(entry.key)
    return firstLine(text, node)
  }
  const kind = entryOf(tree, 'kind')
  return kind === undefined
    ? firstLine(text, tree)
    : rangeOfNode(kind.value.end > kind.value.start ? kind.value : kind.key)
}

/** Whether a value is better shown by its key: a block, or nothing at all. */
function isTall(text: string, node: TreeNode): boolean {
  return node.start === node.end || text.slice(node.start, node.end).includes('\n')
}

function rangeOfNode({ start, end }: TextRange): TextRange {
  return { start, end }
}

function firstLine(text: string, { start, end }: TextRange): TextRange {
  const newline = text.indexOf('\n', start)
  const lineEnd = newline === -1 || newline > end ? end : newline
  return { start, end: text[lineEnd - 1] === '\r' && lineEnd > start ? lineEnd - 1 : lineEnd }
}

/** A key or a scalar value under a place of the text. */
export type Spot = {
  readonly path: Path
  readonly on: 'key' | 'value'
  readonly range: TextRange
  /** The key or value itself. */
  readonly text: string
}

/** What stands at the offset; undefined between things. */
export function spotAt(tree: TreeNode | undefined, offset: number, path: Path = []): Spot | undefined {
  if (tree === undefined || !holds(tree, offset)) return undefined
  if (tree.is === 'scalar') {
    return tree.style === 'empty' ? undefined : { path, on: 'value', range: rangeOfNode(tree), text: tree.text }
  }
  if (tree.is === 'list') {
    const index = tree.items.findIndex(item => holds(item, offset))
    return index === -1 ? undefined : spotAt(tree.items[index], offset, [...path, index])
  }
  if (tree.is !== 'map') return undefined
  for (const { key, value } of tree.entries) {
    const here = [...path, key.text]
    if (holds(key, offset)) return { path: here, on: 'key', range: rangeOfNode(key), text: key.text }
    if (holds(value, offset)) return spotAt(value, offset, here)
  }
  return undefined
}

function holds({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end
}
