/** The changes of a ResourceTransformation, each with its place. */

import type { Neighbour } from './facts.ts'
import { entry, isMap, textOf } from './json.ts'
import type { Path } from './path.ts'

export type Transformation = {
  readonly path: Path
  /** Group, version and kind as written; empty when missing. */
  readonly resource: string
  readonly changes: readonly TransformationChange[]
}

export type TransformationChange = {
  readonly path: Path
  /** Where in the object; empty when missing. */
  readonly target: string
  readonly operation: string
  readonly type: string
  readonly value: string | undefined
}

export function transformationsOf(raw: Neighbour): readonly Transformation[] {
  return maps(entry(raw.specs, 'transformSpecs')).map(([index, item]) => {
    const path = ['specs', 'transformSpecs', index]
    return {
      path,
      resource: textOf(item.resource) ?? '',
      changes: maps(item.paths).map(([position, change]) => ({
        path: [...path, 'paths', position],
        target: textOf(change.path) ?? '',
        operation: textOf(change.operation) ?? '',
        type: textOf(change.type) ?? '',
        value: textOf(change.value),
      })),
    }
  })
}

export function changesOf(raw: Neighbour): readonly TransformationChange[] {
  return transformationsOf(raw).flatMap(({ changes }) => changes)
}

function maps(list: unknown): readonly (readonly [number, Neighbour])[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item, index) => (isMap(item) ? [[index, item] as const] : []))
}
