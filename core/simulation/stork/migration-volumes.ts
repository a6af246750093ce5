/** The volumes of a migration: one task per claim, each cut by itself, when the back end comes to it. */

import { matchesLabels } from '../../base/index.ts'
import { annotationsOf, entry, isMap, type KubeObject, textOf } from '../../specs/index.ts'
import { volumeBehind } from './portworx.ts'
import { messageOf, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

export type MigratedVolume = {
  readonly persistentVolumeClaim: string
  readonly namespace: string
  /** The PersistentVolume, whose name the volume gets at the destination. */
  readonly volume: string
  readonly status: string
  readonly reason: string
}

export function migratedVolumesOf({ status }: KubeObject): readonly MigratedVolume[] {
  const volumes = entry(status, 'volumes')
  return (Array.isArray(volumes) ? volumes : []).map(volume => ({
    persistentVolumeClaim: textOf(entry(volume, 'persistentVolumeClaim')) ?? '',
    namespace: textOf(entry(volume, 'namespace')) ?? '',
    volume: textOf(entry(volume, 'volume')) ?? '',
    status: textOf(entry(volume, 'status')) ?? '',
    reason: textOf(entry(volume, 'reason')) ?? '',
  }))
}

/** A claim that is not bound fails the whole pass. What is accepted here is not cut yet. */
export async function beginVolumes(
  stork: StorkProcess,
  migration: KubeObject,
  namespaces: readonly string[],
): Promise<readonly MigratedVolume[]> {
  const { cluster, storage, signal } = stork
  const wanted = entry(migration.spec, 'selectors')
  const selectors = isMap(wanted)
    ? Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, String(value)]))
    : {}
  const volumes: MigratedVolume[] = []
  for (const namespace of namespaces) {
    const { items } = await cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }, signal)
    for (const claim of items) {
      if (!matchesLabels(selectors, claim.metadata.labels ?? {})) continue
      if (annotationsOf(claim)['stork.libopenstorage.org/skip-resource'] === 'true') continue
      const { volume, persistentVolume } = await volumeBehind(stork, claim)
      const key = taskOf(migration, { namespace, persistentVolumeClaim: claim.metadata.name })
      await storage.snapshot({ key, volumes: [volume] }, signal)
      const status = { status: 'InProgress', reason: 'Volume migration has started. Backup in progress.' }
      volumes.push({ persistentVolumeClaim: claim.metadata.name, namespace, volume: persistentVolume, ...status })
    }
  }
  return volumes
}

/** Source: STORK, name formats. */
export function taskOf(
  migration: KubeObject,
  { namespace, persistentVolumeClaim }: Pick<MigratedVolume, 'namespace' | 'persistentVolumeClaim'>,
): string {
  return `${uidOf(migration)}-${namespace}-${persistentVolumeClaim}`
}

export async function lookAtVolumes(
  stork: StorkProcess,
  migration: KubeObject,
  volumes: readonly MigratedVolume[],
  remote: string,
): Promise<readonly MigratedVolume[]> {
  const looked: MigratedVolume[] = []
  for (const volume of volumes) looked.push(await lookAt(stork, taskOf(migration, volume), volume, remote))
  return looked
}

async function lookAt(
  stork: StorkProcess,
  key: string,
  volume: MigratedVolume,
  remote: string,
): Promise<MigratedVolume> {
  const { storage, signal } = stork
  if (volume.status !== 'InProgress') return volume
  try {
    const cut = await storage.snapshotTask(key, signal)
    if (cut === undefined || cut.phase === 'failed') throw new StorkError(cut?.message ?? 'the task is gone')
    const [snapshot] = cut.phase === 'succeeded' ? cut.snapshots : []
    if (snapshot === undefined) return volume
    if (storage.sender === undefined) throw new StorkError('the back end sends no volumes')
    const name = volume.volume
    const sent =
      (await storage.sender.sendTask(key, signal)) ??
      (await storage.sender.send({ key, snapshot: snapshot.handle, remote, name }, signal))
    if (sent.phase === 'failed') throw new StorkError(sent.message)
    if (sent.phase === 'succeeded')
      return { ...volume, status: 'Successful', reason: 'Migration successful for volume' }
    return volume
  } catch (error) {
    return { ...volume, status: 'Failed', reason: messageOf(stork, error) }
  }
}

/** Where the copy of a claim's volume is at the destination. */
export async function handleThere(
  { storage, signal }: StorkProcess,
  migration: KubeObject,
  volume: MigratedVolume,
): Promise<string | undefined> {
  const task = await storage.sender?.sendTask(taskOf(migration, volume), signal)
  return task?.phase === 'succeeded' ? task.volume : undefined
}
