/** Turns a fix plan, said by path, into the smallest edits of the text. */

import { type Change, type FixPlan, isMap, type Json, type JsonObject, type Path, valueAt } from '../../specs/index.ts'
import { entryAt, nodeAt } from '../locate.ts'
import { objectOf } from '../object-of.ts'
import { parse } from '../parse.ts'
import type { TextEdit, TextRange } from '../text-edit.ts'
import { entryOf, type TreeNode } from '../tree.ts'
import { insertDocument } from './documents.ts'
import { columnOf, lineStop, nextLine, startsLine } from './lines.ts'
import { Pieces } from './pieces.ts'
import { type RemoveOptions, removeEntry, removeItem } from './remove.ts'
import { isPlain, renderScalar } from './render.ts'
import { setAt } from './set.ts'

/** A document's text, its tree, and where in it the object of the plan is: the top, or an item of a list. */
export type PlanTarget = { readonly text: string; readonly tree: TreeNode; readonly base: Path }

/**
 * Edits of the document's text, or undefined when the plan does not fit the text: a place it names is not there, is
 * an alias, or is written in a way that we do not edit.
 */
export function applyPlan({ text, tree, base }: PlanTarget, plan: FixPlan): readonly TextEdit[] | undefined {
  const pieces = new Pieces(text)
  let current: TreeNode | undefined = tree
  for (const change of plan.changes.flatMap(change => simpler(change, current, base))) {
    const now = pieces.text
    current ??= parse(now).tree
    const edits = current === undefined ? undefined : editsOf(change, now, current, base)
    if (edits === undefined) return undefined
    pieces.apply(edits)
    current = undefined
    if (change.do === 'move') {
      const rest = removeMoved(pieces.text, [...base, ...change.from])
      if (rest === undefined) return undefined
      pieces.apply(rest)
    }
  }
  return pieces.edits()
}

/** The same for a text of one document with one object. */
export function planEdits(text: string, plan: FixPlan): readonly TextEdit[] | undefined {
  const { tree } = parse(text)
  return tree === undefined ? undefined : applyPlan({ text, tree, base: [] }, plan)
}

function editsOf(change: Change, text: string, tree: TreeNode, base: Path): readonly TextEdit[] | undefined {
  switch (change.do) {
    case 'rename-key':
      return renameKey(tree, [...base, ...change.path], change.to)
    case 'set-value':
      return setAt(text, tree, [...base, ...change.path], { value: change.value })
    case 'quote': {
      const node = nodeAt(tree, [...base, ...change.path])
      if (node?.is !== 'scalar' || node.style !== 'plain') return undefined
      return [{ range: { start: node.start, end: node.end }, newText: JSON.stringify(node.text) }]
    }
    case 'remove':
      return removeAt(text, tree, [...base, ...change.path], {})
    case 'move':
      return copy(text, tree, [...base, ...change.from], [...base, ...change.to])
    case 'insert-document':
      return insertDocument(text, tree, base, change)
    case 'replace-document':
      return undefined
  }
}

/** Replacing a document means changing only what differs, so that its comments stay. */
function simpler(change: Change, tree: TreeNode | undefined, base: Path): readonly Change[] {
  if (change.do !== 'replace-document') return [change]
  const old = tree === undefined ? undefined : valueAt(objectOf(tree).value, base)
  return isMap(old) ? differences(old, change.object, []) : []
}

function differences(old: Readonly<Record<string, unknown>>, next: JsonObject, path: Path): readonly Change[] {
  const sets = Object.entries(next).flatMap(([key, value]): readonly Change[] => {
    const before = Object.hasOwn(old, key) ? old[key] : undefined
    if (sameJson(before, value)) return []
    const here = [...path, key]
    if (isMap(before) && isMap(value)) return differences(before, value as JsonObject, here)
    return [{ do: 'set-value', path: here, value }]
  })
  const removes = Object.keys(old)
    .filter(key => !Object.hasOwn(next, key))
    .map((key): Change => ({ do: 'remove', path: [...path, key] }))
  return [...sets, ...removes]
}

function sameJson(one: unknown, other: Json): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other)
}

function renameKey(tree: TreeNode, path: Path, to: string): readonly TextEdit[] | undefined {
  const entry = entryAt(tree, path)
  if (entry === undefined || entryOf(nodeAt(tree, path.slice(0, -1)), to) !== undefined) return undefined
  const { start, end, style } = entry.key
  return [{ range: { start, end }, newText: renderScalar(to, style === 'plain' && !isPlain(to) ? 'double' : style) }]
}

/** Removes what is at the path, and above it whatever has nothing else in it, up to the object's own sections. */
function removeAt(text: string, tree: TreeNode, path: Path, options: RemoveOptions): readonly TextEdit[] | undefined {
  const key = path.at(-1)
  const parent = nodeAt(tree, path.slice(0, -1))
  if (key === undefined || parent === undefined || parent.is === 'scalar' || parent.is === 'alias') return undefined
  const size = parent.is === 'map' ? parent.entries.length : parent.items.length
  const emptied = size === 1 && path.length > 2
  if (emptied && nodeAt(tree, path) !== undefined) return removeAt(text, tree, path.slice(0, -1), options)
  if (parent.is === 'list') return typeof key === 'number' ? removeItem(text, parent, key, options) : undefined
  const entry = entryOf(parent, String(key))
  return entry === undefined ? undefined : removeEntry(text, parent, entry, options)
}

/** Clears the old place of something that now stands elsewhere too. */
function removeMoved(text: string, from: Path): readonly TextEdit[] | undefined {
  const { tree } = parse(text)
  const node = nodeAt(tree, from)
  if (tree === undefined || node === undefined) return undefined
  return removeAt(text, tree, from, { moved: sourceOf(text, tree, from, node) })
}

/** What belongs to a block value: comments above its first line, and one behind its last. */
function sourceOf(text: string, tree: TreeNode, path: Path, node: TreeNode): TextRange {
  if (inFlow(tree, path)) return { start: node.start, end: node.end }
  const entry = entryAt(tree, path)
  const below = entry !== undefined && startsLine(text, node.start) ? nextLine(text, entry.key.end) : node.start
  return { start: Math.min(below, node.start), end: lineStop(text, node.end) }
}

/** Writes the value at `from` once more at `to`, with the comments in it; the old place is cleared afterwards. */
function copy(text: string, tree: TreeNode, from: Path, to: Path): readonly TextEdit[] | undefined {
  const node = nodeAt(tree, from)
  if (node === undefined || nodeAt(tree, to) !== undefined) return undefined
  const ownLine = startsLine(text, node.start)
  const column = ownLine ? columnOf(text, node.start) : parentColumn(text, tree, from)
  const range = sourceOf(text, tree, from, node)
  const [first = '', ...rest] = text.slice(range.start, range.end).split(/\r?\n/)
  const lines = [ownLine ? first.trimStart() : first, ...rest.map(line => withoutMargin(line, column))]
  return setAt(text, tree, to, { lines, inline: !ownLine })
}

function inFlow(tree: TreeNode, path: Path): boolean {
  return path.some((_, depth) => {
    const node = nodeAt(tree, path.slice(0, depth))
    return node !== undefined && (node.is === 'map' || node.is === 'list') && node.flow
  })
}

function parentColumn(text: string, tree: TreeNode, path: Path): number {
  const entry = entryAt(tree, path)
  return entry === undefined ? 0 : columnOf(text, entry.key.start)
}

function withoutMargin(line: string, column: number): string {
  const margin = line.length - line.trimStart().length
  return line.slice(Math.min(margin, column))
}
