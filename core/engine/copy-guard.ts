/**
 * Anybody who may edit a snapshot can edit what is stored on it. So before a stored handle is deleted, uploaded, recorded
 * or cloned, the storage and the cluster are asked whose it is.
 */

import { entry, type KubeObject, textOf, valueAt } from '../specs/index.ts'
import { ownVolumes } from './own-volumes.ts'
import type { EnginePorts } from './port-effects.ts'
import type { Reason } from './reason.ts'
import { taskKey } from './snapshot-cleaning.ts'
import { backupOf, type Copy, isInCloud } from './snapshot-lifecycle.ts'

/** `gone`: the storage has no such copy. `own`: it was made for this object, or of a claim of its namespace. */
export type Whose = 'own' | 'gone' | 'foreign'

/** Whose a local snapshot is: the object's own task made it, or its group's, or its volume is behind a claim here. */
export async function whoseSnapshot(ports: EnginePorts, owner: KubeObject, handle: string): Promise<Whose> {
  const { storage } = ports
  const stored = (await storage.listSnapshots()).find(one => one.handle === handle)
  if (stored === undefined) return 'gone'
  if ((await ownVolumes(ports, owner)).includes(stored.volume)) return 'own'
  // The claim may have gone before its snapshot.
  const uids = await makersOf(ports, owner)
  for (const uid of uids)
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const task = await storage.snapshotTask(taskKey(uid, attempt))
      if (task === undefined && attempt > lookedAhead) break
      if (task?.phase === 'succeeded' && task.snapshots.some(one => one.handle === handle)) return 'own'
    }
  return 'foreign'
}

/** Whose a backup is: an upload of this object or its group made it, or its volume is behind a claim here. */
export async function whoseBackup(
  ports: EnginePorts,
  owner: KubeObject,
  backup: { readonly handle: string; readonly task?: string; readonly credential?: string },
): Promise<Whose> {
  const { cloud } = ports.storage
  if (cloud === undefined) return 'gone'
  if (backup.task !== undefined && isOwnUpload(await makersOf(ports, owner), backup.task)) {
    const made = await cloud.uploadTask(backup.task)
    if (made?.phase === 'succeeded' && made.backup.handle === backup.handle) return 'own'
  }
  const stored = (await cloud.listBackups(backup.credential)).find(one => one.handle === backup.handle)
  if (stored === undefined) return 'gone'
  return (await ownVolumes(ports, owner)).includes(stored.volume) ? 'own' : 'foreign'
}

/** Whether the upload of that key was begun for this object or its group. */
export async function isUploadOf(ports: EnginePorts, owner: KubeObject, task: string): Promise<boolean> {
  return isOwnUpload(await makersOf(ports, owner), task)
}

/** What is wrong with recording this copy, if anything. */
export async function foreignCopy(ports: EnginePorts, owner: KubeObject, copy: Copy): Promise<Reason | undefined> {
  if (!isInCloud(copy)) return refusal(copy.handle, await whoseSnapshot(ports, owner, copy.handle))
  const handle = backupOf(copy)
  return refusal(handle, await whoseBackup(ports, owner, { handle, ...copy.cloud }))
}

/** The reason for a handle that is another's. */
export function refusal(handle: string, whose: Whose): Reason | undefined {
  if (whose !== 'foreign') return undefined
  const message = `${handle} was not made for this object, and its volume is behind no claim of this namespace. It is left alone.`
  return { code: 'not-own-copy', message, blame: 'spec' }
}

/** Whether a VolumeSnapshotData says itself that it is of a snapshot in another namespace. */
export function isDataOfAnother(data: KubeObject, namespace: string): boolean {
  const ref = valueAt(data, ['spec', 'volumeSnapshotRef'])
  const [first = '', rest] = (textOf(entry(ref, 'name')) ?? '').split('/', 2)
  const said = textOf(entry(ref, 'namespace')) ?? (rest === undefined ? undefined : first)
  return said !== undefined && said !== '' && said !== namespace
}

/** The object's uid, and that of the group it is a member of: what the cluster says, not what is written on the object. */
async function makersOf({ cluster }: EnginePorts, owner: KubeObject): Promise<readonly string[]> {
  const { uid, namespace, ownerReferences } = owner.metadata
  const own = uid === undefined ? [] : [uid]
  const group = ownerReferences?.find(({ kind }) => kind === 'GroupVolumeSnapshot')
  if (group === undefined || namespace === undefined) return own
  const { apiVersion, kind, name } = group
  const found = await cluster.get({ apiVersion, kind, namespace, name })
  return found?.metadata.uid === undefined || found.metadata.uid !== group.uid ? own : [...own, found.metadata.uid]
}

function isOwnUpload(uids: readonly string[], task: string): boolean {
  return uids.some(uid => uid !== '' && task.startsWith(`upload-${uid}-`))
}

/** Discarded attempts leave no task, so a few that are missing are looked past. */
const lookedAhead = 20
const mostAttempts = 200
