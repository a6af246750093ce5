/** What the parts of the snapshot controller have in common: classes, claims, errors, and the contents of snapshots. */

import { type Instant, parseQuantity, toIso } from '../../base/index.ts'
import type { StoredSnapshot } from '../../ports/index.ts'
import { annotationsOf, isMap, type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import type { CsiWorld } from './csi.ts'

export const snapshotVersion = 'snapshot.storage.k8s.io/v1'
/** The driver whose volumes are behind CSI in a simulated cluster. */
export const csiDriver = 'pxd.portworx.com'

export const finalizers = {
  snapshot: 'snapshot.storage.kubernetes.io/volumesnapshot-bound-protection',
  inGroup: 'snapshot.storage.kubernetes.io/volumesnapshot-in-group-protection',
  content: 'snapshot.storage.kubernetes.io/volumesnapshotcontent-bound-protection',
  group: 'groupsnapshot.storage.kubernetes.io/volumegroupsnapshot-bound-protection',
} as const

export type SourceVolume = { readonly handle: string; readonly driver: string; readonly claim: string }

/** The volume behind a claim, or the words in which the controller complains. */
export function volumeOfClaim(world: CsiWorld, claim: KubeObject): SourceVolume | string {
  const { name } = claim.metadata
  const volumeName = textOf(valueAt(claim, ['spec', 'volumeName'])) ?? ''
  if (valueAt(claim, ['status', 'phase']) !== 'Bound') return `the PVC ${name} is not yet bound to a PV`
  const volume = world.plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: volumeName })
  const driver = textOf(valueAt(volume, ['spec', 'csi', 'driver']))
  const handle = textOf(valueAt(volume, ['spec', 'csi', 'volumeHandle']))
  if (driver === undefined || handle === undefined) return `the PV ${volumeName} is not a CSI volume`
  return { handle, driver, claim: name }
}

/** The class that was named, or the driver's default. Source: external-snapshotter. */
export function classFor(
  { plane }: CsiWorld,
  { kind, apiVersion, driver, named }: { kind: string; apiVersion: string; driver: string; named: string | undefined },
): KubeObject | string {
  if (named !== undefined) {
    const found = plane.get({ apiVersion, kind, name: named })
    if (found === undefined) return `failed to retrieve snapshot class ${named} from the informer: "${named}" not found`
    return found.driver === driver ? found : `the driver of class ${named} is not ${driver}`
  }
  const group = apiVersion.split('.')[0]
  const key = `${group}.storage.kubernetes.io/is-default-class`
  const defaults = plane
    .list({ apiVersion, kind })
    .items.filter(one => one.driver === driver && annotationsOf(one)[key] === 'true')
  const [only, other] = defaults
  if (only !== undefined && other === undefined) return only
  return only === undefined
    ? 'cannot find default snapshot class'
    : `${defaults.length} default snapshot classes were found`
}

export function snapshotContent(
  snapshot: { readonly name: string; readonly namespace: string; readonly uid: string },
  name: string,
  volume: string,
  chosen: { readonly className?: string; readonly driver: string; readonly deletionPolicy: unknown },
): KubeObject {
  const { className, driver, deletionPolicy } = chosen
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshotContent',
    metadata: { name, finalizers: [finalizers.content] },
    spec: {
      driver,
      deletionPolicy: deletionPolicy ?? 'Delete',
      source: { volumeHandle: volume },
      volumeSnapshotRef: { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', ...snapshot },
      ...(className === undefined ? {} : { volumeSnapshotClassName: className }),
    },
  }
}

/** Times are in nanoseconds here. Source: external-snapshotter. */
export function contentStatus(stored: StoredSnapshot): Readonly<Record<string, unknown>> {
  const { handle, at, sizeBytes } = stored
  return { snapshotHandle: handle, creationTime: at * nanosecondsPerMs, readyToUse: true, restoreSize: sizeBytes }
}

/** The snapshot says what its content says; its time has whole seconds. */
export function mirrored(content: KubeObject): Readonly<Record<string, unknown>> {
  const status = isMap(content.status) ? content.status : {}
  const { creationTime, restoreSize, readyToUse, error } = status
  return {
    boundVolumeSnapshotContentName: content.metadata.name,
    readyToUse: readyToUse === true,
    ...(typeof creationTime === 'number' ? { creationTime: inSeconds(creationTime / nanosecondsPerMs) } : {}),
    ...(typeof restoreSize === 'number' ? { restoreSize: String(restoreSize) } : {}),
    ...(error === undefined ? {} : { error }),
  }
}

export function inSeconds(at: number): string {
  return toIso((Math.floor(at / 1000) * 1000) as Instant).replace('.000Z', 'Z')
}

/** Writes the status when it says something new. */
export function putStatus({ plane }: CsiWorld, ref: ObjectRef, status: Readonly<Record<string, unknown>>): void {
  const now = plane.get(ref)
  if (now === undefined || JSON.stringify(now.status ?? {}) === JSON.stringify(status)) return
  plane.update({ ...now, status })
}

export function putError(world: CsiWorld, object: KubeObject, message: string): void {
  const time = inSeconds(world.clock.now())
  const status = isMap(object.status) ? object.status : {}
  if (textOf(valueAt(status, ['error', 'message'])) === message) return
  putStatus(world, refOf(object), { ...status, error: { message, time }, readyToUse: false })
}

export function addFinalizer({ plane }: CsiWorld, object: KubeObject, finalizer: string): void {
  const { metadata } = object
  if (metadata.finalizers?.includes(finalizer) === true) return
  plane.update({ ...object, metadata: { ...metadata, finalizers: [...(metadata.finalizers ?? []), finalizer] } })
}

export function dropFinalizers({ plane }: CsiWorld, ref: ObjectRef, ...gone: readonly string[]): void {
  const now = plane.get(ref)
  if (now === undefined) return
  const left = (now.metadata.finalizers ?? []).filter(one => !gone.includes(one))
  if (left.length !== now.metadata.finalizers?.length)
    plane.update({ ...now, metadata: { ...now.metadata, finalizers: left } })
}

export function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}

export function uidOf({ metadata }: KubeObject): string {
  return metadata.uid ?? ''
}

export function isGoing({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined
}

export function sizeOf(quantity: unknown): number {
  return parseQuantity(quantity) ?? 0
}

const nanosecondsPerMs = 1_000_000
