/** The objects of several kinds out of the live lists, as one array that stays the same until something changes. */

import type { KubeObject } from '@pxsnap/core/specs'
import type { LiveObjects, LiveQuery } from '../live/live-objects.ts'

export class LiveKinds {
  readonly #live: LiveObjects
  readonly #kinds: readonly LiveQuery[]
  #seen: readonly (readonly KubeObject[])[] = []
  #all: readonly KubeObject[] = []

  constructor(live: LiveObjects, kinds: readonly LiveQuery[]) {
    this.#live = live
    this.#kinds = kinds
  }

  /** Watched from the first call on. */
  objects(): readonly KubeObject[] {
    const lists = this.#kinds.map(kind => this.#live.list(kind).objects())
    if (lists.length !== this.#seen.length || lists.some((list, index) => list !== this.#seen[index])) {
      this.#seen = lists
      this.#all = lists.flat()
    }
    return this.#all
  }

  /** Whether every kind has been read, or never will be. */
  isRead(): boolean {
    return this.#kinds.every(kind => {
      const { synced, problem } = this.#live.list(kind).state()
      return synced || problem !== undefined
    })
  }
}

const stork = 'stork.libopenstorage.org/v1alpha1'

/** What protection, history and relations are worked out from. */
export const relatedKinds: readonly LiveQuery[] = [
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' },
  ...[
    'GroupVolumeSnapshot',
    'VolumeSnapshotRestore',
    'VolumeSnapshotSchedule',
    'SchedulePolicy',
    'NamespacedSchedulePolicy',
    'Migration',
  ].map(kind => ({ apiVersion: stork, kind })),
]

/** Besides, for trees: the volumes, and what was kept of them. */
export const treeKinds: readonly LiveQuery[] = [
  ...relatedKinds,
  { apiVersion: 'v1', kind: 'PersistentVolume' },
  { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshotData' },
]
