/** VolumeSnapshotRestore as a lifecycle kind: how its status is kept on the object, and what other tools read. */

import type { Instant } from '../base/index.ts'
import { evidence as evidenceKey, isMap, type KubeObject, lifecycle as lifecycleKey } from '../specs/index.ts'
import { findAll, type LifecycleKind } from './lifecycle-kind.ts'
import type { Result } from './outcome.ts'
import { performRestore } from './restore-effects.ts'
import { newRestore, type RestoreLifecycle, type RestorePlan } from './restore-lifecycle.ts'
import { groupVersion } from './snapshot-objects.ts'
import { markOf, readEvidence, withLifecycle } from './stored-lifecycle.ts'
import { restoreMustGoOn, stepVolumeSnapshotRestore } from './volume-snapshot-restore.ts'

export const restoreKind: LifecycleKind<RestoreLifecycle> = {
  apiVersion: groupVersion,
  kind: 'VolumeSnapshotRestore',
  rules: () => ({ step: stepVolumeSnapshotRestore, mustGoOn: restoreMustGoOn, mayBeFrozen: () => false }),
  read: readRestore,
  write: writeRestore,
  mark: markForRestore,
  isForeign: object => markOf(object) === undefined && isMap(object.status) && Object.keys(object.status).length > 0,
  result,
  find: findAll(groupVersion, 'VolumeSnapshotRestore'),
  perform: async (ports, { object }, effect, signal) => {
    if (effect.of === 'restore') return performRestore(ports, object, effect, signal)
    return { got: 'failure', reason: notOurs, mayPass: false }
  },
}

const notOurs = { code: 'unsupported', message: 'A restore does not do this.', blame: 'cluster' } as const

/** Anybody who may edit the object can edit the annotation: what it names beyond its own namespace is not believed. */
export function readRestore(object: KubeObject, now: Instant): RestoreLifecycle | undefined {
  const text = markOf(object)
  const evidence = readEvidence(object)
  if (text === undefined) return newRestore(now, evidence)
  const value = parse(text)
  if (!isMap(value) || typeof value.since !== 'number' || !stages.has(String(value.stage))) return undefined
  const hasPlan = isPlan(value.plan, object.metadata.namespace)
  const mayLackPlan =
    value.stage === 'Pending' ||
    value.stage === 'Gone' ||
    ((value.stage === 'Deleting' || (value.stage === 'Final' && value.outcome === 'failed')) &&
      value.plan === undefined)
  if (!hasPlan && !mayLackPlan) return undefined
  if (needsSources.has(String(value.stage)) && !Array.isArray(value.sources)) return undefined
  if (needsSafety.has(String(value.stage)) && !Array.isArray(value.safety)) return undefined
  if ((value.stage === 'Restoring' || value.stage === 'Undoing') && typeof value.tries !== 'number') return undefined
  if (value.stage === 'Undoing' && !isMap(value.failure)) return undefined
  if (value.stage === 'Final' && value.outcome === 'failed' && !isMap(value.failure)) return undefined
  return { ...value, evidence } as unknown as RestoreLifecycle
}

export function writeRestore(object: KubeObject, status: RestoreLifecycle): KubeObject {
  const annotations = {
    [lifecycleKey.key]: markForRestore(status),
    [evidenceKey.key]: JSON.stringify(status.evidence),
  }
  return withLifecycle({ ...object, status: shown(object, status) }, annotations, status.stage === 'Gone')
}

export function markForRestore({ evidence: _, ...rest }: RestoreLifecycle): string {
  return JSON.stringify(rest)
}

/** Source: STORK's statuses of a restore. */
function shown(object: KubeObject, status: RestoreLifecycle): unknown {
  if (status.stage === 'Deleting' || status.stage === 'Gone') return object.status ?? {}
  const said = storkStatus(status)
  const plan = 'plan' in status ? status.plan : undefined
  const reason = 'failure' in status && status.failure !== undefined ? status.failure.message : ''
  const volumes = (plan?.members ?? []).map(({ volume, claim, namespace, snapshot }) => ({
    volume,
    pvc: claim,
    namespace,
    snapshot,
    status: said,
    reason,
  }))
  return { status: said, volumes }
}

function storkStatus(status: RestoreLifecycle): string {
  if (status.stage === 'Pending') return 'Pending'
  if (status.stage === 'Fetching') return 'InProgress'
  if (status.stage !== 'Final') return 'Staged'
  return status.outcome === 'failed' ? 'Failed' : 'Successful'
}

function result(status: RestoreLifecycle): Result {
  const { evidence } = status
  if (status.stage !== 'Final') {
    const waits = status.stage === 'Pending' && status.waitsFor !== undefined ? { reason: status.waitsFor } : {}
    return { result: 'waiting', evidence, ...waits }
  }
  if (status.outcome === 'successful') return { result: 'successful', evidence }
  const result = status.failure.code === 'stopped' ? 'stopped' : 'failed'
  return { result, reason: status.failure, evidence }
}

const stages: ReadonlySet<string> = new Set([
  'Pending',
  'Fetching',
  'Stopping',
  'Saving',
  'Restoring',
  'Verifying',
  'Undoing',
  'Starting',
  'Cleaning',
  'Final',
  'Deleting',
])
const needsSafety: ReadonlySet<string> = new Set(['Restoring', 'Verifying', 'Undoing'])
const needsSources: ReadonlySet<string> = new Set(['Stopping', 'Saving', ...needsSafety])

function isPlan(value: unknown, namespace: string | undefined): value is RestorePlan {
  if (!isMap(value) || !Array.isArray(value.members) || !Array.isArray(value.workloads)) return false
  const isOwn = (one: unknown) => isMap(one) && one.namespace === namespace
  return (
    value.members.every(one => isOwn(one) && texts(one, ['claim', 'volume', 'snapshot', 'handle'])) &&
    value.workloads.every(one => isOwn(one) && texts(one, ['name', 'uid']) && workloadKinds.has(String(one.kind)))
  )
}

const workloadKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet'])

function texts(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every(key => typeof value[key] === 'string')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
