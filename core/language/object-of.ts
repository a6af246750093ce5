/** The plain object that a tree stands for, with aliases put in. What counts is what kubectl would send. */

import { maxExpandedNodes } from './limits.ts'
import type { TextRange } from './text-edit.ts'
import type { AliasNode, MapEntry, MapNode, TreeNode } from './tree.ts'

export type ObjectProblem =
  /** The same key twice in `map`; `entry` is the earlier one, which does not count. */
  | {
      readonly is: 'duplicate-key'
      readonly range: TextRange
      readonly name: string
      readonly map: MapNode
      readonly entry: MapEntry
    }
  | { readonly is: 'unknown-alias' | 'alias-bomb'; readonly range: TextRange; readonly name: string }
  | { readonly is: 'alias'; readonly range: TextRange; readonly name: string }

export type PlainObject = { readonly value: unknown; readonly problems: readonly ObjectProblem[] }

export function objectOf(tree: TreeNode): PlainObject {
  const reading: Reading = { problems: [], anchors: new Map(), open: new Set(), expanded: 0, inAlias: 0 }
  return { value: read(tree, reading), problems: reading.problems }
}

type Reading = {
  readonly problems: ObjectProblem[]
  readonly anchors: Map<string, TreeNode>
  /** Anchored nodes being read, to see an alias inside its own anchor. */
  readonly open: Set<TreeNode>
  expanded: number
  inAlias: number
}

function read(node: TreeNode, reading: Reading): unknown {
  if (reading.inAlias > 0) reading.expanded += 1
  if (reading.expanded > maxExpandedNodes) return null
  if (node.is === 'alias') return readAlias(node, reading)
  if (node.anchor === undefined) return readValue(node, reading)
  reading.anchors.set(node.anchor, node)
  reading.open.add(node)
  const value = readValue(node, reading)
  reading.open.delete(node)
  return value
}

function readValue(node: Exclude<TreeNode, AliasNode>, reading: Reading): unknown {
  if (node.is === 'scalar') return node.value
  if (node.is === 'list') return node.items.map(item => read(item, reading))
  return readMap(node, reading)
}

function readMap(node: MapNode, reading: Reading): object {
  const result: Record<string, unknown> = {}
  const seen = new Map<string, MapEntry>()
  const merged: unknown[] = []
  for (const entry of node.entries) {
    const { key, value } = entry
    const plain = read(value, reading)
    if (key.text === '<<' && key.style === 'plain') {
      merged.push(...(Array.isArray(plain) ? plain : [plain]))
      continue
    }
    const earlier = seen.get(key.text)
    if (earlier !== undefined && reading.inAlias === 0) {
      reading.problems.push({ is: 'duplicate-key', range: key, name: key.text, map: node, entry: earlier })
    }
    seen.set(key.text, entry)
    define(result, key.text, plain)
  }
  for (const more of merged) {
    if (typeof more !== 'object' || more === null) continue
    for (const [key, value] of Object.entries(more)) if (!seen.has(key)) define(result, key, value)
  }
  return result
}

function readAlias(node: AliasNode, reading: Reading): unknown {
  const target = reading.anchors.get(node.name)
  if (target === undefined || reading.open.has(target)) {
    reading.problems.push({ is: 'unknown-alias', range: node, name: node.name })
    return null
  }
  if (reading.inAlias === 0) reading.problems.push({ is: 'alias', range: node, name: node.name })
  reading.inAlias += 1
  const value = read(target, reading)
  reading.inAlias -= 1
  if (reading.inAlias === 0 && reading.expanded > maxExpandedNodes) {
    const known = reading.problems.some(({ is }) => is === 'alias-bomb')
    if (!known) reading.problems.push({ is: 'alias-bomb', range: node, name: node.name })
  }
  return value
}

/** Sets an own property also when the text says `__proto__`. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
