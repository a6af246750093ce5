/** What a migration really did in both clusters: who wrote when, and what the application found on the other side. */

import type { Instant } from '../../base/index.ts'
import { PortError } from '../../ports/index.ts'
import { annotationsOf, entry, isMap, keepSourceActive, type ObjectRef, textOf } from '../../specs/index.ts'
import { pairReference } from '../pair-reference.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { type ClaimName, volumeOf } from '../volumes.ts'
import type { JudgedCopies } from './copies.ts'
import type { Carried } from './executor.ts'
import type { MigrationTruth } from './migration-promises.ts'

export type MigrationWatch = {
  readonly ref: ObjectRef
  /** When it is over. */
  truth(carried: Carried): MigrationTruth
  /** What is on the other side, by application. */
  copies(carried: Carried): readonly JudgedCopies[]
  /** The longest time without anybody who writes on either side; null while nobody does. */
  awayMs(): number | null
}

type Found = 'same' | 'other'

/** `opened`: the clusters of pairs that were asked for so far, by name. Looks at every instant from now on. */
export function watchMigration(
  here: SimulatedCluster,
  ref: ObjectRef,
  opened: ReadonlyMap<string, SimulatedCluster>,
): MigrationWatch {
  const spec = here.plane.get(ref)?.spec
  const name = destinationOf(here, ref)
  const claims = claimsIn(here, namespacesOf(here, spec)).filter(({ namespace, name: claim }) =>
    here.pods.writerOf(namespace, claim),
  )
  const isWrittenHere = (claim: ClaimName) => writes(here, claim)
  const there = () => (name === undefined ? undefined : opened.get(name))
  const isWrittenThere = (claim: ClaimName) => {
    const other = there()
    return other !== undefined && writes(other, claim)
  }
  const compared = new Map<ClaimName, Found>()
  const found = new Map<ClaimName, Found | undefined>()
  const cuts = new Map<string, Instant>()
  const known = new Set<string>()
  let bothSince: Instant | undefined
  let awaySince: Instant | undefined
  let longestMs = 0
  const look = (now: Instant): void => {
    remember(here, known, cuts)
    for (const claim of claims) {
      const [writesHere, writesThere] = [isWrittenHere(claim), isWrittenThere(claim)]
      if (writesHere && writesThere) bothSince ??= now
      if (writesThere && !found.has(claim)) found.set(claim, compared.get(claim))
      const other = there()
      // Compared before time moves on, so what is seen last before an application starts is what it finds.
      if (!writesHere && !writesThere && other !== undefined) compared.set(claim, sameBytes(here, other, claim))
    }
    const isAway = claims.length > 0 && !claims.some(claim => isWrittenHere(claim) || isWrittenThere(claim))
    if (isAway) awaySince ??= now
    else if (awaySince !== undefined) {
      longestMs = Math.max(longestMs, now - awaySince)
      awaySince = undefined
    }
  }
  here.observe(look)
  look(here.now)
  const moves = entry(spec, 'startApplications') === true && entry(spec, 'includeResources') !== false
  const keepsSource = annotationsOf(here.plane.get(ref) ?? {})[keepSourceActive.key] === 'true'
  return {
    ref,
    awayMs: () => (awaySince === undefined ? longestMs : null),
    truth: ({ result }) => {
      look(here.now)
      return {
        name: ref.name,
        result,
        moves,
        keepsSource,
        ...(bothSince === undefined ? {} : { bothSince }),
        hadWriters: claims.length > 0,
        activeHere: claims.every(isWrittenHere),
        activeThere: claims.some(isWrittenThere),
        found: [...found.values()].flatMap(one => one ?? []),
        lostHere: claims.filter(claim => isGone(here, claim)).map(({ name: claim }) => claim),
      }
    },
    copies: ({ result }) => {
      const other = there()
      if (other === undefined || (result !== 'successful' && result !== 'downgraded')) return []
      if (found.size > 0) return [judgedMove(ref, claims, [...found.values()])]
      return judgedCopy({ here, there: other, ref, claims, cuts })
    },
  }
}

/** The name of the cluster that a migration's pair leads to; undefined where that is no simulated one. */
function destinationOf({ plane }: SimulatedCluster, { namespace = 'default', ...ref }: ObjectRef): string | undefined {
  const migration = plane.get({ ...ref, namespace })
  const name = textOf(entry(migration?.spec, 'clusterPair')) ?? ''
  const pair = plane.get({ apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'ClusterPair', namespace, name })
  return pair === undefined ? undefined : pairReference(pair)?.name
}

