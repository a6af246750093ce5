/** A group in the cloud: one call that begins a backup task per volume, and looks at the tasks on later passes. */

import { toIso } from '../../base/index.ts'
import type { CloudStorage, UploadTask } from '../../ports/index.ts'
import { cloudCredential, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { volumesOf } from './group-local.ts'
import type { GroupMember } from './group-status.ts'
import { checkVersions, snapshotVolumes } from './portworx.ts'
import { condition } from './snapshot-objects.ts'
import { messageOf, namespaceOf, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

/** Begins a backend group of its own: a retry knows nothing of the one before. */
export async function cutCloudGroup(
  stork: StorkProcess,
  group: KubeObject,
  labels: Readonly<Record<string, string>>,
): Promise<readonly GroupMember[]> {
  const { ids, signal } = stork
  await checkVersions(stork)
  const cloud = cloudOf(stork)
  const credential = credentialOf(group)
  const volumes = await volumesOf(stork, namespaceOf(group), labels)
  const groupTask = `${uidOf(group)}-${ids.uuid().slice(0, 8)}`
  const cuts = await snapshotVolumes(
    stork,
    groupTask,
    volumes.map(({ volume }) => volume),
  )
  const members: GroupMember[] = []
  for (const { handle, volume, at } of cuts) {
    const key = `${groupTask}-${volume}`
    const task = await cloud.upload({ key, snapshot: handle, full: false, ...credential }, signal)
    const volumeProvisioner = volumes.find(one => one.volume === volume)?.provisioner ?? ''
    const source = { snapshotId: '', snapshotType: 'cloud', snapshotTaskID: key, volumeProvisioner } as const
    members.push(seen(stork, { snapshot: '', task: key, volume, source, at: toIso(at) }, task, group))
  }
  stork.tell(group, `The back end begins ${members.length} cloud backups.`)
  return members
}

/** What each task has come to; a status call that fails counts as a failed task. */
export async function followCloudGroup(
  stork: StorkProcess,
  group: KubeObject,
  members: readonly GroupMember[],
): Promise<readonly GroupMember[]> {
  const cloud = cloudOf(stork)
  const looked: GroupMember[] = []
  for (const member of members) {
    try {
      looked.push(seen(stork, member, await cloud.uploadTask(member.task, stork.signal), group))
    } catch (error) {
      const message = messageOf(stork, error)
      looked.push({ ...member, condition: condition('Error', message, stork.clock.now()) })
    }
  }
  const failed = looked.findIndex(member => member.condition?.type === 'Error')
  // Those seen before the failed one are removed; those behind it leak (BUG).
  for (const { task } of failed === -1 ? [] : looked.slice(0, failed)) await cloud.discardUpload(task, stork.signal)
  return looked
}

/** Source: STORK, conditions of cloud tasks. */
function seen(
  { clock }: StorkProcess,
  member: GroupMember,
  task: UploadTask | undefined,
  group: KubeObject,
): GroupMember {
  const { condition: _before, ...queued } = member
  const told = (type: 'Pending' | 'Ready' | 'Error', message: string) => {
    // Unchanged content is no new version: times have seconds only.
    const now = condition(type, message, clock.now())
    return member.condition?.type === type ? member.condition : now
  }
  if (task === undefined) return { ...queued, condition: told('Error', 'there is no such task') }
  switch (task.phase) {
    case 'queued':
      return queued
    case 'running':
      return { ...queued, condition: told('Pending', 'Cloud snapshot is in progress') }
    case 'failed':
      return { ...queued, condition: told('Error', task.message) }
    case 'succeeded': {
      const { source } = member
      const credential = credentialOf(group).credential
      const named = credential === undefined ? {} : { snapshotCloudCredID: credential }
      return {
        ...queued,
        at: toIso(task.backup.at),
        ...(source === undefined ? {} : { source: { ...source, ...named, snapshotId: task.backup.handle } }),
        condition: told('Ready', ''),
      }
    }
  }
}

function cloudOf({ storage }: StorkProcess): CloudStorage {
  if (storage.cloud === undefined) throw new StorkError('the back end keeps no snapshots in the cloud')
  return storage.cloud
}

/** Annotations of the group are not read for this. */
function credentialOf(group: KubeObject): { readonly credential?: string } {
  const credential = textOf(valueAt(group, ['spec', 'options', cloudCredential.key])) ?? ''
  return credential === '' ? {} : { credential }
}
