/** What came of a trial's objects: their copies, and what the applications say of them. */

import type { Instant } from '../../base/index.ts'
import { PortError } from '../../ports/index.ts'
import { type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { type ClaimName, cloneSourceOf, type SnapshotRecord, snapshotOf } from '../volumes.ts'

/** `application`: opens as it is; `crash`: its own recovery brings everything back; `none`: torn, incomplete or not there. */
export type Consistency = 'application' | 'crash' | 'none'

/** The copies of one application's claims, taken together. */
export type JudgedCopies = {
  readonly ref: ObjectRef
  /** Absent where no application writes to the claims. */
  readonly writer?: { readonly namespace: string; readonly pod: string; readonly container: string }
  readonly claims: readonly ClaimName[]
  readonly at: readonly Instant[]
  readonly consistency: Consistency
  /** In the application's words, or ours. */
  readonly text: string
  /** The application has claims that are not in it, so that it may not open although every volume is sound. */
  readonly partial: boolean
}

/** The VolumeSnapshots that an object made: itself, or the members of a group. */
export function membersOf(cluster: SimulatedCluster, ref: ObjectRef): readonly ClaimName[] {
  const { namespace = 'default', name } = ref
  if (ref.kind === 'VolumeSnapshot') return [{ namespace, name }]
  if (ref.kind !== 'GroupVolumeSnapshot') return []
  const uid = cluster.plane.get(ref)?.metadata.uid
  const owned = ({ metadata }: KubeObject) => metadata.ownerReferences?.some(owner => owner.uid === uid) === true
  return cluster.plane
    .list({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace })
    .items.filter(owned)
    .map(({ metadata }) => ({ namespace, name: metadata.name }))
}

/** Every application with a copy of its claims, judged by itself. An object without a copy gives nothing. */
export function judgedCopies(
  cluster: SimulatedCluster,
  ref: ObjectRef,
  fetched: ReadonlyMap<string, string>,
): readonly JudgedCopies[] {
  if (ref.kind === 'PersistentVolumeClaim') return judgedClone(cluster, ref)
  const members = membersOf(cluster, ref).flatMap(name => {
    const record = snapshotOf(cluster.plane, name)
    return record === undefined ? [] : [{ name, record }]
  })
  return judgedMembers(cluster, ref, members, fetched)
}

/** The same for snapshots that are known already. */
export function judgedMembers(
  cluster: SimulatedCluster,
  ref: ObjectRef,
  members: readonly { readonly name: ClaimName; readonly record: SnapshotRecord }[],
  fetched: ReadonlyMap<string, string>,
): readonly JudgedCopies[] {
  const groups = new Map<string, { readonly name: ClaimName; readonly record: SnapshotRecord }[]>()
  for (const member of members) {
    const { claim } = member.record
    const writer = cluster.pods.writerOf(claim.namespace, claim.name)
    const key = writer === undefined ? claim.name : `${writer.pod}/${writer.container}`
    groups.set(key, [...(groups.get(key) ?? []), member])
  }
  return [...groups.values()].map(group => judged(cluster, ref, group, fetched))
}

/** Claims as their applications have found them, where nothing was put back. */
export function judgedAsTheyAre(
  cluster: SimulatedCluster,
  ref: ObjectRef,
  claims: readonly ClaimName[],
): readonly JudgedCopies[] {
  const verdict = attempt(() => cluster.judge(...claims))
  if (verdict === undefined) return []
  return [{ ref, claims, at: [], consistency: worth[verdict.verdict], text: verdict.text, partial: false }]
}

function judgedClone(cluster: SimulatedCluster, ref: ObjectRef): readonly JudgedCopies[] {
  const claim = { namespace: ref.namespace ?? 'default', name: ref.name }
  const source = cloneSourceOf(cluster.plane, claim)
  if (source === undefined || valueAt(cluster.plane.get(ref), ['status', 'phase']) !== 'Bound') return []
  const at = source.at === undefined ? [] : [source.at]
  const whole = (cluster.pods.writerOf(source.claim.namespace, source.claim.name)?.claims.length ?? 0) === 1
  const verdict = whole ? attempt(() => cluster.judge(claim)) : undefined
  if (verdict === undefined) {
    const text = 'It is one volume of several, or of no application, so its bytes are what can be compared.'
    return [{ ref, claims: [claim], at, consistency: 'crash', text, partial: true }]
  }
  return [{ ref, claims: [claim], at, consistency: worth[verdict.verdict], text: verdict.text, partial: false }]
}

const worth = { clean: 'application', recovers: 'crash', torn: 'none', 'lost-writes': 'none' } as const

/** Whether a clone has exactly the bytes of its snapshot; undefined while it has none, or where something may write to it. */
export function cloneMatches(cluster: SimulatedCluster, ref: ObjectRef): boolean | undefined {
  const { namespace = 'default', name } = ref
  const claim = cluster.plane.get(ref)
  const source = cloneSourceOf(cluster.plane, { namespace, name })
  if (source === undefined || valueAt(claim, ['status', 'phase']) !== 'Bound') return undefined
  if (cluster.pods.writerOf(namespace, name) !== undefined) return undefined
  const snapshot = textOf(claim?.metadata.annotations?.['snapshot.alpha.kubernetes.io/snapshot'])
  if (snapshot === undefined) return undefined
  const from = claim?.metadata.annotations?.['stork.libopenstorage.org/snapshot-source-namespace'] ?? namespace
  return attempt(() => cluster.hasBytesOf({ namespace, name }, { namespace: from, name: snapshot }))
}

function judged(
  cluster: SimulatedCluster,
  ref: ObjectRef,
  group: readonly { readonly name: ClaimName; readonly record: SnapshotRecord }[],
  fetched: ReadonlyMap<string, string>,
): JudgedCopies {
  const claims = group.map(({ record }) => record.claim)
  const at = group.flatMap(({ record }) => record.at ?? [])
  const [first] = claims
  const writer = first === undefined ? undefined : cluster.pods.writerOf(first.namespace, first.name)
  const verdict =
    writer === undefined
      ? undefined
      : attempt(() => cluster.judgeCopies(...group.map(one => copyOf(cluster, one, fetched))))
  const place = writer === undefined ? {} : { writer: placeOf(writer) }
  const partial = writer?.claims.some(({ claim }) => !claims.some(({ name }) => name === claim)) === true
  if (verdict === undefined) {
    const together = at.every(one => one === at[0])
    const text = together
      ? 'No application judges it; its bytes are those of one instant.'
      : 'It is not of one instant.'
    return { ref, claims, at, consistency: together ? 'crash' : 'none', text, partial, ...place }
  }
  return { ref, claims, at, consistency: worth[verdict.verdict], text: verdict.text, partial, ...place }
}

/** Throws a PortError when its bytes are nowhere. */
function copyOf(
  { storage }: SimulatedCluster,
  { record }: { readonly record: SnapshotRecord },
  fetched: ReadonlyMap<string, string>,
) {
  const volume = fetched.get(record.handle)
  const bytes = storage.openSnapshot(record.handle) ?? (volume === undefined ? undefined : storage.openVolume(volume))
  if (bytes === undefined) throw new PortError('missing', `The bytes of ${record.handle} are not here.`)
  return { of: record.claim, bytes, at: record.at }
}

function placeOf({ namespace, pod, container }: { namespace: string; pod: string; container: string }) {
  return { namespace, pod, container }
}

/** Undefined where the copy cannot be opened here, for example because it is in an object store. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof PortError) return undefined
    throw error
  }
}

const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
