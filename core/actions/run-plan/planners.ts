/** How each kind's run is planned, for either executor. A kind is added here, and nowhere else. */

import type { Instant } from '../../base/index.ts'
import { type Executor, type KubeObject, snapshotSource } from '../../specs/index.ts'
import { planClonedClaim } from './cloned-claim.ts'
import { planMigrationRun, planPair } from './migrated-namespaces.ts'
import type { ObjectRun } from './object-run.ts'
import { planOurSnapshot } from './our-snapshot.ts'
import { planOurRestore, planStorkRestore } from './restored-volumes.ts'
import { planRuleAlone } from './rule-alone.ts'
import { planSchedule } from './scheduled-run.ts'
import { planStorkSnapshot } from './stork-snapshot.ts'

type Planner = (executor: Executor, spec: KubeObject, around: readonly KubeObject[], now: Instant) => ObjectRun

type Planned = {
  readonly plan: Planner
  /** Whether `simulate` tries it as well, and not only `plan`. */
  readonly tried?: true
}

const snapshot: Planned = {
  plan: (executor, spec, around) => (executor === 'stork' ? planStorkSnapshot : planOurSnapshot)(spec, around),
  tried: true,
}

export const planners: Readonly<Partial<Record<string, Planned>>> = {
  VolumeSnapshot: snapshot,
  GroupVolumeSnapshot: snapshot,
  PersistentVolumeClaim: { plan: (_, spec, around) => planClonedClaim(spec, around), tried: true },
  VolumeSnapshotRestore: {
    plan: (executor, spec, around) => (executor === 'stork' ? planStorkRestore : planOurRestore)(spec, around),
    tried: true,
  },
  VolumeSnapshotSchedule: {
    plan: (executor, spec, around, now) =>
      planSchedule(executor, spec, around, now, run => planners[run.kind]?.plan(executor, run, around, now)),
    tried: true,
  },
  Migration: { plan: planMigrationRun, tried: true },
  ClusterPair: { plan: planPair },
  // Beside others it is what they run; alone, somebody asks about it.
  Rule: { plan: planRuleAlone },
}

/** Whether a claim is made from a snapshot; others are not carried out by anybody but the cluster. */
export function isClonedClaim({ kind, metadata }: KubeObject): boolean {
  return kind === 'PersistentVolumeClaim' && metadata.annotations?.[snapshotSource.key] !== undefined
}
