/** Backups in object stores, fetched into volumes of their own so that applications can judge them. */

import { PortError } from '../../ports/index.ts'
import type { ObjectRef } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { snapshotOf } from '../volumes.ts'
import { membersOf } from './copies.ts'

/** The volume with a backup's bytes by the handle that its VolumeSnapshotData has; what cannot be fetched is left out. */
export type FetchedBackups = ReadonlyMap<string, string>

/** Takes the time that downloads take. The cluster is one that nobody needs afterwards. */
export async function fetchBackups(cluster: SimulatedCluster, refs: readonly ObjectRef[]): Promise<FetchedBackups> {
  const fetched = new Map<string, string>()
  for (const name of refs.flatMap(ref => membersOf(cluster, ref))) {
    const handle = snapshotOf(cluster.plane, name)?.handle
    if (handle === undefined || cluster.storage.openSnapshot(handle) !== undefined) continue
    const volume = await fetch(cluster, handle.replace(/^cloud:/, ''))
    if (volume !== undefined) fetched.set(handle, volume)
  }
  return fetched
}

async function fetch(cluster: SimulatedCluster, backup: string): Promise<string | undefined> {
  const { cloud } = cluster.storage
  try {
    for (const credential of cloud.credentials.all()) {
      const held = await cluster.drive(cloud.listBackups(credential.name))
      if (!held.some(({ handle }) => handle === backup)) continue
      const request = { key: `judge-${backup}`, backup, credential: credential.name }
      let task = await cluster.drive(cloud.download(request))
      while (task.phase === 'running') {
        await cluster.advance(1_000)
        task = await cluster.drive(cloud.download(request))
      }
      return task.phase === 'succeeded' ? task.volume : undefined
    }
  } catch (error) {
    if (!(error instanceof PortError)) throw error
  }
  return undefined
}
