/** The objects other tools read: VolumeSnapshotData, the members of a group, and status in STORK's shape. */

import { toIso } from '../base/index.ts'
import {
  annotationsOf,
  entry,
  evidence as evidenceKey,
  type KubeObject,
  lifecycle as lifecycleKey,
  type ObjectRef,
  restoreNamespaces,
  sizeBytes,
  valueAt,
} from '../specs/index.ts'
import { finalizer } from './finalizer.ts'
import { digest } from './name-digest.ts'
import { backupOf, type Copy, isInCloud, type SnapshotLifecycle } from './snapshot-lifecycle.ts'

export const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
export const groupVersion = 'stork.libopenstorage.org/v1alpha1'

/** Names of what is made for one copy. `snapshot` is absent where the owner itself is the VolumeSnapshot. */
export type RecordNames = { readonly data: string; readonly snapshot?: string }

/** Source: STORK's name formats; names that would be too long for Kubernetes are cut and get a digest (our decision). */
export function recordNames(owner: KubeObject, copy: Copy): RecordNames {
  const uid = owner.metadata.uid ?? ''
  if (owner.kind !== 'GroupVolumeSnapshot') {
    const isMember = annotationsOf(owner)[ownerKey] !== undefined
    return { data: isMember ? owner.metadata.name : `k8s-volume-snapshot-${uid}` }
  }
  const name = bounded(`${owner.metadata.name}-${copy.member.claim}-${uid}`)
  return { data: name, snapshot: name }
}

/** The VolumeSnapshotData of a copy and, for a group, the member's VolumeSnapshot, in the order to be made. */
export function recordObjects(owner: KubeObject, status: SnapshotLifecycle, copy: Copy): readonly KubeObject[] {
  const names = recordNames(owner, copy)
  const data = snapshotData(owner, names, copy)
  if (names.snapshot === undefined) return [data]
  return [data, memberSnapshot(owner, names.snapshot, status, copy)]
}

export function recordRefs(owner: KubeObject, copy: Copy): readonly ObjectRef[] {
  const names = recordNames(owner, copy)
  const data = { apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name: names.data }
  const { namespace } = owner.metadata
  if (names.snapshot === undefined || namespace === undefined) return [data]
  return [{ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name: names.snapshot }, data]
}

/** Whether an existing object of a record's name was made for this owner, or for the group whose member it is. */
export function belongsTo(existing: KubeObject, owner: KubeObject): boolean {
  const uid = annotationsOf(owner)[ownerKey] ?? owner.metadata.uid
  if (uid === undefined) return false
  return (
    existing.metadata.ownerReferences?.some(reference => reference.uid === uid) === true ||
    annotationsOf(existing)[ownerKey] === uid
  )
}

/** The spec and status that a VolumeSnapshot shows for a lifecycle. Source: STORK's conditions. */
export function volumeSnapshotFields(object: KubeObject, status: SnapshotLifecycle): Readonly<Record<string, unknown>> {
  const spec = isObject(object.spec) ? object.spec : {}
  const at = toIso(status.since)
  if (status.stage === 'Final' && status.outcome === 'failed')
    return { spec, status: conditions('Error', status.failure.message, at) }
  if (status.stage === 'Final') {
    const [copy] = status.copies
    const name = copy === undefined ? undefined : recordNames(object, copy).data
    const message = status.outcome === 'downgraded' ? (status.verdict.because?.message ?? '') : ''
    const own = annotationsOf(object)[ownerKey] === undefined ? { snapshotDataName: name } : {}
    return { spec: { ...spec, ...own }, status: conditions('Ready', message, at) }
  }
  if (status.stage === 'Deleting' || status.stage === 'Gone') return { spec, status: object.status ?? {} }
  return { spec, status: conditions('Pending', waitingFor(status), at) }
}

/** The status that a GroupVolumeSnapshot shows for a lifecycle. Source: STORK's stages and statuses. */
export function groupVolumeSnapshotFields(
  object: KubeObject,
  status: SnapshotLifecycle,
): Readonly<Record<string, unknown>> {
  if (status.stage === 'Deleting' || status.stage === 'Gone') return { status: object.status ?? {} }
  const shown = { stage: storkStage(status), status: storkStatus(status), numRetries: status.failures }
  const copies = 'copies' in status && status.stage === 'Final' ? status.copies : []
  return { status: { ...shown, volumeSnapshots: (copies ?? []).map(copy => memberEntry(object, copy, status)) } }
}

function storkStage(status: SnapshotLifecycle): string {
  switch (status.stage) {
    case 'Pending':
    case 'Armed':
      return 'PreChecks'
    case 'Freezing':
      return 'PreSnapshot'
    case 'Cutting':
    case 'Uploading':
      return 'Snapshot'
    case 'Thawing':
    case 'Recording':
    case 'RollingBack':
      return 'PostSnapshot'
    case 'Final':
    case 'Deleting':
    case 'Gone':
      return 'Final'
  }
}

