/** The claim that restores a CSI snapshot, for clones. */

import type { Cluster } from '../../ports/index.ts'
import { isGoing, type RestoreBy } from '../claims/index.ts'
import { cutState } from './cut-state.ts'
import { snapshotVersion } from './snapshot-objects.ts'
import type { SnapshotTasks } from './snapshot-tasks.ts'

export function restoreBySource(cluster: Cluster, snapshots: SnapshotTasks): RestoreBy {
  return async (handle, signal) => {
    const snapshot = await snapshots.snapshotOf(handle, signal)
    if (snapshot === undefined || isGoing(snapshot)) return { problem: `There is no snapshot ${handle}.` }
    const state = cutState(await snapshots.bound(snapshot, signal))
    if (state.is === 'failed') return { problem: state.message }
    if (state.is === 'running') return undefined
    const source = await snapshots.sourceOf(snapshot, signal)
    if (source === undefined) return { problem: `Nothing says of which StorageClass the source of ${handle} was.` }
    const { storageClass, accessModes, volumeMode } = source
    const refusal = await classRefusal(cluster, storageClass, signal)
    if (refusal !== undefined) return { problem: refusal }
    const { name, namespace = '' } = snapshot.metadata
    const dataSource = { apiGroup: snapshotGroup, kind: 'VolumeSnapshot', name }
    const spec = { storageClassName: storageClass, accessModes, volumeMode, dataSource }
    // Some drivers do not say how large a volume the copy needs.
    return { namespace, spec, sizeBytes: state.stored.sizeBytes || source.sizeBytes }
  }
}

/** Why a claim of the class would not get a volume by itself. */
async function classRefusal(
  cluster: Cluster,
  name: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const found = await cluster.get({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name }, signal)
  if (found === undefined) return `The StorageClass ${name} of the source is gone, and a clone is made by its class.`
  if (found.volumeBindingMode !== 'WaitForFirstConsumer') return undefined
  return `The StorageClass ${name} waits for a first consumer, so no volume is made before a pod uses it. Restore with a claim that names the VolumeSnapshot as its dataSource.`
}

const snapshotGroup = snapshotVersion.slice(0, snapshotVersion.indexOf('/'))
