/** The VolumeSnapshots and VolumeGroupSnapshots that a task asks for. */

import { annotationsOf, type KubeObject } from '../../specs/index.ts'
import type { ClaimedVolume } from './claimed-volumes.ts'
import { cutLabel, marksOf, nameFor } from './task-marks.ts'

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
      annotations: { ...annotations, [volumesAnnotation]: JSON.stringify(volumes) },
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
      annotations: { ...annotations, [volumesAnnotation]: JSON.stringify(volumes) },
    },
    spec: {
      volumeGroupSnapshotClassName: className,
      source: { selector: { matchLabels: { [cutLabel(key)]: 'true' } } },
    },
  }
}

/** The volumes that the task was asked for, in that order. */
export function volumesOf(object: KubeObject): readonly ClaimedVolume[] {
  const stored = parse(annotationsOf(object)[volumesAnnotation] ?? '[]')
  return Array.isArray(stored) ? stored.filter(isClaimedVolume) : []
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Anybody may have edited it; a task without volumes fails.
    return undefined
  }
}

function isClaimedVolume(value: unknown): value is ClaimedVolume {
  if (typeof value !== 'object' || value === null) return false
  const texts = ['handle', 'driver', 'namespace', 'claim', 'storageClass', 'volumeMode']
  const fields: Readonly<Record<string, unknown>> = { ...value }
  return texts.every(key => typeof fields[key] === 'string') && Array.isArray(fields.accessModes)
}

const volumesAnnotation = 'pxsnap.io/task-volumes'
