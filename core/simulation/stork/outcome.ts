/** How an object stands in STORK's own words, and in one of three for whoever asked. */

import { fromIso, type Instant } from '../../base/index.ts'
import type { ControlPlane } from '../../cluster/simulated/index.ts'
import { entry, type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import { snapshotVersion } from './snapshot-objects.ts'

export type StoryLine = { readonly at: Instant; readonly text: string }

export type StorkOutcome = {
  readonly ref: ObjectRef
  /** `waiting`: neither says the status that it failed, nor that it is done. */
  readonly result: 'successful' | 'failed' | 'waiting'
  /** Whether STORK would go on changing it: a status of Error is tried again for ever. */
  readonly settled: boolean
  /** When the back end cut, a copy each. */
  readonly snapshotAt?: readonly Instant[]
  readonly story: readonly StoryLine[]
}

export type Standing = Pick<StorkOutcome, 'result' | 'settled' | 'snapshotAt'>

export function standingOf(plane: ControlPlane, ref: ObjectRef): Standing {
  const object = plane.get(ref)
  if (object === undefined) return { result: 'failed', settled: true }
  switch (ref.kind) {
    case 'VolumeSnapshot':
      return ofSnapshot(plane, object)
    case 'GroupVolumeSnapshot':
      return ofGroup(plane, object)
    case 'PersistentVolumeClaim':
      return ofPhase(textOf(valueAt(object, ['status', 'phase'])), ['Bound'], ['Lost'])
    case 'Migration':
      if (textOf(valueAt(object, ['status', 'stage'])) !== 'Final') return { result: 'waiting', settled: false }
      return ofPhase(textOf(valueAt(object, ['status', 'status'])), ['Successful'], ['PartialSuccess', 'Failed'])
    default:
      return ofPhase(textOf(valueAt(object, ['status', 'status'])), ['Successful'], ['Failed'])
  }
}

function ofSnapshot(plane: ControlPlane, snapshot: KubeObject): Standing {
  const list = valueAt(snapshot, ['status', 'conditions'])
  const type = Array.isArray(list) ? entry(list.at(-1), 'type') : undefined
  if (type === 'Error') return { result: 'failed', settled: false }
  if (type !== 'Ready') return { result: 'waiting', settled: false }
  return { result: 'successful', settled: true, snapshotAt: cutsOf(plane, [snapshot]) }
}

function ofGroup(plane: ControlPlane, group: KubeObject): Standing {
  const stage = textOf(valueAt(group, ['status', 'stage']))
  const status = textOf(valueAt(group, ['status', 'status']))
  if (stage !== 'Final') return { result: status === 'Failed' ? 'failed' : 'waiting', settled: false }
  if (status !== 'Successful') return { result: 'failed', settled: true }
  const members = valueAt(group, ['status', 'volumeSnapshots'])
  const { namespace = 'default' } = group.metadata
  const snapshots = (Array.isArray(members) ? members : []).flatMap(member => {
    const name = textOf(entry(member, 'VolumeSnapshotName')) ?? ''
    return plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name }) ?? []
  })
  return { result: 'successful', settled: true, snapshotAt: cutsOf(plane, snapshots) }
}

function cutsOf(plane: ControlPlane, snapshots: readonly KubeObject[]): readonly Instant[] {
  return snapshots.flatMap(snapshot => {
    const name = textOf(entry(snapshot.spec, 'snapshotDataName')) ?? ''
    const data = plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name })
    const at = textOf(valueAt(data, ['status', 'creationTimestamp']))
    return (at === undefined ? undefined : fromIso(at)) ?? []
  })
}

function ofPhase(phase: string | undefined, good: readonly string[], bad: readonly string[]): Standing {
  if (phase !== undefined && good.includes(phase)) return { result: 'successful', settled: true }
  if (phase !== undefined && bad.includes(phase)) return { result: 'failed', settled: true }
  return { result: 'waiting', settled: false }
}
