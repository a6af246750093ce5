/** VolumeSnapshots and their contents, one claim each. Source: external-snapshotter, common controller and sidecar. */

import { isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import {
  addFinalizer,
  classFor,
  contentStatus,
  dropFinalizers,
  finalizers,
  isGoing,
  mirrored,
  putError,
  putStatus,
  refOf,
  snapshotContent,
  snapshotVersion,
  uidOf,
  volumeOfClaim,
} from './content.ts'
import type { CsiWorld } from './csi.ts'

/** Takes every snapshot and content one step on. Whether something is under way in the storage. */
export async function passSnapshots(world: CsiWorld): Promise<boolean> {
  const { plane } = world
  let busy = false
  for (const snapshot of plane.list({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot' }).items)
    if (isGoing(snapshot)) letGo(world, snapshot)
    else bind(world, snapshot)
  for (const content of plane.list({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotContent' }).items)
    if (isGoing(content)) await removeCopy(world, content)
    else if (await cut(world, content)) busy = true
  return busy
}

function bind(world: CsiWorld, snapshot: KubeObject): void {
  const bound = boundContent(world, snapshot)
  // Members of a group are bound by the group; others come with a content that exists already.
  const isOwn =
    textOf(valueAt(snapshot, ['spec', 'source', 'persistentVolumeClaimName'])) !== undefined &&
    (snapshot.metadata.ownerReferences?.length ?? 0) === 0
  if (bound !== undefined) putStatus(world, refOf(snapshot), withGroup(snapshot, mirrored(bound)))
  else if (isOwn) {
    const content = plannedContent(world, snapshot)
    if (typeof content === 'string') putError(world, snapshot, content)
    else makeContent(world, snapshot, content)
  }
}

/** The content to be made, or the words in which the controller complains. */
function plannedContent(world: CsiWorld, snapshot: KubeObject): KubeObject | string {
  const name = textOf(valueAt(snapshot, ['spec', 'source', 'persistentVolumeClaimName'])) ?? ''
  const { namespace = '' } = snapshot.metadata
  const claim = world.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
  if (claim === undefined) return `snapshot controller failed to update ${name}: PVC "${name}" not found`
  const volume = volumeOfClaim(world, claim)
  if (typeof volume === 'string') return `failed to take snapshot: ${volume}`
  const named = textOf(valueAt(snapshot, ['spec', 'volumeSnapshotClassName']))
  const { driver } = volume
  const chosen = classFor(world, { kind: 'VolumeSnapshotClass', apiVersion: snapshotVersion, driver, named })
  if (typeof chosen === 'string') return `Failed to set default snapshot class: ${chosen}`
  const ref = { name: snapshot.metadata.name, namespace, uid: uidOf(snapshot) }
  const how = { className: chosen.metadata.name, driver, deletionPolicy: chosen.deletionPolicy }
  return snapshotContent(ref, `snapcontent-${uidOf(snapshot)}`, volume.handle, how)
}

function makeContent(world: CsiWorld, snapshot: KubeObject, content: KubeObject): void {
  addFinalizer(world, snapshot, finalizers.snapshot)
  world.plane.create(content)
  putStatus(world, refOf(snapshot), {
    boundVolumeSnapshotContentName: content.metadata.name,
    readyToUse: false,
  })
}

function boundContent({ plane }: CsiWorld, snapshot: KubeObject): KubeObject | undefined {
  const name =
    textOf(valueAt(snapshot, ['status', 'boundVolumeSnapshotContentName'])) ??
    textOf(valueAt(snapshot, ['spec', 'source', 'volumeSnapshotContentName'])) ??
    `snapcontent-${uidOf(snapshot)}`
  const content = plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotContent', name })
  return valueAt(content, ['spec', 'volumeSnapshotRef', 'uid']) === uidOf(snapshot) ? content : undefined
}

function withGroup(snapshot: KubeObject, status: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const group = valueAt(snapshot, ['status', 'volumeGroupSnapshotName'])
  return group === undefined ? status : { ...status, volumeGroupSnapshotName: group }
}

/** The driver's part. Whether it is still at it. */
async function cut({ storage, plane, clock, ...world }: CsiWorld, content: KubeObject): Promise<boolean> {
  const volume = textOf(valueAt(content, ['spec', 'source', 'volumeHandle']))
  if (volume === undefined || valueAt(content, ['status', 'snapshotHandle']) !== undefined) return false
  // The copies of a group are cut together.
  if (valueAt(content, ['metadata', 'annotations', groupAnnotation]) !== undefined) return false
  const all = { storage, plane, clock, ...world }
  const key = taskOf(content)
  const task = await storage.snapshot({ key, volumes: [volume] }, world.signal)
  if (task.phase === 'running') return true
  if (task.phase === 'failed') {
    putError(all, content, `failed to take snapshot of the volume ${volume}: ${task.message}`)
    return false
  }
  const [stored] = task.snapshots
  if (stored !== undefined) putStatus(all, refOf(content), contentStatus(stored))
  return false
}

function letGo(world: CsiWorld, snapshot: KubeObject): void {
  const { plane } = world
  const { namespace = '', finalizers: own = [] } = snapshot.metadata
  const group = snapshot.metadata.ownerReferences?.find(({ kind }) => kind === 'VolumeGroupSnapshot')
  if (own.includes(finalizers.inGroup) && group !== undefined) {
    const { apiVersion, kind, name } = group
    // A member is deleted with its group only.
    if (plane.get({ apiVersion, kind, namespace, name }) !== undefined) return
  }
  const content = boundContent(world, snapshot)
  if (content !== undefined && valueAt(content, ['spec', 'deletionPolicy']) === 'Delete') {
    if (!isGoing(content)) plane.delete(refOf(content))
    return
  }
  dropFinalizers(world, refOf(snapshot), finalizers.snapshot, finalizers.inGroup)
}

async function removeCopy(world: CsiWorld, content: KubeObject): Promise<void> {
  const { storage, signal } = world
  if (valueAt(content, ['spec', 'deletionPolicy']) === 'Delete') {
    await storage.discardSnapshots(taskOf(content), signal)
    const handle = textOf(valueAt(content, ['status', 'snapshotHandle']))
    if (handle !== undefined) await storage.deleteSnapshot(handle, signal)
  }
  dropFinalizers(world, refOf(content), finalizers.content)
}

function taskOf(content: KubeObject): string {
  const ref = valueAt(content, ['spec', 'volumeSnapshotRef'])
  return `csi-snapshot-${isMap(ref) ? textOf(ref.uid) : ''}`
}

/** On contents that a group made. Source: external-snapshotter. */
export const groupAnnotation = 'groupsnapshot.storage.kubernetes.io/volumegroupsnapshot-handle'
