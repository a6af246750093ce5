/** A GroupVolumeSnapshot: the shared run over all its members, as often as its `maxRetries` allows. */

import { type KubeObject, valueAt } from '../specs/index.ts'
import type { SnapshotLifecycle, SnapshotSettings } from './snapshot-lifecycle.ts'
import { type SnapshotStep, stepSnapshotRun } from './snapshot-run.ts'
import type { Seen } from './step.ts'
import { settingsOf } from './volume-snapshot.ts'

/** STORK counts only failed cloud tasks against `maxRetries`; here every failed attempt counts, and quiesces again. */
export function groupVolumeSnapshotSettings(object: KubeObject): SnapshotSettings {
  const retries = valueAt(object, ['spec', 'maxRetries'])
  const count = typeof retries === 'number' && retries > 0 ? Math.min(Math.floor(retries), mostRetries) : 0
  return { ...settingsOf(object), attempts: 1 + count }
}

export function stepGroupVolumeSnapshot(
  settings: SnapshotSettings,
  status: SnapshotLifecycle,
  seen: Seen,
): SnapshotStep {
  return stepSnapshotRun(settings, status, seen)
}

const mostRetries = 100
