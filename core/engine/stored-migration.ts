/** Where a Migration's lifecycle lives on its object: annotations, the finalizer, and STORK's status. */

import type { Instant } from '../base/index.ts'
import { entry, evidence as evidenceKey, isMap, type KubeObject, lifecycle as lifecycleKey } from '../specs/index.ts'
import { type MigrationLifecycle, newMigration } from './migration-lifecycle.ts'
import { adminNamespace } from './migration-planning.ts'
import { migrationStatus, resourcesTold } from './migration-status.ts'
import { markOf, meantSnapshot, readEvidence, withLifecycle } from './stored-lifecycle.ts'

/** The evidence has an annotation of its own, and the resources stand in the status. */
export function migrationMark(status: MigrationLifecycle): string {
  return JSON.stringify(status, (key, value: unknown) =>
    key === 'evidence' || key === 'resources' ? undefined : value,
  )
}

export function writeMigration(object: KubeObject, status: MigrationLifecycle): KubeObject {
  const annotations = { [lifecycleKey.key]: migrationMark(status), [evidenceKey.key]: JSON.stringify(status.evidence) }
  return withLifecycle({ ...object, status: migrationStatus(status) }, annotations, status.stage === 'Gone')
}

/**
 * The stored lifecycle, a new one when there is none, or undefined when the annotation cannot be meant. Anybody who may
 * edit the object can edit the annotation, so nothing in it may reach beyond the namespaces that the object may migrate.
 */
export function readMigration(object: KubeObject, now: Instant): MigrationLifecycle | undefined {
  const text = markOf(object)
  const evidence = readEvidence(object)
  if (text === undefined) return newMigration(now, evidence)
  const value = parse(text)
  if (!isMap(value) || typeof value.since !== 'number' || typeof value.began !== 'number') return undefined
  const { namespace: own = '' } = object.metadata
  const resources = resourcesTold(object.status)
  const work = (one: unknown) => isMap(one) && isPlan(one.plan, own) && Array.isArray(one.sent)
  const whole = (one: Readonly<Record<string, unknown>>) => ({ ...one, evidence, resources })
  switch (value.stage) {
    case 'Pending':
    case 'Gone':
      return { ...value, evidence } as unknown as MigrationLifecycle
    case 'Copying': {
      if (!work(value)) return undefined
      const namespaces = entry(value.plan, 'namespaces')
      const cut = meantSnapshot(value.cut, Array.isArray(namespaces) ? namespaces : [], evidence)
      return cut === undefined ? undefined : ({ ...whole(value), cut } as unknown as MigrationLifecycle)
    }
    case 'Sending':
      if (!work(value) || !Array.isArray(value.copies)) return undefined
      return whole(value) as unknown as MigrationLifecycle
    case 'Stopping':
    case 'Applying':
    case 'Activating':
    case 'Tidying':
    case 'RollingBack':
      return work(value) ? (whole(value) as unknown as MigrationLifecycle) : undefined
    case 'Final':
      if (value.outcome === 'failed') return { ...value, evidence } as unknown as MigrationLifecycle
      return work(value) ? (whole(value) as unknown as MigrationLifecycle) : undefined
    case 'Deleting':
      if (value.work !== undefined && !work(value.work)) return undefined
      return {
        ...value,
        evidence,
        ...(isMap(value.work) ? { work: { ...value.work, resources } } : {}),
      } as unknown as MigrationLifecycle
    default:
      return undefined
  }
}

function isPlan(plan: unknown, own: string): boolean {
  if (!isMap(plan) || typeof plan.cluster !== 'string') return false
  const { namespaces, volumes, workloads, kinds } = plan
  if (![namespaces, volumes, workloads, kinds].every(Array.isArray)) return false
  const allowed = (namespace: unknown) => typeof namespace === 'string' && (own === adminNamespace || namespace === own)
  const inside = (one: unknown) => allowed(entry(one, 'namespace'))
  return (
    list(namespaces).every(allowed) &&
    list(volumes).every(inside) &&
    list(workloads).every(one => inside(one) && Number.isInteger(entry(one, 'replicas')))
  )
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
