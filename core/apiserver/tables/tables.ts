/** Objects as the tables that kubectl prints. Source: Kubernetes, meta/v1 Table. */

import type { Instant } from '../../base/index.ts'
import type { ControlPlane } from '../../cluster/simulated/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { partialOf } from '../encoding.ts'
import { badRequest } from '../problems.ts'
import type { Resource } from '../resource.ts'
import type { CellContext, Column } from './column.ts'
import { columnsFor } from './columns-for.ts'

export type TableOptions = {
  readonly includeObject: string
  readonly now: () => Instant
  readonly plane: ControlPlane
}

export type Table = {
  readonly kind: 'Table'
  readonly apiVersion: 'meta.k8s.io/v1'
  readonly metadata: object
  readonly columnDefinitions: readonly object[]
  readonly rows: readonly object[]
}

/** A table of the objects, as the resource shows them. Throws `BadRequest` for an unknown `includeObject`. */
export function tableOf(
  resource: Resource,
  objects: readonly KubeObject[],
  { includeObject, now, plane }: TableOptions,
  metadata: object = {},
): Table {
  const include = includer(includeObject)
  const columns = columnsFor(resource, plane)
  const context: CellContext = { now: now(), plane }
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(definitionOf),
    rows: objects.map(object => ({
      cells: columns.map(({ cell }) => cell(object, context)),
      ...include(object),
    })),
  }
}

function includer(includeObject: string): (object: KubeObject) => object {
  switch (includeObject) {
    case 'None':
      return () => ({})
    case 'Metadata':
      return object => ({ object: partialOf(object) })
    case 'Object':
      return object => ({ object })
    default:
      throw badRequest(`includeObject: "${includeObject}" is not one of None, Metadata and Object`)
  }
}

function definitionOf({ name, type, format, description, wide }: Column): object {
  return { name, type, format: format ?? '', description: description ?? '', priority: wide === true ? 1 : 0 }
}