function namespacesOf({ plane }: SimulatedCluster, spec: unknown): readonly string[] {
  const named = entry(spec, 'namespaces')
  const wanted = new Set((Array.isArray(named) ? named : []).flatMap(one => textOf(one) ?? []))
  const selectors = entry(spec, 'namespaceSelectors')
  for (const { metadata } of plane.list({ apiVersion: 'v1', kind: 'Namespace' }).items)
    if (isMap(selectors) && Object.entries(selectors).some(([key, value]) => metadata.labels?.[key] === value))
      wanted.add(metadata.name)
  return [...wanted]
}

function claimsIn({ plane }: SimulatedCluster, namespaces: readonly string[]): readonly ClaimName[] {
  return namespaces.flatMap(namespace =>
    plane
      .list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace })
      .items.map(({ metadata }) => ({ namespace, name: metadata.name })),
  )
}

function writes({ pods }: SimulatedCluster, { namespace, name }: ClaimName): boolean {
  return pods.writerOf(namespace, name) !== undefined
}

/** When each volume was cut last. Snapshots may be gone when somebody asks. */
function remember({ storage }: SimulatedCluster, known: Set<string>, cuts: Map<string, Instant>): void {
  const first = known.size === 0
  for (const { handle, volume, at } of storage.snapshots()) {
    if (known.has(handle)) continue
    known.add(handle)
    if (!first) cuts.set(volume, at)
  }
  known.add('')
}

function sameBytes(here: SimulatedCluster, there: SimulatedCluster, claim: ClaimName): Found {
  const [from, to] = [volumeOf(here.plane, claim), volumeOf(there.plane, claim)]
  const [one, other] = [from && here.storage.openVolume(from), to && there.storage.openVolume(to)]
  if (!from || !to || !one || !other) return 'other'
  const blocks = new Set([...here.storage.usedBlocks(from), ...there.storage.usedBlocks(to)])
  for (const block of blocks) {
    const [left, right] = [one.read(block), other.read(block)]
    if (left.length !== right.length || left.some((byte, index) => byte !== right[index])) return 'other'
  }
  return 'same'
}

function isGone(here: SimulatedCluster, claim: ClaimName): boolean {
  const volume = volumeOf(here.plane, claim)
  return volume === undefined || here.storage.openVolume(volume) === undefined
}

/** What was left here was found there, byte by byte: nothing is missing, and nothing has to be recovered. */
function judgedMove(ref: ObjectRef, claims: readonly ClaimName[], found: readonly (Found | undefined)[]): JudgedCopies {
  const isSame = found.every(one => one === 'same')
  const text = isSame
    ? 'The application found there what it had left here.'
    : found.includes(undefined)
      ? 'The application started there on an older copy of its data, and still wrote here.'
      : 'The application found there other data than it had left here.'
  return { ref, claims, at: [], consistency: isSame ? 'application' : 'none', text, partial: false }
}

function judgedCopy(of: {
  readonly here: SimulatedCluster
  readonly there: SimulatedCluster
  readonly ref: ObjectRef
  readonly claims: readonly ClaimName[]
  readonly cuts: ReadonlyMap<string, Instant>
}): readonly JudgedCopies[] {
  const { here, there, ref, claims, cuts } = of
  const groups = new Map<string, readonly ClaimName[]>()
  for (const claim of claims) {
    const writer = here.pods.writerOf(claim.namespace, claim.name)
    const key = `${claim.namespace}/${writer?.pod ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), claim])
  }
  return [...groups.values()].flatMap((group): readonly JudgedCopies[] => {
    const [first] = group
    const writer = first === undefined ? undefined : here.pods.writerOf(first.namespace, first.name)
    if (writer === undefined) return []
    const copies = group.flatMap(claim => {
      const [from, to] = [volumeOf(here.plane, claim), volumeOf(there.plane, claim)]
      const bytes = to === undefined ? undefined : there.storage.openVolume(to)
      return from === undefined || bytes === undefined ? [] : [{ of: claim, bytes, at: cuts.get(from) }]
    })
    const at = copies.flatMap(one => one.at ?? [])
    const { namespace, pod, container } = writer
    const about = { ref, claims: group, at, writer: { namespace, pod, container }, partial: false }
    try {
      const { verdict, text } = here.judgeCopies(...copies)
      return [{ ...about, consistency: worth[verdict], text }]
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      return [{ ...about, consistency: 'none', text: 'It is not there.' }]
    }
  })
}

const worth = { clean: 'application', recovers: 'crash', torn: 'none', 'lost-writes': 'none' } as const
