/** What a clone is going to be made of: reads the snapshot that a claim names, and whether it may. */

import { parseQuantity, spellBytes } from '../base/index.ts'
import {
  annotationsOf,
  entry,
  type KubeObject,
  oldRestoreNamespaces,
  oldSnapshotSourceNamespace,
  restoreNamespaces,
  sizeBytes,
  snapshotSource,
  snapshotSourceNamespace,
  textOf,
  valueAt,
} from '../specs/index.ts'
import { allowsNamespace } from './allow-list.ts'
import type { Reason } from './reason.ts'

/** A new claim's volume: exactly the bytes of one snapshot. */
export type ClonePlan = {
  readonly claim: string
  readonly namespace: string
  readonly claimUid: string
  /** The name of the PersistentVolume to be made. */
  readonly persistentVolume: string
  /** The storage's handle of the snapshot, or of the backup in an object store. */
  readonly snapshot: string
  /** Present for a backup: where it is kept. */
  readonly cloud?: { readonly credential?: string }
  readonly accessModes: readonly string[]
  /** What the claim asks for, as it spells it. */
  readonly storage: string
  readonly storageClass?: string
}

/** STORK's provisioner of clones, and the class by which its install manifest offers it. */
export const cloneProvisioner = 'stork-snapshot'
export const cloneClass = 'stork-snapshot-sc'

/** Whether a claim is to be cloned by us: its class, or the provisioner its class names. */
export function isClone(claim: KubeObject, storageClass: KubeObject | undefined): boolean {
  if (storageClass !== undefined) return textOf(storageClass.provisioner) === cloneProvisioner
  return className(claim) === cloneClass
}

export function className(claim: KubeObject): string | undefined {
  return (
    textOf(valueAt(claim, ['spec', 'storageClassName'])) ??
    annotationsOf(claim)['volume.beta.kubernetes.io/storage-class']
  )
}

/** The snapshot that a claim names: its name and namespace, or why there is none. */
export function cloneSource(
  claim: KubeObject,
): { readonly name: string; readonly namespace: string } | { readonly problem: Reason } {
  const annotations = annotationsOf(claim)
  const name = annotations[snapshotSource.key]
  if (name === undefined || name === '')
    return {
      problem: { code: 'snapshot-missing', message: `Annotation ${snapshotSource.key} is missing.`, blame: 'spec' },
    }
  if (entry(claim.spec, 'selector') !== undefined) {
    const message = 'A claim with a selector cannot be made from a snapshot.'
    return { problem: { code: 'unsupported', message, blame: 'spec' } }
  }
  const namespace =
    annotations[snapshotSourceNamespace.key] ??
    annotations[oldSnapshotSourceNamespace.key] ??
    claim.metadata.namespace ??
    ''
  return { name, namespace }
}

export type PlannedClone = { readonly plan: ClonePlan } | { readonly problem: Reason; readonly mayPass: boolean }

/** Plans the clone of what {@link cloneSource} named, or says why it cannot be (yet). */
export function planCloneOf(
  claim: KubeObject,
  source: { readonly name: string; readonly namespace: string },
  snapshot: KubeObject | undefined,
  data: KubeObject | undefined,
): PlannedClone {
  const where = `VolumeSnapshot ${source.namespace}/${source.name}`
  if (snapshot === undefined) return refusal('snapshot-missing', `${where} does not exist.`, false)
  const namespace = claim.metadata.namespace ?? ''
  if (namespace !== source.namespace) {
    const annotations = annotationsOf(snapshot)
    const list = annotations[restoreNamespaces.key] ?? annotations[oldRestoreNamespaces.key]
    if (list === undefined || !allowsNamespace(list, namespace)) {
      const message = `${where} does not allow namespace ${namespace}. Name it in ${restoreNamespaces.key}.`
      return refusal('namespace-refused', message, false)
    }
  }
  if (snapshot.metadata.deletionTimestamp !== undefined)
    return refusal('snapshot-missing', `${where} is being deleted.`, false)
  const handle = textOf(valueAt(data, ['spec', 'portworxVolume', 'snapshotId']))
  if (!isSnapshotReady(snapshot) || handle === undefined) {
    const error = conditionMessage(snapshot, 'Error')
    if (error !== undefined) return refusal('snapshot-not-ready', `${where} failed: ${error}`, false)
    return refusal('snapshot-not-ready', `${where} is not ready yet.`, true)
  }
  const cloud = cloudSource(data)
  const storage = textOf(valueAt(claim, ['spec', 'resources', 'requests', 'storage'])) ?? ''
  const asked = parseQuantity(storage)
  if (asked === undefined) return refusal('unsupported', 'The claim does not say how much storage it asks for.', false)
  const held = Number(valueAt(data, ['metadata', 'annotations', sizeBytes.key]) ?? Number.NaN)
  if (Number.isFinite(held) && asked < held) {
    const message = `The claim asks for ${storage}; the snapshot is of a volume of ${spellBytes(held)} (${held} bytes).`
    return refusal('claim-too-small', message, false)
  }
  const modes = valueAt(claim, ['spec', 'accessModes'])
  const storageClass = className(claim)
  return {
    plan: {
      claim: claim.metadata.name,
      namespace,
      claimUid: claim.metadata.uid ?? '',
      persistentVolume: `pvc-${claim.metadata.uid ?? ''}`,
      snapshot: handle,
      accessModes: Array.isArray(modes) ? modes.filter(mode => typeof mode === 'string') : [],
      storage,
      ...(cloud === undefined ? {} : { cloud }),
      ...(storageClass === undefined ? {} : { storageClass }),
    },
  }
}

/** Where the backup is kept, when the snapshot is one in an object store. Source: STORK's VolumeSnapshotData. */
function cloudSource(data: KubeObject | undefined): ClonePlan['cloud'] {
  const source = valueAt(data, ['spec', 'portworxVolume'])
  if (entry(source, 'snapshotType') !== 'cloud') return undefined
  const credential = textOf(entry(source, 'snapshotCloudCredID'))
  return credential === undefined || credential === '' ? {} : { credential }
}

export function isSnapshotReady(snapshot: KubeObject): boolean {
  const conditions = valueAt(snapshot, ['status', 'conditions'])
  return (
    Array.isArray(conditions) &&
    conditions.some(condition => entry(condition, 'type') === 'Ready' && entry(condition, 'status') === 'True')
  )
}

function conditionMessage(snapshot: KubeObject, type: string): string | undefined {
  const conditions = valueAt(snapshot, ['status', 'conditions'])
  if (!Array.isArray(conditions)) return undefined
  const found = conditions.find(one => entry(one, 'type') === type && entry(one, 'status') === 'True')
  return found === undefined ? undefined : (textOf(entry(found, 'message')) ?? '')
}

function refusal(code: Reason['code'], message: string, mayPass: boolean): PlannedClone {
  return { problem: { code, message, blame: 'spec' }, mayPass }
}
