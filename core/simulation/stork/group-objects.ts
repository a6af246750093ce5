/** The VolumeSnapshot and VolumeSnapshotData of each member, made while the holds still stand. */

import { fromIso } from '../../base/index.ts'
import { annotationsOf, type KubeObject, restoreNamespaces, valueAt } from '../../specs/index.ts'
import type { GroupMember } from './group-status.ts'
import { type BoundVolume, volumeBehind } from './portworx.ts'
import { conditions, dataRef, snapshotData, snapshotVersion } from './snapshot-objects.ts'
import { messageOf, namespaceOf, post, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

/**
 * The members with their names. Throws a StorkError when one cannot be made: those made before it are deleted again, the
 * back end's snapshots are not (BUG). Source: STORK, group snapshot controller.
 */
export async function createMembers(
  stork: StorkProcess,
  group: KubeObject,
  members: readonly GroupMember[],
): Promise<readonly GroupMember[]> {
  const { cluster, clock, signal } = stork
  const namespace = namespaceOf(group)
  const query = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }
  const recorded: GroupMember[] = []
  try {
    for (const member of members) {
      const { items: claims } = await cluster.list(query, signal)
      const volume = await claimOf(stork, claims, member)
      const name = `${group.metadata.name}-${volume?.claim ?? member.volume}-${uidOf(group)}`
      await createOne(stork, group, { ...member, snapshot: name }, volume)
      recorded.push({ ...member, snapshot: name })
    }
    return recorded
  } catch (error) {
    const message = messageOf(stork, error)
    for (const { snapshot: name } of recorded)
      await cluster.delete({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name }, undefined, signal)
    throw new StorkError(message)
  }

  async function createOne(
    { signal: ends }: StorkProcess,
    owner: KubeObject,
    { snapshot: name, source, at }: GroupMember,
    volume: BoundVolume | undefined,
  ): Promise<void> {
    if (source === undefined) throw new StorkError(`the member ${name} has no data source`)
    const metadata = {
      ...(owner.metadata.labels === undefined ? {} : { labels: owner.metadata.labels }),
      annotations: copied(owner),
    }
    const cutAt = (at === undefined ? undefined : fromIso(at)) ?? clock.now()
    const volumeSnapshotRef = { kind: 'VolumeSnapshot', name, namespace }
    await post(
      stork,
      snapshotData(name, { source, at: cutAt }, { volumeSnapshotRef, persistentVolumeRef: {} }, metadata),
    )
    try {
      await post(stork, childOf(owner, name, volume?.claim ?? '', conditions('Ready', '', clock.now())))
    } catch (error) {
      const message = messageOf(stork, error)
      await cluster.delete(dataRef(name), undefined, ends)
      throw new StorkError(message)
    }
  }
}

/** Undefined when the claim is gone. */
async function claimOf(stork: StorkProcess, claims: readonly KubeObject[], member: GroupMember) {
  for (const claim of claims) {
    if (valueAt(claim, ['status', 'phase']) !== 'Bound') continue
    const volume = await volumeBehind(stork, claim)
    if (volume.volume === member.volume) return volume
  }
  return undefined
}

function childOf(group: KubeObject, name: string, claim: string, status: unknown): KubeObject {
  const { apiVersion, kind, metadata } = group
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshot',
    metadata: {
      name,
      namespace: namespaceOf(group),
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: copied(group),
      ownerReferences: [{ apiVersion, kind, name: metadata.name, uid: uidOf(group) }],
    },
    spec: { persistentVolumeClaimName: claim, snapshotDataName: name },
    status,
  }
}

/** All annotations of the group as they are at that moment, the tracker among them, and the allow-list. */
function copied(group: KubeObject): Readonly<Record<string, string>> {
  const allowed = valueAt(group, ['spec', 'restoreNamespaces'])
  const list = Array.isArray(allowed) && allowed.length > 0 ? { [restoreNamespaces.key]: allowed.join(',') } : {}
  return { ...annotationsOf(group), ...list }
}
