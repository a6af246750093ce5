/** The storage driver that lets STORK cut, and nothing else. */

import type { Clock, Cluster, StorageDriver } from '../../ports/index.ts'
import { snapshotSource } from '../../specs/index.ts'
import { CloneTasks, isGoing, type RestoreBy } from '../claims/index.ts'
import { standingOf } from './stork-state.ts'
import { StorkTasks } from './stork-tasks.ts'

export type StorkStorageOptions = {
  /** The cluster as STORK sees it: never one that shows objects which STORK must not see. */
  readonly cluster: Cluster
  readonly clock: Clock
  /** The class whose claims STORK clones. Absent: that of its install manifest. */
  readonly cloneClass?: string
}

/** Uploads, restores in place and migrations are STORK's own business, so those parts are absent. */
export function storkStorage({ cluster, clock, cloneClass = 'stork-snapshot-sc' }: StorkStorageOptions): StorageDriver {
  const snapshots = new StorkTasks(cluster, clock)
  const clones = new CloneTasks(cluster, clock, restoreByStork(snapshots, cloneClass))
  return {
    name: 'stork',
    capabilities: { groupSnapshot: 'atomic', clone: true },
    prepare: (volumes, signal) => snapshots.objection(volumes, signal),
    snapshot: async ({ key, volumes }, signal) => {
      signal?.throwIfAborted()
      return snapshots.start(key, volumes, signal)
    },
    snapshotTask: (key, signal) => snapshots.find(key, signal),
    discardSnapshots: (key, signal) => snapshots.discard(key, signal),
    deleteSnapshot: (handle, signal) => snapshots.delete(handle, signal),
    clone: async (request, signal) => {
      signal?.throwIfAborted()
      return clones.start(request, signal)
    },
    cloneTask: (key, signal) => clones.find(key, signal),
    discardClone: (key, signal) => clones.discard(key, signal),
    bind: (request, signal) => clones.bind(request, signal),
    deleteVolume: (handle, signal) => clones.deleteVolume(handle, signal),
    listSnapshots: signal => snapshots.list(signal),
  }
}

/** A claim of STORK's own class, in the namespace of the snapshot, which it always may. */
function restoreByStork(snapshots: StorkTasks, storageClassName: string): RestoreBy {
  return async (handle, signal) => {
    const snapshot = await snapshots.snapshotOf(handle, signal)
    if (snapshot === undefined || isGoing(snapshot)) return { problem: `There is no snapshot ${handle}.` }
    const standing = standingOf(snapshot)
    if (standing.is === 'failed') return { problem: standing.message }
    if (standing.is === 'running') return undefined
    const source = snapshots.sourceOf(snapshot)
    if (source === undefined) return { problem: `Nothing says how large the source of ${handle} was.` }
    const { name, namespace = '' } = snapshot.metadata
    return {
      namespace,
      annotations: { [snapshotSource.key]: name },
      spec: { storageClassName, accessModes: source.accessModes, volumeMode: source.volumeMode },
      sizeBytes: source.sizeBytes,
    }
  }
}
