/** A single VolumeSnapshot: the shared run with one member, as often as we try by ourselves. */

import type { KubeObject } from '../specs/index.ts'
import type { SnapshotLifecycle, SnapshotSettings } from './snapshot-lifecycle.ts'
import { type SnapshotStep, stepSnapshotRun } from './snapshot-run.ts'
import type { Seen } from './step.ts'

/** STORK tries for ever, and the object says Error meanwhile. We try three times and say why it failed. */
export function volumeSnapshotSettings(_object: KubeObject): SnapshotSettings {
  return { ...defaultSettings, attempts: 3 }
}

export function stepVolumeSnapshot(settings: SnapshotSettings, status: SnapshotLifecycle, seen: Seen): SnapshotStep {
  return stepSnapshotRun(settings, status, seen)
}

/** The freeze budget is our decision: databases are rarely asked to stand still for more than a minute. */
export const defaultSettings: SnapshotSettings = { attempts: 1, freezeBudgetMs: 60_000, commandTimeoutMs: 30_000 }
