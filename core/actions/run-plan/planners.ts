/** How each kind's run is planned, for either executor. A kind is added here, and nowhere else. */

import { type Executor, type KubeObject, snapshotSource } from '../../specs/index.ts'
import { planClonedClaim } from './cloned-claim.ts'
import type { ObjectRun } from './object-run.ts'
import { planOurSnapshot } from './our-snapshot.ts'
import { planStorkSnapshot } from './stork-snapshot.ts'

type Planner = (spec: KubeObject, around: readonly KubeObject[]) => ObjectRun

export const planners: Readonly<Partial<Record<string, Readonly<Record<Executor, Planner>>>>> = {
  VolumeSnapshot: { pxsnap: planOurSnapshot, stork: planStorkSnapshot },
  GroupVolumeSnapshot: { pxsnap: planOurSnapshot, stork: planStorkSnapshot },
  PersistentVolumeClaim: { pxsnap: planClonedClaim, stork: planClonedClaim },
}

/** Whether a claim is made from a snapshot; others are not carried out by anybody but the cluster. */
export function isClonedClaim({ kind, metadata }: KubeObject): boolean {
  return kind === 'PersistentVolumeClaim' && metadata.annotations?.[snapshotSource.key] !== undefined
}
