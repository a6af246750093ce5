/** A local group: one call to the back end for all volumes that carry the labels. */

import { toIso } from '../../base/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import type { GroupMember } from './group-status.ts'
import { type BoundVolume, checkVersions, snapshotVolumes, volumeBehind } from './portworx.ts'
import { condition } from './snapshot-objects.ts'
import { namespaceOf, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

/**
 * The members, all Ready. Throws a StorkError for whatever the back end says: holds stay as they are, and maxRetries is
 * not looked at (BUG). Source: STORK, group snapshot controller and Portworx driver.
 */
export async function cutLocalGroup(
  stork: StorkProcess,
  group: KubeObject,
  labels: Readonly<Record<string, string>>,
): Promise<readonly GroupMember[]> {
  const { clock, ids } = stork
  await checkVersions(stork)
  const volumes = await volumesOf(stork, namespaceOf(group), labels)
  // A new group of the back end each time: what an earlier one made is not looked for.
  const key = `${uidOf(group)}/${ids.uuid()}`
  const made = await snapshotVolumes(
    stork,
    key,
    volumes.map(({ volume }) => volume),
  )
  stork.tell(group, `The back end has cut ${made.length} volumes at ${made[0] === undefined ? '' : toIso(made[0].at)}.`)
  return made.map(({ handle, volume, at }): GroupMember => {
    const volumeProvisioner = volumes.find(one => one.volume === volume)?.provisioner ?? ''
    return {
      snapshot: '',
      task: '',
      volume,
      at: toIso(at),
      source: { snapshotId: handle, snapshotType: 'local', snapshotTaskID: '', volumeProvisioner },
      condition: condition('Ready', '', clock.now()),
    }
  })
}

/** By labels once more: they need not be those that the checks at the beginning found. */
export async function volumesOf(
  stork: StorkProcess,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): Promise<readonly BoundVolume[]> {
  const query = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, labels }
  const { items } = await stork.cluster.list(query, stork.signal)
  const volumes: BoundVolume[] = []
  for (const claim of items) volumes.push(await volumeBehind(stork, claim))
  if (volumes.length === 0) throw new StorkError('no volumes match the labels of the group')
  return volumes
}
