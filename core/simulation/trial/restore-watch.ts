/** What restores in place really did: what the volumes held whenever their application started again, and how long it was away. */

import type { Instant } from '../../base/index.ts'
import { PortError } from '../../ports/index.ts'
import { entry, type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { type ClaimName, type SnapshotRecord, snapshotOf, volumeOf } from '../volumes.ts'
import { membersOf } from './copies.ts'

/**
 * Exactly the bytes of the snapshot, exactly those from before the application stopped, both of them, or neither.
 * `unknown`: the copy is in an object store, so that only the application can say what it has found.
 */
export type Held = 'snapshot' | 'old' | 'same' | 'other' | 'unknown'

/** A time without anybody who writes to the claims, and what they held at its end. */
export type Pause = {
  readonly from: Instant
  readonly to: Instant
  /** One for each member. */
  readonly held: readonly Held[]
  /** Whether an application began to write then. */
  readonly started: boolean
}

export type RestoreWatch = {
  /** The snapshots that the restore names; empty while there are none. */
  members(): readonly Member[]
  /** Until now, the last one may still go on. */
  pauses(): readonly Pause[]
  /** The longest pause that an application has ended; null where one wrote to the claims, and nobody does now. */
  awayMs(): number | null
}

export type Member = { readonly name: ClaimName; readonly record: SnapshotRecord }

type Watched = Member & { readonly volume: string; readonly isHere: boolean }
type Before = ReadonlyMap<number, Uint8Array>
type Open = { readonly from: Instant; readonly before: readonly Before[]; to: Instant; held: readonly Held[] }

/** Looks at every instant from now on, at what the storage has and not at what anybody says. */
export function watchRestore(cluster: SimulatedCluster, restore: ObjectRef): RestoreWatch {
  let watched: readonly Watched[] = []
  let open: Open | undefined
  let used = false
  const closed: Pause[] = []
  const isUsed = () => watched.some(({ record: { claim } }) => cluster.pods.writerOf(claim.namespace, claim.name))
  const look = (now: Instant): void => {
    if (watched.length === 0) watched = membersOfRestore(cluster, restore)
    if (watched.length === 0) return
    if (isUsed()) {
      used = true
      if (open !== undefined) closed.push({ from: open.from, to: now, held: open.held, started: true })
      open = undefined
      return
    }
    open ??= { from: now, to: now, before: watched.map(member => differing(cluster, member)), held: [] }
    const { before } = open
    open.to = now
    open.held = watched.map((member, index) => heldBy(cluster, member, before[index] ?? new Map()))
  }
  // Bytes are compared before time moves on, so what is seen last before an application starts is what it finds.
  cluster.observe(look)
  look(cluster.now)
  return {
    members: () => watched,
    pauses: () => {
      look(cluster.now)
      return open === undefined
        ? closed
        : [...closed, { from: open.from, to: open.to, held: open.held, started: false }]
    },
    awayMs: () => {
      if (used && !isUsed()) return null
      look(cluster.now)
      return Math.max(0, ...closed.map(({ from, to }) => to - from))
    },
  }
}

function membersOfRestore(cluster: SimulatedCluster, ref: ObjectRef): readonly Watched[] {
  const restore = cluster.plane.get(ref)
  if (restore === undefined) return []
  const names = membersOf(cluster, restoreSourceRef(restore))
  const found = names.flatMap((member): readonly Watched[] => {
    const record = snapshotOf(cluster.plane, member)
    const volume = record === undefined ? undefined : volumeOf(cluster.plane, record.claim)
    if (record === undefined || volume === undefined) return []
    const isHere = cluster.storage.openSnapshot(record.handle) !== undefined
    return [{ name: member, record, volume, isHere }]
  })
  // A group is looked at when all of it is there.
  return found.length === names.length ? found : []
}

/** The object that a restore puts back. */
export function restoreSourceRef(restore: KubeObject): ObjectRef {
  const { namespace: own = 'default' } = restore.metadata
  const name = textOf(entry(restore.spec, 'sourceName')) ?? ''
  const namespace = textOf(entry(restore.spec, 'sourceNamespace')) ?? own
  if (valueAt(restore, ['spec', 'groupSnapshot']) === true)
    return { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'GroupVolumeSnapshot', namespace, name }
  return { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot', namespace, name }
}

/** The blocks in which the volume is not the snapshot, with what the volume has there. */
function differing({ storage }: SimulatedCluster, { record, volume }: Watched): Before {
  const device = storage.openVolume(volume)
  const snapshot = storage.openSnapshot(record.handle)
  if (device === undefined || snapshot === undefined) return gone
  const blocks = attempt(() => storage.changedBlocks(record.handle, volume)) ?? []
  return new Map(
    blocks.flatMap(block => {
      const bytes = device.read(block)
      return same(bytes, snapshot.read(block)) ? [] : [[block, bytes.slice()] as const]
    }),
  )
}

function heldBy(cluster: SimulatedCluster, member: Watched, before: Before): Held {
  if (!member.isHere) return 'unknown'
  const now = differing(cluster, member)
  if (now === gone) return 'other'
  if (now.size === 0) return before.size === 0 ? 'same' : 'snapshot'
  if (now.size !== before.size) return 'other'
  for (const [block, bytes] of now) {
    const old = before.get(block)
    if (old === undefined || !same(bytes, old)) return 'other'
  }
  return 'old'
}

/** Stands for a volume or a snapshot that is not there any more. */
const gone: Before = new Map()

function same(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof PortError) return undefined
    throw error
  }
}
