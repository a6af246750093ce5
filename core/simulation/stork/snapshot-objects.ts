/** The objects that STORK writes about a snapshot. */

import { type Instant, toIso } from '../../base/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'

export const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
export const storkVersion = 'stork.libopenstorage.org/v1alpha1'
/** Source: STORK, where a kind has one. */
export const storkFinalizer = 'stork.libopenstorage.org/finalizer-cleanup'

export type SnapshotSource = {
  readonly snapshotId: string
  readonly snapshotType: 'local' | 'cloud'
  readonly snapshotTaskID: string
  readonly snapshotCloudCredID?: string
  readonly volumeProvisioner: string
}

/** The instant in the data object is the back end's: that of the cut. */
export type Cut = { readonly source: SnapshotSource; readonly at: Instant }

export function condition(type: 'Pending' | 'Ready' | 'Error', message: string, at: Instant) {
  return { type, status: 'True', lastTransitionTime: toIso(at), reason: '', message }
}

export function conditions(type: 'Pending' | 'Ready' | 'Error', message: string, at: Instant) {
  return { conditions: [condition(type, message, at)] }
}

export const dataRef = (name: string): ObjectRef => ({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name })

export function snapshotData(
  name: string,
  { source, at }: Cut,
  refs: { readonly volumeSnapshotRef: unknown; readonly persistentVolumeRef: unknown },
  metadata: Partial<KubeObject['metadata']> = {},
): KubeObject {
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshotData',
    metadata: { ...metadata, name },
    spec: { ...refs, portworxVolume: source },
    status: { creationTimestamp: toIso(at), ...conditions('Ready', '', at) },
  }
}
