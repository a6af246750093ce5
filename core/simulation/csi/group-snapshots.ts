/** VolumeGroupSnapshots: one cut of all chosen claims, then a snapshot and a content for each. Source: external-snapshotter. */

import { matchesLabels } from '../../base/index.ts'
import type { StoredSnapshot } from '../../ports/index.ts'
import { entry, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import {
  addFinalizer,
  classFor,
  contentStatus,
  dropFinalizers,
  finalizers,
  inSeconds,
  isGoing,
  mirrored,
  putError,
  putStatus,
  refOf,
  type SourceVolume,
  snapshotContent,
  snapshotVersion,
  uidOf,
  volumeOfClaim,
} from './content.ts'
import type { CsiWorld } from './csi.ts'
import { groupAnnotation } from './snapshots.ts'

const groupVersion = 'groupsnapshot.storage.k8s.io/v1'

/** Takes every group one step on. Whether something is under way in the storage. */
export async function passGroups(world: CsiWorld): Promise<boolean> {
  let busy = false
  for (const group of world.plane.list({ apiVersion: groupVersion, kind: 'VolumeGroupSnapshot' }).items)
    if (isGoing(group)) await letGo(world, group)
    else if (await takeGroup(world, group)) busy = true
  return busy
}

async function takeGroup(world: CsiWorld, group: KubeObject): Promise<boolean> {
  if (valueAt(group, ['status', 'readyToUse']) === true) return false
  const content = contentOf(world, group) ?? makeContent(world, group)
  if (content === undefined) return false
  const handles = valueAt(content, ['spec', 'source', 'volumeHandles'])
  const volumes = Array.isArray(handles) ? handles.filter(one => typeof one === 'string') : []
  const task = await world.storage.snapshot({ key: taskOf(group), volumes }, world.signal)
  if (task.phase === 'running') return true
  if (task.phase === 'failed') {
    putError(world, group, `failed to take group snapshot of the volumes: ${task.message}`)
    return false
  }
  const at = task.snapshots[0]?.at ?? world.clock.now()
  // Whoever was deleted meanwhile gets no members.
  const now = world.plane.get(refOf(group))
  if (now === undefined || isGoing(now)) return false
  for (const stored of task.snapshots) makeMember(world, now, content, stored)
  const handle = taskOf(group)
  putStatus(world, refOf(content), { volumeGroupSnapshotHandle: handle, creationTime: inSeconds(at), readyToUse: true })
  putStatus(world, refOf(group), {
    boundVolumeGroupSnapshotContentName: content.metadata.name,
    creationTime: inSeconds(at),
    readyToUse: true,
  })
  return false
}

function makeContent(world: CsiWorld, group: KubeObject): KubeObject | undefined {
  const { plane } = world
  const { namespace = '', name } = group.metadata
  const chosen = chooseVolumes(world, group)
  if (typeof chosen === 'string') {
    putError(world, group, chosen)
    return undefined
  }
  const driver = chosen[0]?.driver ?? ''
  const named = textOf(valueAt(group, ['spec', 'volumeGroupSnapshotClassName']))
  const found = classFor(world, { kind: 'VolumeGroupSnapshotClass', apiVersion: groupVersion, driver, named })
  if (typeof found === 'string') {
    putError(world, group, found)
    return undefined
  }
  addFinalizer(world, group, finalizers.group)
  const made = plane.create({
    apiVersion: groupVersion,
    kind: 'VolumeGroupSnapshotContent',
    metadata: { name: `groupsnapcontent-${uidOf(group)}` },
    spec: {
      driver,
      deletionPolicy: found.deletionPolicy ?? 'Delete',
      source: { volumeHandles: chosen.map(({ handle }) => handle) },
      volumeGroupSnapshotRef: { apiVersion: groupVersion, kind: group.kind, name, namespace, uid: uidOf(group) },
      volumeGroupSnapshotClassName: found.metadata.name,
    },
  })
  if (!made.ok) return undefined
  putStatus(world, refOf(group), {
    boundVolumeGroupSnapshotContentName: made.object.metadata.name,
    readyToUse: false,
  })
  return made.object
}

function chooseVolumes(world: CsiWorld, group: KubeObject): readonly SourceVolume[] | string {
  const { namespace = '' } = group.metadata
  const selector = entry(valueAt(group, ['spec', 'source', 'selector']), 'matchLabels')
  const wanted = isMap(selector)
    ? Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, String(value)]))
    : {}
  const claims = world.plane
    .list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace })
    .items.filter(claim => matchesLabels(wanted, claim.metadata.labels ?? {}))
  if (claims.length === 0) return 'label selector for group snapshot matched no PVCs'
  const volumes: SourceVolume[] = []
  for (const claim of claims) {
    const volume = volumeOfClaim(world, claim)
    if (typeof volume === 'string') return volume
    if (volume.driver !== (volumes[0] ?? volume).driver)
      return 'the PVs of the group belong to more than one CSI driver'
    volumes.push(volume)
  }
  return volumes
}

