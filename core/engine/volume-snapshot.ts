/** A single VolumeSnapshot: the shared run with one member, as often as we try by ourselves. */

import type { KubeObject } from '../specs/index.ts'
import { cloudWish } from './cloud-wish.ts'
import { runBudgets } from './run-budgets.ts'
import type { SnapshotLifecycle, SnapshotSettings } from './snapshot-lifecycle.ts'
import { type SnapshotStep, stepSnapshotRun } from './snapshot-run.ts'
import type { Seen } from './step.ts'

/** STORK tries for ever, and the object says Error meanwhile. We try three times and say why it failed. */
export function volumeSnapshotSettings(object: KubeObject): SnapshotSettings {
  return { ...settingsOf(object), attempts: 3 }
}

export function stepVolumeSnapshot(settings: SnapshotSettings, status: SnapshotLifecycle, seen: Seen): SnapshotStep {
  return stepSnapshotRun(settings, status, seen)
}

/** What single and group snapshots may both say. What cannot be meant is refused before anything runs: targets.ts. */
export function settingsOf(object: KubeObject): SnapshotSettings {
  const cloud = cloudWish(object)
  const budgets = runBudgets(object)
  return {
    ...defaultSettings,
    ...('problem' in budgets ? {} : budgets),
    ...('wish' in cloud && cloud.wish !== undefined ? { cloud: cloud.wish } : {}),
  }
}

/** The freeze budget is our decision: databases are rarely asked to stand still for more than a minute. */
export const defaultSettings: SnapshotSettings = { attempts: 1, freezeBudgetMs: 60_000, commandTimeoutMs: 30_000 }
