/** Which class takes the snapshots of a driver's volumes. */

import { annotationsOf, type KubeObject, textOf, valueAt } from '../../specs/index.ts'

export type ClassKind = 'VolumeSnapshotClass' | 'VolumeGroupSnapshotClass'

/**
 * The driver's default class, or its only one. Classes that upload are passed over: their snapshot is not there when it
 * says so. Source: external-snapshotter, default classes; Portworx, snapshot-type parameter.
 */
export function chooseClass(
  kind: ClassKind,
  driver: string,
  classes: readonly KubeObject[],
): { readonly name: string } | { readonly problem: string } {
  const own = classes.filter(one => one.driver === driver)
  const local = own.filter(one => !isCloud(one))
  const defaults = local.filter(one => annotationsOf(one)[defaultKeys[kind]] === 'true')
  const [only, other] = defaults.length > 0 ? defaults : local
  if (only !== undefined && other === undefined) return { name: only.metadata.name }
  if (only !== undefined) {
    const names = (defaults.length > 0 ? defaults : local).map(one => one.metadata.name).join(', ')
    const many = defaults.length > 0 ? 'are all the default' : 'are there, and none is the default'
    const problem = `Of the driver ${driver} the ${kind}es ${names} ${many}. Annotate exactly one with ${defaultKeys[kind]}: "true".`
    return { problem }
  }
  if (own.length > 0) {
    const names = own.map(one => one.metadata.name).join(', ')
    return { problem: `Every ${kind} of the driver ${driver} uploads (${names}). Make one for local snapshots.` }
  }
  return { problem: `There is no ${kind} of the driver ${driver}. Make one with driver: ${driver}.` }
}

/** Source: Portworx, VolumeSnapshotClass parameters. */
function isCloud(one: KubeObject): boolean {
  return textOf(valueAt(one, ['parameters', 'csi.openstorage.org/snapshot-type'])) === 'cloud'
}

const defaultKeys: Readonly<Record<ClassKind, string>> = {
  VolumeSnapshotClass: 'snapshot.storage.kubernetes.io/is-default-class',
  VolumeGroupSnapshotClass: 'groupsnapshot.storage.kubernetes.io/is-default-class',
}
