/** VolumeSnapshot and GroupVolumeSnapshot as lifecycle kinds. */

import { entry, type KubeObject, textOf } from '../specs/index.ts'
import { groupVolumeSnapshotSettings, stepGroupVolumeSnapshot } from './group-volume-snapshot.ts'
import { findAll, type LifecycleKind } from './lifecycle-kind.ts'
import type { Result } from './outcome.ts'
import type { SnapshotLifecycle } from './snapshot-lifecycle.ts'
import { groupVersion, snapshotVersion } from './snapshot-objects.ts'
import { mayBeFrozen, mustGoOn } from './snapshot-run.ts'
import { markFor, markOf, readSnapshot, writeSnapshot } from './stored-lifecycle.ts'
import { stepVolumeSnapshot, volumeSnapshotSettings } from './volume-snapshot.ts'

const shared = {
  read: readSnapshot,
  write: writeSnapshot,
  mark: markFor,
  snapshotOf: (status: SnapshotLifecycle) => status,
  isForeign,
  result,
}

export const singleSnapshotKind: LifecycleKind<SnapshotLifecycle> = {
  ...shared,
  apiVersion: snapshotVersion,
  kind: 'VolumeSnapshot',
  find: findAll(snapshotVersion, 'VolumeSnapshot'),
  rules: object => ({
    step: (status, seen) => stepVolumeSnapshot(volumeSnapshotSettings(object()), status, seen),
    mustGoOn,
    mayBeFrozen,
  }),
}

export const groupSnapshotKind: LifecycleKind<SnapshotLifecycle> = {
  ...shared,
  apiVersion: groupVersion,
  kind: 'GroupVolumeSnapshot',
  find: findAll(groupVersion, 'GroupVolumeSnapshot'),
  rules: object => ({
    step: (status, seen) => stepGroupVolumeSnapshot(groupVolumeSnapshotSettings(object()), status, seen),
    mustGoOn,
    mayBeFrozen,
  }),
}

function isForeign(object: KubeObject): boolean {
  if (markOf(object) !== undefined) return false
  return !isEmpty(object.status) || textOf(entry(object.spec, 'snapshotDataName')) !== undefined
}

function result(status: SnapshotLifecycle): Result {
  const { evidence } = status
  if (status.stage !== 'Final') return { result: 'waiting', evidence }
  if (status.outcome === 'failed') {
    const result = status.failure.code === 'stopped' ? 'stopped' : 'failed'
    return { result, reason: status.failure, evidence }
  }
  const { because } = status.verdict
  return { result: status.outcome, evidence, ...(because === undefined ? {} : { reason: because }) }
}

function isEmpty(status: unknown): boolean {
  return typeof status !== 'object' || status === null || Object.keys(status).length === 0
}
