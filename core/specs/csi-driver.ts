/** Which CSI driver stands behind a class or a claim, as far as the files say. */

import type { Facts } from './facts.ts'
import { entry, textOf } from './json.ts'
import { csiVolumeSnapshotClass } from './kinds/csi-volume-snapshot-class.ts'
import { persistentVolumeClaim } from './kinds/persistent-volume-claim.ts'
import { storageClass } from './kinds/storage-class.ts'

/** The driver of a VolumeSnapshotClass. */
export function driverOfClass(facts: Facts, name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined
  const { kind, apiVersion } = csiVolumeSnapshotClass
  const known = facts.find({ kind, apiVersion, name })
  return known.is === 'exists' ? textOf(known.object.driver) : undefined
}

/** The provisioner of a StorageClass. */
export function provisionerOf(facts: Facts, name: string | undefined): string | undefined {
  if (name === undefined || name === '') return undefined
  const known = facts.find({ kind: storageClass.kind, name })
  return known.is === 'exists' ? textOf(known.object.provisioner) : undefined
}

/** The provisioner of the class that a claim names. */
export function driverOfClaim(
  facts: Facts,
  namespace: string | undefined,
  name: string | undefined,
): string | undefined {
  if (name === undefined) return undefined
  const known = facts.find({ kind: persistentVolumeClaim.kind, namespace, name })
  return known.is === 'exists' ? provisionerOf(facts, textOf(entry(known.object.spec, 'storageClassName'))) : undefined
}
