/** What controllers read of claims, their classes and their volumes. */

import { type KubeObject, type ObjectRef, textOf, valueAt } from '../../../specs/index.ts'
import type { ObjectStore } from '../object-store.ts'

/** Provisioners that the simulated storage stands for. Source: STORK, Portworx driver. */
const portworxProvisioners: ReadonlySet<string> = new Set([
  'kubernetes.io/portworx-volume',
  'pxd.portworx.com',
  'com.openstorage.pxd',
])

/** Claims of this provisioner are clones of a snapshot, made by whoever carries out snapshots. Source: STORK. */
export const cloneProvisioner = 'stork-snapshot'
/** The provisioner whose volumes are not behind CSI. */
export const inTreeProvisioner = 'kubernetes.io/portworx-volume'

export function isPortworx(provisioner: string): boolean {
  return portworxProvisioners.has(provisioner)
}

/** The name of the claim's class, also from the annotation that came before the field. Undefined or empty: none. */
export function classNameOf(claim: KubeObject): string | undefined {
  return (
    textOf(valueAt(claim, ['spec', 'storageClassName'])) ??
    claim.metadata.annotations?.['volume.beta.kubernetes.io/storage-class']
  )
}

export function claimClass(store: ObjectStore, claim: KubeObject): KubeObject | undefined {
  const name = classNameOf(claim)
  if (name === undefined || name === '') return undefined
  return store.get({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name })
}

export function waitsForConsumer(storageClass: KubeObject | undefined): boolean {
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
}

/** The node that the claim's first pod will run on. */
export function selectedNode(claim: KubeObject): string | undefined {
  return claim.metadata.annotations?.['volume.kubernetes.io/selected-node']
}

export function isBound(claim: KubeObject): boolean {
  return valueAt(claim, ['status', 'phase']) === 'Bound'
}

/** Whether the claim starts from a CSI snapshot, which the driver restores and the control plane does not. */
export function isRestoredByCsi(claim: KubeObject): boolean {
  const source = valueAt(claim, ['spec', 'dataSource']) ?? valueAt(claim, ['spec', 'dataSourceRef'])
  return valueAt(source, ['apiGroup']) === 'snapshot.storage.k8s.io' && valueAt(source, ['kind']) === 'VolumeSnapshot'
}

export function volumeNameOf(claim: KubeObject): string | undefined {
  const name = textOf(valueAt(claim, ['spec', 'volumeName']))
  return name === '' ? undefined : name
}

/** Names a claim that the pod mounts. */
export function claimRefOf(pod: KubeObject, name: string): ObjectRef {
  const { namespace } = pod.metadata
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, ...(namespace === undefined ? {} : { namespace }) }
}

/** The storage back end's own name for the volume behind a PersistentVolume. */
export function handleOf(volume: KubeObject): string | undefined {
  return (
    textOf(valueAt(volume, ['spec', 'csi', 'volumeHandle'])) ??
    textOf(valueAt(volume, ['spec', 'portworxVolume', 'volumeID']))
  )
}

/** The claim that the PersistentVolume is for. */
export function claimedBy(
  volume: KubeObject,
): { readonly namespace: string; readonly name: string; readonly uid?: string } | undefined {
  const namespace = textOf(valueAt(volume, ['spec', 'claimRef', 'namespace']))
  const name = textOf(valueAt(volume, ['spec', 'claimRef', 'name']))
  const uid = textOf(valueAt(volume, ['spec', 'claimRef', 'uid']))
  if (namespace === undefined || name === undefined) return undefined
  return uid === undefined ? { namespace, name } : { namespace, name, uid }
}
