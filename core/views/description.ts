/** One object with everything that matters about it, as `describe` shows it: facts, then sections. */

import type { Instant } from '../base/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'
import { entriesAt, textAt } from './fields.ts'
import { labelText, listingColumns } from './listing-columns.ts'
import { migrationSections } from './migration.ts'
import { age } from './moment.ts'
import { relationSections } from './relations.ts'
import { ruleSections } from './rule.ts'
import { scheduleSections } from './schedule.ts'
import { snapshotFacts, snapshotSections } from './snapshot.ts'
import { restoreFacts, restoreSections } from './volume-snapshot-restore.ts'

export type Description = {
  readonly facts: readonly Fact[]
  readonly sections: readonly Section[]
}

export type Fact = { readonly label: string; readonly value: Cell }

/** A few rows under a title; `columns` absent: rows of a single cell, each of which may have several lines. */
export type Section = {
  readonly title: string
  readonly columns?: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** `neighbours`: the objects of the same namespace, from which those that belong together are picked. */
export function description(object: KubeObject, neighbours: readonly KubeObject[], now: Instant): Description {
  return {
    facts: [...identity(object, now), ...ownFacts(object, now)],
    sections: [...ownSections(object), ...relationSections(object, neighbours, now)],
  }
}

function identity(object: KubeObject, now: Instant): readonly Fact[] {
  const { metadata } = object
  return [
    { label: 'Name', value: cell(metadata.name) },
    ...(metadata.namespace === undefined ? [] : [{ label: 'Namespace', value: cell(metadata.namespace) }]),
    { label: 'Kind', value: cell(`${object.kind} (${object.apiVersion})`) },
    ...optional('Labels', labelText(object, 'metadata', 'labels')),
    ...optional('Created', createdText(metadata.creationTimestamp, now)),
    ...optional('Owner', metadata.ownerReferences?.map(({ kind, name }) => `${kind}/${name}`).join(', ')),
  ]
}

function createdText(created: string | undefined, now: Instant): string | undefined {
  return created === undefined ? undefined : `${created} (${age(created, now)} ago)`
}

function ownFacts(object: KubeObject, now: Instant): readonly Fact[] {
  if (isSnapshot(object)) return snapshotFacts(object)
  if (object.kind === 'VolumeSnapshotRestore') return restoreFacts(object)
  const columns = Object.hasOwn(listingColumns, object.kind) ? (listingColumns[object.kind] ?? []) : []
  return columns
    .map(column => ({ label: sentenceCase(column.name), value: column.cell(object, now) }))
    .filter(({ value }) => value.text !== '')
}

function ownSections(object: KubeObject): readonly Section[] {
  if (isSnapshot(object)) return snapshotSections(object)
  if (object.kind === 'VolumeSnapshotRestore') return restoreSections(object)
  if (object.kind === 'Rule') return ruleSections(object)
  if (object.kind === 'Migration') return migrationSections(object)
  if (object.kind === 'VolumeSnapshotSchedule') return scheduleSections(object)
  if (object.kind === 'ConfigMap') return keySection('Data', object, 'data')
  if (object.kind === 'Secret') return keySection('Keys (values are not shown)', object, 'data', 'stringData')
  return conditionSection(object)
}

function keySection(title: string, object: KubeObject, ...fields: readonly string[]): readonly Section[] {
  const rows = fields.flatMap(field => entriesAt(object, field)).map(([key]) => [cell(key)])
  return rows.length === 0 ? [] : [{ title, rows }]
}

function conditionSection(object: KubeObject): readonly Section[] {
  const message = textAt(object, 'status', 'message')
  return message === undefined ? [] : [{ title: 'Message', rows: [[cell(message)]] }]
}

export function isSnapshot({ kind, apiVersion }: KubeObject): boolean {
  return (
    (kind === 'VolumeSnapshot' || kind === 'GroupVolumeSnapshot') && !apiVersion.includes('snapshot.storage.k8s.io')
  )
}

function optional(label: string, text: string | undefined): readonly Fact[] {
  return text === undefined || text === '' ? [] : [{ label, value: cell(text) }]
}

/** `ACCESS MODES` → `Access modes`. */
function sentenceCase(name: string): string {
  return name.charAt(0) + name.slice(1).toLowerCase()
}
