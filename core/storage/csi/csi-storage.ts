/** The storage driver over CSI snapshots: what it needs is the Kubernetes API, nothing of the back end. */

import { type Clock, type Cluster, PortError, type ServedResource, type StorageDriver } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { CloneTasks, listIfServed } from '../claims/index.ts'
import { restoreBySource } from './restoring-claim.ts'
import { snapshotVersion } from './snapshot-objects.ts'
import { SnapshotTasks } from './snapshot-tasks.ts'

export type CsiStorageOptions = {
  readonly cluster: Cluster
  readonly clock: Clock
  /** The version in which VolumeGroupSnapshots are asked for; absent: the cluster cannot snapshot groups. */
  readonly groupVersion?: string
}

/** In place, in the cloud, and to other clusters CSI can do nothing, so those parts are absent. */
export function csiStorage({ cluster, clock, groupVersion }: CsiStorageOptions): StorageDriver {
  const snapshots = new SnapshotTasks(cluster, clock, groupVersion)
  const clones = new CloneTasks(cluster, clock, restoreBySource(cluster, snapshots))
  const begin = (signal: AbortSignal | undefined) => signal?.throwIfAborted()
  return {
    name: 'csi',
    capabilities: { groupSnapshot: groupVersion === undefined ? 'none' : 'atomic', clone: true },
    prepare: (volumes, signal) => snapshots.objection(volumes, signal),
    snapshot: async ({ key, volumes }, signal) => {
      begin(signal)
      return snapshots.start(key, volumes, signal)
    },
    snapshotTask: (key, signal) => snapshots.find(key, signal),
    discardSnapshots: (key, signal) => snapshots.discard(key, signal),
    deleteSnapshot: (handle, signal) => snapshots.delete(handle, signal),
    clone: async (request, signal) => {
      begin(signal)
      return clones.start(request, signal)
    },
    cloneTask: (key, signal) => clones.find(key, signal),
    discardClone: (key, signal) => clones.discard(key, signal),
    bind: (request, signal) => clones.bind(request, signal),
    deleteVolume: (handle, signal) => clones.deleteVolume(handle, signal),
    listSnapshots: signal => snapshots.list(signal),
  }
}

/**
 * The driver as this cluster can have it: with group snapshots where they are served and a class for them exists. Undefined
 * where the cluster serves no CSI snapshots.
 */
export async function openCsiStorage(
  {
    cluster,
    clock,
    served,
  }: Pick<CsiStorageOptions, 'cluster' | 'clock'> & {
    readonly served: readonly Pick<ServedResource, 'apiVersion' | 'kind'>[]
  },
  signal?: AbortSignal,
): Promise<StorageDriver | undefined> {
  const isServed = (apiVersion: string, kind: string) =>
    served.some(one => one.apiVersion === apiVersion && one.kind === kind)
  if (!isServed(snapshotVersion, 'VolumeSnapshot')) return undefined
  const groupVersion = groupVersions.find(version => isServed(version, 'VolumeGroupSnapshot'))
  if (groupVersion === undefined) return csiStorage({ cluster, clock })
  const classes = await groupClasses(cluster, groupVersion, signal)
  return csiStorage({ cluster, clock, ...(classes.length === 0 ? {} : { groupVersion }) })
}

/** Who may not see them has none, so that what needs no group is not refused. */
async function groupClasses(
  cluster: Cluster,
  apiVersion: string,
  signal: AbortSignal | undefined,
): Promise<readonly KubeObject[]> {
  try {
    return await listIfServed(cluster, { apiVersion, kind: 'VolumeGroupSnapshotClass' }, signal)
  } catch (error) {
    if (error instanceof PortError && error.kind === 'forbidden') return []
    throw error
  }
}

/** Newest first. Their fields are the same for what we read. */
export const groupVersions: readonly string[] = ['v1', 'v1beta2', 'v1beta1', 'v1alpha1'].map(
  version => `groupsnapshot.storage.k8s.io/${version}`,
)
