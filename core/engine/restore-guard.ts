/** Anybody who may edit a restore can edit what is stored on it; so before a volume is written, the cluster is asked again. */

import { entry, type KubeObject, textOf, valueAt } from '../specs/index.ts'
import { isDataOfAnother } from './copy-guard.ts'
import { ownVolumes } from './own-volumes.ts'
import type { EnginePorts } from './port-effects.ts'
import { fetchTask, type RestoreSource, safetyTask } from './restore-lifecycle.ts'
import { snapshotVersion } from './snapshot-objects.ts'

type Write = { readonly volume: string; readonly from: RestoreSource }

/** What is wrong with writing these volumes for this restore, or undefined: volumes and sources are of its namespace. */
export async function foreignWrite(
  ports: EnginePorts,
  restore: KubeObject,
  writes: readonly Write[],
): Promise<string | undefined> {
  const own = await ownVolumes(ports, restore)
  const stranger = writes.find(({ volume }) => !own.includes(volume))
  if (stranger !== undefined) return `Volume ${stranger.volume} belongs to no claim of the restore's namespace.`
  const sources = await ownSources(ports, restore, writes)
  const odd = writes.find(({ from }) => !sources.includes('volume' in from ? from.volume : from.snapshot))
  return odd === undefined
    ? undefined
    : `What is to be written to ${odd.volume} is no snapshot of the restore's namespace.`
}

async function ownSources({ cluster, storage }: EnginePorts, restore: KubeObject, writes: readonly Write[]) {
  const { namespace = '', uid = '' } = restore.metadata
  const [handles, safety, fetched] = await Promise.all([
    namedHandles(cluster, namespace),
    storage.snapshotTask(safetyTask(uid)),
    Promise.all(writes.map(({ volume }) => storage.cloud?.downloadTask(fetchTask(volume, uid)))),
  ])
  return [
    ...handles,
    ...(safety?.phase === 'succeeded' ? safety.snapshots.map(({ handle }) => handle) : []),
    ...fetched.flatMap(task => (task?.phase === 'succeeded' ? [task.volume] : [])),
  ]
}

/** What the VolumeSnapshots of a namespace name in the storage or an object store. */
export async function namedHandles(cluster: EnginePorts['cluster'], namespace: string): Promise<readonly string[]> {
  const snapshots = await cluster.list({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace })
  const handles = await Promise.all(
    snapshots.items.map(async snapshot => {
      const name = textOf(entry(snapshot.spec, 'snapshotDataName'))
      if (name === undefined) return undefined
      const data = await cluster.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name })
      if (data === undefined || isDataOfAnother(data, namespace)) return undefined
      return textOf(valueAt(data, ['spec', 'portworxVolume', 'snapshotId']))
    }),
  )
  return handles.filter(handle => handle !== undefined)
}