function makeMember(world: CsiWorld, group: KubeObject, content: KubeObject, stored: StoredSnapshot): void {
  const { plane } = world
  const { namespace = '' } = group.metadata
  const name = `snapshot-${uidOf(group)}-${stored.volume}`
  const ref = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name }
  if (plane.get(ref) !== undefined) return
  const owner = { apiVersion: groupVersion, kind: group.kind, name: group.metadata.name, uid: uidOf(group) }
  const made = plane.create({
    ...ref,
    metadata: {
      name,
      namespace,
      ownerReferences: [owner],
      finalizers: [finalizers.snapshot, finalizers.inGroup],
    },
    spec: { source: { persistentVolumeClaimName: claimOf(world, stored.volume) } },
  })
  if (!made.ok) return
  const contentName = `snapcontent-${uidOf(group)}-${stored.volume}`
  const of = { name, namespace, uid: uidOf(made.object) }
  const how = {
    driver: textOf(entry(content.spec, 'driver')) ?? '',
    deletionPolicy: entry(content.spec, 'deletionPolicy'),
  }
  const blank = snapshotContent(of, contentName, stored.volume, how)
  plane.create({
    ...blank,
    metadata: { ...blank.metadata, annotations: { [groupAnnotation]: taskOf(group) } },
    status: contentStatus(stored),
  })
  const full = plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotContent', name: contentName })
  if (full !== undefined) putStatus(world, ref, { ...mirrored(full), volumeGroupSnapshotName: group.metadata.name })
}

function claimOf({ plane }: CsiWorld, handle: string): string {
  const volume = plane
    .list({ apiVersion: 'v1', kind: 'PersistentVolume' })
    .items.find(one => valueAt(one, ['spec', 'csi', 'volumeHandle']) === handle)
  return textOf(valueAt(volume, ['spec', 'claimRef', 'name'])) ?? ''
}

/** The members go with their group, by garbage collection. */
async function letGo(world: CsiWorld, group: KubeObject): Promise<void> {
  const { plane, storage, signal } = world
  const content = contentOf(world, group)
  if (content !== undefined) {
    const isDone = valueAt(content, ['status', 'readyToUse']) === true
    // What was cut belongs to its members' contents by now.
    if (!isDone) await storage.discardSnapshots(taskOf(group), signal)
    plane.delete(refOf(content))
  }
  dropFinalizers(world, refOf(group), finalizers.group)
}

function contentOf({ plane }: CsiWorld, group: KubeObject): KubeObject | undefined {
  const name = `groupsnapcontent-${uidOf(group)}`
  return plane.get({ apiVersion: groupVersion, kind: 'VolumeGroupSnapshotContent', name })
}

function taskOf(group: KubeObject): string {
  return `csi-group-${uidOf(group)}`
}
