/** Which columns the objects of a resource have. */

import type { ControlPlane } from '../../cluster/simulated/index.ts'
import type { Resource } from '../resource.ts'
import type { Column } from './column.ts'
import { ageOf } from './human-duration.ts'

export const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  cell: ({ metadata }) => metadata.name,
}
export const ageColumn: Column = {
  name: 'Age',
  type: 'string',
  cell: ({ metadata }, { now }) => ageOf(metadata.creationTimestamp, now),
}

export function columnsFor(_resource: Resource, _plane: ControlPlane): readonly Column[] {
  return [nameColumn, ageColumn]
}
