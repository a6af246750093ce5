/** Who owns which fields of an object: `metadata.managedFields`, read and written. */

import { type Instant, toIso } from '../../../base/index.ts'
import { entry, isMap, type KubeObject, textOf } from '../../../specs/index.ts'
import { type FieldSet, fromFieldsV1, toFieldsV1 } from './field-set.ts'

export type Manager = {
  readonly manager: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource?: string
  /** ISO 8601, whole seconds. */
  readonly time?: string
  readonly fields: FieldSet
}

export function managersOf(object: KubeObject | undefined): readonly Manager[] {
  const entries = entry(object?.metadata, 'managedFields')
  return (Array.isArray(entries) ? entries : []).flatMap(item => {
    const manager = textOf(entry(item, 'manager'))
    if (manager === undefined || !isMap(item)) return []
    const subresource = textOf(item.subresource)
    const time = textOf(item.time)
    return [
      {
        manager,
        operation: item.operation === 'Apply' ? ('Apply' as const) : ('Update' as const),
        apiVersion: textOf(item.apiVersion) ?? '',
        ...(subresource === undefined || subresource === '' ? {} : { subresource }),
        ...(time === undefined ? {} : { time }),
        fields: fromFieldsV1(item.fieldsV1),
      },
    ]
  })
}

/** Whether both are entries of one manager: the same name, way of writing and subresource. */
export function isSameManager(left: Omit<Manager, 'fields'>, right: Omit<Manager, 'fields'>): boolean {
  return (
    left.manager === right.manager &&
    left.operation === right.operation &&
    left.subresource === right.subresource &&
    (left.operation === 'Apply' || left.apiVersion === right.apiVersion)
  )
}

/** The object with these managers; those that own nothing are left out. */
export function withManagers(object: KubeObject, managers: readonly Manager[]): KubeObject {
  const entries = managers
    .filter(({ fields }) => fields.size > 0)
    .sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1))
    .map(({ fields, ...manager }) => ({ ...manager, fieldsType: 'FieldsV1', fieldsV1: toFieldsV1(fields) }))
  const { managedFields: _before, ...metadata } = { managedFields: undefined, ...object.metadata }
  return {
    ...object,
    metadata: entries.length === 0 ? metadata : Object.assign({}, metadata, { managedFields: entries }),
  }
}

/** A manager's time changes when what it owns does. */
export function timeOf(now: Instant): string {
  return `${toIso(now).slice(0, 19)}Z`
}

function sortKey({ operation, time = '', manager, subresource = '' }: Manager): string {
  return [operation, time, manager, subresource].join(' ')
}
