/** From the names that users know to the storage back end's: claims, their volumes, and the snapshots they come from. */

import { fromIso, type Instant } from '../base/index.ts'
import { type ControlPlane, handleOf } from '../cluster/simulated/index.ts'
import {
  annotationsOf,
  type KubeObject,
  snapshotSource,
  snapshotSourceNamespace,
  textOf,
  valueAt,
} from '../specs/index.ts'

/** A claim by its namespace and name. */
export type ClaimName = { readonly namespace: string; readonly name: string }

const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'

/** The storage back end's name for the volume behind a bound claim; undefined when there is none. */
export function volumeOf(plane: ControlPlane, { namespace, name }: ClaimName): string | undefined {
  const claim = plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
  const volumeName = textOf(valueAt(claim, ['spec', 'volumeName']))
  if (volumeName === undefined || valueAt(claim, ['status', 'phase']) !== 'Bound') return undefined
  const volume = plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: volumeName })
  return volume === undefined ? undefined : handleOf(volume)
}

/** A finished snapshot as its VolumeSnapshot and VolumeSnapshotData tell of it. */
export type SnapshotRecord = {
  /** The claim that was snapshotted. */
  readonly claim: ClaimName
  readonly handle: string
  readonly at: Instant | undefined
}

/** The snapshot behind a VolumeSnapshot; undefined while there is none. */
export function snapshotOf(plane: ControlPlane, { namespace, name }: ClaimName): SnapshotRecord | undefined {
  const snapshot = plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name })
  const dataName = textOf(valueAt(snapshot, ['spec', 'snapshotDataName']))
  const claim = textOf(valueAt(snapshot, ['spec', 'persistentVolumeClaimName']))
  if (dataName === undefined || claim === undefined) return undefined
  const data = plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name: dataName })
  const handle = textOf(valueAt(data, ['spec', 'portworxVolume', 'snapshotId']))
  const at = textOf(valueAt(data, ['status', 'creationTimestamp']))
  if (handle === undefined) return undefined
  return { claim: { namespace, name: claim }, handle, at: at === undefined ? undefined : fromIso(at) }
}

/** The snapshot that a claim is a clone of; undefined for any other claim. */
export function cloneSourceOf(plane: ControlPlane, { namespace, name }: ClaimName): SnapshotRecord | undefined {
  const claim = plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
  return claim === undefined ? undefined : sourceOf(plane, claim, namespace)
}

function sourceOf(plane: ControlPlane, claim: KubeObject, namespace: string): SnapshotRecord | undefined {
  const annotations = annotationsOf(claim)
  const snapshot = annotations[snapshotSource.key]
  if (snapshot === undefined) return undefined
  return snapshotOf(plane, { namespace: annotations[snapshotSourceNamespace.key] ?? namespace, name: snapshot })
}
