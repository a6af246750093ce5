/** The VolumeSnapshots and VolumeGroupSnapshots that a task asks for. */

import type { KubeObject } from '../../specs/index.ts'
import { type ClaimedVolume, cutLabel, marksOf, nameFor, taskVolumes } from '../claims/index.ts'

export const snapshotVersion = 'snapshot.storage.k8s.io/v1'

export function snapshotObject(
  key: string,
  volumes: readonly ClaimedVolume[],
  member: number,
  className: string,
): KubeObject {
  const volume = volumes[member]
  const { labels, annotations } = marksOf(key)
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshot',
    metadata: {
      name: nameFor(key, member),
      namespace: volume?.namespace ?? '',
      labels,
      annotations: { ...annotations, ...taskVolumes(volumes) },
    },
    spec: { volumeSnapshotClassName: className, source: { persistentVolumeClaimName: volume?.claim ?? '' } },
  }
}

/** The claims are chosen by a label that only this task puts on them. Source: CSI group snapshot API. */
export function groupObject(
  apiVersion: string,
  key: string,
  volumes: readonly ClaimedVolume[],
  className: string,
): KubeObject {
  const { labels, annotations } = marksOf(key)
  return {
    apiVersion,
    kind: 'VolumeGroupSnapshot',
    metadata: {
      name: nameFor(key),
      namespace: volumes[0]?.namespace ?? '',
      labels,
      annotations: { ...annotations, ...taskVolumes(volumes) },
    },
    spec: {
      volumeGroupSnapshotClassName: className,
      source: { selector: { matchLabels: { [cutLabel(key)]: 'true' } } },
    },
  }
}
