/** Claims that name a VolumeSnapshot as their source: their volume begins with its bytes. Source: external-provisioner. */

import { entry, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { csiDriver, refOf, sizeOf, snapshotVersion, uidOf } from './content.ts'
import type { CsiWorld } from './csi.ts'

/** Takes every such claim one step on. Whether something is under way in the storage. */
export async function passRestores(world: CsiWorld): Promise<boolean> {
  let busy = false
  for (const claim of world.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }).items)
    if (isOpen(claim) && (await provision(world, claim))) busy = true
  return busy
}

function isOpen(claim: KubeObject): boolean {
  return (
    sourceOf(claim) !== undefined &&
    claim.metadata.deletionTimestamp === undefined &&
    valueAt(claim, ['status', 'phase']) === 'Pending' &&
    (textOf(valueAt(claim, ['spec', 'volumeName'])) ?? '') === ''
  )
}

async function provision(world: CsiWorld, claim: KubeObject): Promise<boolean> {
  const { plane, storage, signal } = world
  const { namespace = '' } = claim.metadata
  const className = textOf(valueAt(claim, ['spec', 'storageClassName'])) ?? ''
  const found = plane.get({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name: className })
  if (found?.provisioner !== csiDriver) return false
  const name = sourceOf(claim) ?? ''
  const snapshot = plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name })
  if (valueAt(snapshot, ['status', 'readyToUse']) !== true) return false
  const contentName = textOf(valueAt(snapshot, ['status', 'boundVolumeSnapshotContentName'])) ?? ''
  const content = plane.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotContent', name: contentName })
  const handle = textOf(valueAt(content, ['status', 'snapshotHandle']))
  if (handle === undefined || entry(content?.spec, 'driver') !== csiDriver) return false
  const asked = sizeOf(valueAt(claim, ['spec', 'resources', 'requests', 'storage']))
  // A claim that is smaller than its snapshot is never provisioned.
  if (asked < Number(valueAt(content, ['status', 'restoreSize']) ?? 0)) return false
  const task = await storage.clone({ key: `csi-pvc-${uidOf(claim)}`, snapshot: handle, sizeBytes: asked }, signal)
  if (task.phase === 'running') return true
  const now = plane.get(refOf(claim))
  if (task.phase === 'succeeded' && now !== undefined && isOpen(now)) plane.create(volumeFor(now, found, task.volume))
  return false
}

function volumeFor(claim: KubeObject, storageClass: KubeObject, volume: string): KubeObject {
  const { apiVersion, kind, metadata } = claim
  const { name, namespace, uid } = metadata
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': csiDriver } },
    spec: {
      capacity: { storage: valueAt(claim, ['spec', 'resources', 'requests', 'storage']) },
      accessModes: valueAt(claim, ['spec', 'accessModes']),
      volumeMode: valueAt(claim, ['spec', 'volumeMode']),
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      claimRef: { apiVersion, kind, namespace, name, uid },
      csi: { driver: csiDriver, volumeHandle: volume },
    },
  }
}

function sourceOf(claim: KubeObject): string | undefined {
  const source = valueAt(claim, ['spec', 'dataSource']) ?? valueAt(claim, ['spec', 'dataSourceRef'])
  if (entry(source, 'kind') !== 'VolumeSnapshot' || entry(source, 'apiGroup') !== 'snapshot.storage.k8s.io')
    return undefined
  return textOf(entry(source, 'name'))
}
