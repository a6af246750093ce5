/** Who was frozen when, and where the snapshot instant lies: one lane per pod and per volume on one axis. */

import { fromIso, type Instant, instant } from '../base/index.ts'
import { type Evidence, markOf, readSnapshot, type SnapshotLifecycle } from '../engine/index.ts'
import type { KubeObject, ObjectRef } from '../specs/index.ts'
import { evidenceOf } from './evidence.ts'
import { listAt, textAt } from './fields.ts'

/** A stretch of a lane. `to` absent: it still lasts, or nobody saw its end. */
export type Span = {
  /** `snapshot`: the storage is at it; seen only while a run is watched. */
  readonly what: 'command' | 'frozen' | 'snapshot'
  readonly from: Instant
  readonly to?: Instant
  readonly text: string
}

export type Lane = {
  readonly of: 'pod' | 'volume'
  readonly name: string
  /** Names the snapshot that the lane belongs to, where several share an axis. */
  readonly group?: string
  readonly spans: readonly Span[]
  /** When the snapshot was taken that the lane belongs to. */
  readonly snapshotAt?: Instant
}

export type Timeline = {
  readonly object: ObjectRef
  readonly evidence: Evidence
  /** Pods first, then volumes, each by name. */
  readonly lanes: readonly Lane[]
  /** The stretch of time that holds everything; undefined when nothing has happened yet. */
  readonly extent?: { readonly from: Instant; readonly to: Instant }
}

/** The timeline of a snapshot. `now` ends what still lasts; leave it out for an object that is done. */
export function timeline(object: KubeObject, evidence: Evidence, now?: Instant): Timeline {
  const lanes = lanesOf(object, evidence)
  const { namespace, name } = object.metadata
  const ref = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace === undefined ? {} : { namespace }),
    name,
  }
  const extent = extentOf(lanes, now)
  return { object: ref, evidence, lanes, ...(extent === undefined ? {} : { extent }) }
}

/** The stretch of time that holds everything on the lanes; `now` ends what still lasts. */
export function extentOf(lanes: readonly Lane[], now?: Instant): Timeline['extent'] {
  const instants = lanes.flatMap(lane => [
    ...lane.spans.flatMap(({ from, to }) => [from, to ?? now ?? from]),
    ...(lane.snapshotAt === undefined ? [] : [lane.snapshotAt]),
  ])
  if (instants.length === 0) return undefined
  return { from: Math.min(...instants) as Instant, to: Math.max(...instants) as Instant }
}

/** What `timeline -o json` prints: this shape and nothing else is promised to other programs. */
export type TimelineJson = {
  readonly object: ObjectRef
  readonly consistency: Evidence['consistency']
  readonly frozen: readonly {
    readonly namespace: string
    readonly pod: string
    readonly from: string
    readonly to: string | null
    readonly ms: number | null
  }[]
  /** ISO 8601, or null when there is no snapshot. */
  readonly snapshotAt: string | null
  readonly events: Evidence['events']
}

export function timelineJson({ object, evidence }: Timeline): TimelineJson {
  return {
    object,
    consistency: evidence.consistency,
    frozen: evidence.frozen.map(({ namespace, pod, from, to, ms }) => ({
      namespace,
      pod,
      from,
      to: to ?? null,
      ms: ms ?? null,
    })),
    snapshotAt: evidence.snapshotAt ?? null,
    events: evidence.events,
  }
}

function lanesOf(object: KubeObject, evidence: Evidence): readonly Lane[] {
  const at = evidence.snapshotAt === undefined ? undefined : fromIso(evidence.snapshotAt)
  const instant = at === undefined ? {} : { snapshotAt: at }
  const volumes = claimsOf(object).map((name): Lane => ({ of: 'volume', name, spans: [] }))
  return [...podLanes(evidence), ...volumes].map(lane => ({ ...lane, ...instant }))
}

function podLanes(evidence: Evidence): readonly Lane[] {
  const lanes = new Map<string, Span[]>()
  const add = (name: string, span: Span) => lanes.set(name, [...(lanes.get(name) ?? []), span])
  for (const { pod, container, from, to, how } of evidence.frozen) {
    const start = fromIso(from)
    if (start === undefined) continue
    const text = `frozen${container === undefined ? '' : ` in ${container}`} by ${how === 'hold' ? 'a held command' : 'a rule'}`
    add(pod, { what: 'frozen', from: start, ...ending(to), text })
  }
  for (const { pod, when, command, exit, from, to } of evidence.commands) {
    const start = fromIso(from)
    if (start === undefined) continue
    const outcome = exit === 0 ? '' : exit === 'unknown' ? ', exit unknown' : `, exit ${exit}`
    add(pod, { what: 'command', from: start, ...ending(to), text: `${when}: ${command}${outcome}` })
  }
  return [...lanes]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, spans]) => ({ of: 'pod', name, spans: spans.sort((one, other) => one.from - other.from) }))
}

/** The claims of a snapshot's members, sorted: as our engine remembers them, or by the names that STORK gives members. */
export function claimsOf(object: KubeObject): readonly string[] {
  const single = textAt(object, 'spec', 'persistentVolumeClaimName')
  if (single !== undefined) return [single]
  const lifecycle = markOf(object) === undefined ? undefined : readSnapshot(object, instant(0))
  const remembered = lifecycle === undefined ? [] : membersOf(lifecycle)
  return remembered.length > 0 ? remembered.toSorted() : claimsByName(object).toSorted()
}

function membersOf(lifecycle: SnapshotLifecycle): readonly string[] {
  if ('copies' in lifecycle && lifecycle.copies !== undefined) return lifecycle.copies.map(({ member }) => member.claim)
  if ('intent' in lifecycle) return lifecycle.intent.members.map(({ claim }) => claim)
  return 'members' in lifecycle ? lifecycle.members.map(({ claim }) => claim) : []
}

/** Members are named `<group>-<claim>-<uid of the group>`. Source: STORK, group snapshot controller. */
function claimsByName(object: KubeObject): readonly string[] {
  const { name, uid = '' } = object.metadata
  return listAt(object, 'status', 'volumeSnapshots').flatMap(member => {
    const full = textAt(member, 'VolumeSnapshotName')
    if (full === undefined) return []
    const isPlain = full.startsWith(`${name}-`) && full.endsWith(`-${uid}`)
    return isPlain ? full.slice(name.length + 1, -uid.length - 1) : full
  })
}

function ending(to: string | undefined): { readonly to?: Instant } {
  const end = to === undefined ? undefined : fromIso(to)
  return end === undefined ? {} : { to: end }
}

/** The timeline of an object that carries evidence, or undefined when it carries none. */
export function timelineOf(object: KubeObject, now?: Instant): Timeline | undefined {
  const evidence = evidenceOf(object)
  return evidence === undefined ? undefined : timeline(object, evidence, now)
}
