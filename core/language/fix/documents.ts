/** Puts a new document before or after the one at hand. */

import type { Change, Json, Path } from '../../specs/index.ts'
import { nodeAt } from '../locate.ts'
import type { TextEdit } from '../text-edit.ts'
import type { TreeNode } from '../tree.ts'
import { columnOf } from './lines.ts'
import { renderBlock } from './render.ts'
import { layoutOf } from './set.ts'

type Insertion = Extract<Change, { readonly do: 'insert-document' }>

/** In a `kind: List` the object becomes a further item at the end. JSON has no place for a second document. */
export function insertDocument(
  text: string,
  tree: TreeNode,
  base: Path,
  { where, object }: Insertion,
): readonly TextEdit[] | undefined {
  const layout = layoutOf(text, tree)
  if (base.length > 0) return appendToList(text, tree, base, object)
  if (tree.is !== 'map' || tree.flow) return undefined
  const body = renderBlock(object, 0, layout).join(layout.newline)
  if (where === 'after') {
    const gap = text.endsWith('\n') ? '' : layout.newline
    return [insertion(text.length, `${gap}---${layout.newline}${body}${layout.newline}`)]
  }
  const marker = /^---[ \t]*\r?\n/.exec(text)?.[0]
  if (marker !== undefined) return [insertion(marker.length, `${body}${layout.newline}---${layout.newline}`)]
  // Comments and directives above the marker, or the object itself without one.
  return [
    insertion(
      0,
      `${body}${layout.newline}${/^---(?:\s|$)/m.test(text.slice(0, tree.start)) ? '' : `---${layout.newline}`}`,
    ),
  ]
}

function appendToList(text: string, tree: TreeNode, base: Path, object: Json): readonly TextEdit[] | undefined {
  const list = nodeAt(tree, base.slice(0, -1))
  if (list?.is !== 'list' || list.flow) return undefined
  const layout = layoutOf(text, tree)
  const lines = renderBlock([object], columnOf(text, list.start), layout)
  const end = Math.max(list.end, list.items.at(-1)?.end ?? list.end)
  const newline = text.indexOf('\n', end)
  const at = newline === -1 ? text.length : text[newline - 1] === '\r' ? newline - 1 : newline
  return [insertion(at, lines.map(line => `${layout.newline}${line}`).join(''))]
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText }
}
