/** The kind of object that a text is about, also while the text does not parse. */

import { findKind, type KindDeclaration, kindCatalogue, type Path } from '../specs/index.ts'
import { nodeAt } from './locate.ts'
import { entryOf, type TreeNode } from './tree.ts'

/** Of the object at `base`. A kind whose API version is not written yet is the first of its name, which is STORK's. */
export function kindIn(text: string, tree: TreeNode | undefined, base: Path): KindDeclaration | undefined {
  const object = nodeAt(tree, base)
  const kind = wordAt(object, 'kind') ?? (base.length === 0 ? topLevel('kind').exec(text)?.[1] : undefined)
  const version =
    wordAt(object, 'apiVersion') ?? (base.length === 0 ? topLevel('apiVersion').exec(text)?.[1] : undefined)
  if (kind === undefined) return undefined
  if (version !== undefined) return findKind(version, kind)
  return kindCatalogue.find(candidate => candidate.kind === kind)
}

function wordAt(object: TreeNode | undefined, key: string): string | undefined {
  const value = entryOf(object, key)?.value
  return value?.is === 'scalar' && value.text !== '' ? value.text : undefined
}

function topLevel(key: string): RegExp {
  return new RegExp(`^["']?${key}["']?[ \\t]*:[ \\t]*["']?([\\w./-]+)`, 'm')
}