function storkStatus(status: SnapshotLifecycle): string {
  if (status.stage === 'Pending') return 'Pending'
  if (status.stage !== 'Final') return 'InProgress'
  if (status.outcome === 'failed') return 'Failed'
  return status.outcome === 'downgraded' ? 'PartialSuccess' : 'Successful'
}

function memberEntry(owner: KubeObject, copy: Copy, status: SnapshotLifecycle) {
  return {
    VolumeSnapshotName: recordNames(owner, copy).snapshot ?? '',
    TaskID: copy.cloud?.task ?? '',
    ParentVolumeID: copy.member.volume,
    DataSource: { portworxVolume: source(owner, copy) },
    Conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: toIso(status.since), message: '', reason: '' }],
  }
}

function snapshotData(owner: KubeObject, names: RecordNames, copy: Copy): KubeObject {
  const { name, namespace, uid } = owner.metadata
  const isMember = names.snapshot !== undefined
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshotData',
    metadata: { name: names.data, annotations: { [ownerKey]: uid ?? '', [sizeBytes.key]: String(copy.sizeBytes) } },
    spec: {
      volumeSnapshotRef: isMember
        ? { kind: 'VolumeSnapshot', name: names.snapshot, namespace }
        : { kind: 'VolumeSnapshot', name: `${namespace}/${name}-${uid}` },
      persistentVolumeRef: isMember ? {} : { kind: 'PersistentVolume', name: copy.member.persistentVolume },
      portworxVolume: source(owner, copy),
    },
    status: {
      creationTimestamp: toIso(copy.at),
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: toIso(copy.at), message: '', reason: '' }],
    },
  }
}

// Source: STORK, Portworx driver: of a cloud snapshot the backup's own name, its credential and its task.
function source(_owner: KubeObject, copy: Copy) {
  if (isInCloud(copy)) {
    const { credential, task } = copy.cloud ?? {}
    return {
      snapshotId: backupOf(copy),
      snapshotType: 'cloud',
      ...(credential === undefined ? {} : { snapshotCloudCredID: credential }),
      snapshotTaskID: task ?? '',
      volumeProvisioner: 'pxd.portworx.com',
    }
  }
  return { snapshotId: copy.handle, snapshotType: 'local', snapshotTaskID: '', volumeProvisioner: 'pxd.portworx.com' }
}

// A member carries a finished lifecycle of its own, so that deleting it alone removes its snapshot too.
function memberSnapshot(owner: KubeObject, name: string, status: SnapshotLifecycle, copy: Copy): KubeObject {
  const { metadata } = owner
  const { namespace, uid } = metadata
  const verdict = status.stage === 'Recording' ? status.verdict : ({ consistency: 'crash' } as const)
  const outcome = verdict.because === undefined ? 'successful' : 'downgraded'
  const { evidence, ...base } = status
  const own: Readonly<Record<string, unknown>> = {
    attempt: base.attempt,
    failures: 0,
    interruptions: 0,
    since: base.since,
    stage: 'Final',
    outcome,
    copies: [copy],
    verdict,
  }
  const allowed = valueAt(owner, ['spec', 'restoreNamespaces'])
  const restore = Array.isArray(allowed) && allowed.length > 0 ? { [restoreNamespaces.key]: allowed.join(',') } : {}
  const message = verdict.because?.message ?? ''
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshot',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: {
        ...restore,
        [ownerKey]: uid ?? '',
        [lifecycleKey.key]: JSON.stringify(own),
        [evidenceKey.key]: JSON.stringify(evidence),
      },
      finalizers: [finalizer],
      ownerReferences: [
        { apiVersion: owner.apiVersion, kind: owner.kind, name: metadata.name, uid: uid ?? '', controller: true },
      ],
    },
    spec: { persistentVolumeClaimName: copy.member.claim, snapshotDataName: name },
    status: conditions('Ready', message, toIso(copy.at)),
  }
}

/** On what we make: the uid of the object it was made for. */
export const ownerKey = 'pxsnap.io/made-for'

function conditions(type: 'Pending' | 'Ready' | 'Error', message: string, at: string) {
  return { conditions: [{ type, status: 'True', lastTransitionTime: at, reason: '', message }] }
}

function waitingFor(status: SnapshotLifecycle): string {
  return status.stage === 'Pending' ? (status.waitsFor?.message ?? '') : ''
}

function bounded(name: string): string {
  if (name.length <= 253) return name
  return `${name.slice(0, 253 - 9).replace(/[^a-z0-9]+$/, '')}-${digest(name)}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && entry(value, '__proto__') === undefined
}
