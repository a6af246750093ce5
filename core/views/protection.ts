/** One screen for a whole cluster: what is protected, what is not, what failed, what runs, and what is frozen now. */

import { type Instant, toIso } from '../base/index.ts'
import { markOf, readSnapshot } from '../engine/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'
import { isSnapshot } from './description.ts'
import { textAt } from './fields.ts'
import { newestUsable } from './history.ts'
import { age, spell } from './moment.ts'
import { claimsOfPod } from './relations.ts'
import { covers, nextRunAt, scheduleCell, scheduleProblem } from './schedule.ts'
import { type SnapshotState, snapshotState } from './snapshot-state.ts'
import { restoreState } from './volume-snapshot-restore.ts'

/** An application: the pods of one workload with the claims they share. */
export type ProtectedApplication = {
  readonly namespace: string
  /** `statefulset/orders`, or `pod/NAME` for a pod without a workload. */
  readonly name: string
  readonly claims: readonly string[]
  /** The claims that have no usable snapshot. */
  readonly unprotected: readonly string[]
  /** The oldest of its claims' newest usable snapshots: what could be lost at most. */
  readonly lastGood?: { readonly at: string; readonly age: string; readonly consistency: string }
  /** The next run of a schedule that takes one of its claims. */
  readonly nextRun?: { readonly at: string; readonly in: string; readonly schedule: string }
  readonly state: Cell
}

export type Trouble = {
  readonly object: KubeObject
  readonly state: Cell
  readonly message: string
  readonly next?: string
}

export type Protection = {
  readonly applications: readonly ProtectedApplication[]
  /** Claims that no pod uses. */
  readonly idleClaims: number
  /** Snapshots, restores and migrations that are under way. */
  readonly running: readonly Trouble[]
  readonly failed: readonly Trouble[]
  /** What stands still now, with how long. */
  readonly frozen: readonly {
    readonly object: KubeObject
    readonly containers: readonly string[]
    readonly since: string
    readonly text: string
  }[]
}

/** `all`: claims, pods, workloads, snapshots and groups of the namespaces that matter. */
export function protectionOf(all: readonly KubeObject[], now: Instant): Protection {
  const index = indexOf(all, now)
  const used = new Map<string, string[]>()
  for (const pod of all.filter(({ kind }) => kind === 'Pod')) {
    const mounted = claimsOfPod(pod)
    if (mounted.length === 0) continue
    const key = JSON.stringify([pod.metadata.namespace ?? '', workloadOf(pod, index)])
    used.set(key, [...new Set([...(used.get(key) ?? []), ...mounted])].sort())
  }
  const inUse = new Set<string>()
  const applications = [...used].map(([key, names]) => {
    const [namespace = '', name = ''] = JSON.parse(key) as readonly string[]
    for (const claim of names) inUse.add(`${namespace}/${claim}`)
    return application(namespace, name, names, index, now)
  })
  const snapshots = all.filter(one => isSnapshot(one) && !isMember(one))
  const states = [
    ...snapshots.map(object => ({ object, ...snapshotState(object) })),
    ...all.filter(({ kind }) => kind === 'VolumeSnapshotRestore').map(object => ({ object, ...restoreState(object) })),
    ...all.filter(({ kind }) => kind === 'VolumeSnapshotSchedule').flatMap(failingSchedule),
    ...all.filter(({ kind }) => kind === 'Migration').flatMap(openMigration),
  ]
  const trouble = (tone: Cell['tone']) =>
    states
      .filter(state => state.tone === tone && state.word !== 'PartialSuccess')
      .map(({ object, word, message = '', next }) => ({
        object,
        state: cell(word, tone),
        message,
        ...(next === undefined ? {} : { next }),
      }))
  return {
    applications: applications.sort(
      (one, other) => compare(one.namespace, other.namespace) || compare(one.name, other.name),
    ),
    idleClaims: [...index.claims.keys()].filter(key => !inUse.has(key)).length,
    running: trouble('working'),
    failed: trouble('failed'),
    frozen: frozenBy(snapshots, now),
  }
}

function application(
  namespace: string,
  name: string,
  claims: readonly string[],
  index: Index,
  now: Instant,
): ProtectedApplication {
  const last = claims.map(claim => {
    const key = `${namespace}/${claim}`
    const object = index.claims.get(key)
    const snapshots = index.snapshots.get(key) ?? []
    return { claim, entry: object === undefined ? undefined : newestUsable(snapshots, now) }
  })
  const unprotected = last.filter(({ entry }) => entry === undefined).map(({ claim }) => claim)
  const oldest = last.flatMap(({ entry }) => entry ?? []).sort((one, other) => compare(one.at, other.at))[0]
  const worst = last.some(({ entry }) => entry?.consistency.text !== 'application') ? 'crash' : 'application'
  const isWhole = unprotected.length === 0 && oldest !== undefined
  return {
    namespace,
    name,
    claims,
    unprotected,
    ...nextRunOf(namespace, claims, index, now),
    ...(isWhole ? { lastGood: { at: oldest.at, age: oldest.age, consistency: worst } } : {}),
    state: isWhole
      ? cell('protected', worst === 'application' ? 'usable' : 'working')
      : unprotected.length === claims.length
        ? cell('never', 'failed')
        : cell('partly', 'failed'),
  }
}

function nextRunOf(
  namespace: string,
  names: readonly string[],
  { claims, planned }: Index,
  now: Instant,
): Pick<ProtectedApplication, 'nextRun'> {
  const schedules = planned.get(namespace) ?? []
  if (schedules.length === 0) return {}
  const own = names.flatMap(name => claims.get(`${namespace}/${name}`) ?? [])
  const runs = schedules
    .filter(({ of }) => own.some(claim => covers(of, claim)))
    .map(({ of, at }) => ({ at, schedule: of.metadata.name }))
    .sort((one, other) => one.at - other.at)
  const [first] = runs
  if (first === undefined) return {}
  const { at, schedule } = first
  return { nextRun: { at: toIso(at), in: age(toIso(now), at), schedule } }
}

/** A migration that is under way or has failed. */
function openMigration(object: KubeObject): readonly (SnapshotState & { readonly object: KubeObject })[] {
  const word = textAt(object, 'status', 'status') ?? ''
  const message = textAt(object, 'status', 'reason')
  const said = message === undefined ? {} : { message }
  if (word === 'Failed') return [{ object, word, tone: 'failed' as const, ...said }]
  if (word === '' || word === 'Successful' || word === 'PartialSuccess') return []
  const next = 'If no pxsnap process is running any more, run the same command again: it goes on from here.'
  return [
    {
      object,
      word,
      tone: 'working' as const,
      message: message ?? `Stage ${textAt(object, 'status', 'stage') ?? ''}.`,
      next,
    },
  ]
}

/** A schedule whose runs fail, or that cannot run. What goes well is no trouble. */
function failingSchedule(object: KubeObject) {
  const { text, tone } = scheduleCell(object)
  if (tone !== 'failed') return []
  const { namespace = '', name } = object.metadata
  const message = scheduleProblem(object)
  return [
    {
      object,
      word: text,
      tone,
      ...(message === undefined ? {} : { message }),
      next: `kubectl pxsnap describe volumesnapshotschedule ${name} -n ${namespace}`,
    },
  ]
}

/** Looked up for every claim, and there may be ten thousand of them with fifty thousand snapshots. */
type Index = {
  /** By `namespace/name`. */
  readonly claims: ReadonlyMap<string, KubeObject>
  /** By the `namespace/name` of their claim. */
  readonly snapshots: ReadonlyMap<string, readonly KubeObject[]>
  readonly byUid: ReadonlyMap<string, KubeObject>
  /** The schedules that run again, by their namespace. */
  readonly planned: ReadonlyMap<string, readonly Planned[]>
}

type Planned = { readonly of: KubeObject; readonly at: Instant }

function indexOf(all: readonly KubeObject[], now: Instant): Index {
  const claims = new Map<string, KubeObject>()
  const snapshots = new Map<string, KubeObject[]>()
  const byUid = new Map<string, KubeObject>()
  for (const object of all) {
    const { namespace, name, uid } = object.metadata
    if (uid !== undefined) byUid.set(uid, object)
    if (isClaim(object)) claims.set(`${namespace}/${name}`, object)
    if (object.kind !== 'VolumeSnapshot') continue
    const key = `${namespace}/${textAt(object, 'spec', 'persistentVolumeClaimName')}`
    const others = snapshots.get(key)
    if (others === undefined) snapshots.set(key, [object])
    else others.push(object)
  }
  return { claims, snapshots, byUid, planned: plannedRuns(all, now) }
}

function plannedRuns(all: readonly KubeObject[], now: Instant): Index['planned'] {
  const policies = all.filter(({ kind }) => kind === 'SchedulePolicy' || kind === 'NamespacedSchedulePolicy')
  const planned = new Map<string, Planned[]>()
  for (const of of all) {
    const at = of.kind === 'VolumeSnapshotSchedule' ? nextRunAt(of, policies, now) : undefined
    if (at === undefined) continue
    const { namespace = '' } = of.metadata
    planned.set(namespace, [...(planned.get(namespace) ?? []), { of, at }])
  }
  return planned
}

function isClaim({ kind }: KubeObject): boolean {
  return kind === 'PersistentVolumeClaim'
}

/** The workload at the top of the pod's owners. */
function workloadOf(pod: KubeObject, { byUid }: Index): string {
  const [owner] = pod.metadata.ownerReferences ?? []
  if (owner === undefined) return `pod/${pod.metadata.name}`
  const set = byUid.get(owner.uid)
  const [above] = set?.metadata.ownerReferences ?? []
  return above === undefined ? `${owner.kind.toLowerCase()}/${owner.name}` : `${above.kind.toLowerCase()}/${above.name}`
}

function isMember(object: KubeObject): boolean {
  return object.metadata.ownerReferences?.some(({ kind }) => kind === 'GroupVolumeSnapshot') === true
}

/** What the stored intents of snapshots say may be frozen; a process that is gone may have left it so. */
export function frozenBy(snapshots: readonly KubeObject[], now: Instant): Protection['frozen'] {
  return snapshots.flatMap(object => frozenByOne(object, now))
}

function frozenByOne(object: KubeObject, now: Instant): Protection['frozen'] {
  if (markOf(object) === undefined) return []
  const lifecycle = readSnapshot(object, now)
  if (lifecycle === undefined || (lifecycle.stage !== 'Freezing' && lifecycle.stage !== 'Armed')) return []
  const { targets } = lifecycle.intent
  const since = toIso(lifecycle.since)
  return [
    {
      object,
      containers: targets.map(({ namespace, pod, container }) => `${namespace}/${pod}/${container}`),
      since,
      text: `for ${spell(Math.max(0, now - lifecycle.since))}, at most ${spell(Math.max(0, lifecycle.intent.deadline - now))} more`,
    },
  ]
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** For the head line of the screen. */
export function protectionSummary({ applications, failed, frozen }: Protection): Cell {
  const open = applications.filter(({ lastGood }) => lastGood === undefined).length
  if (frozen.length > 0) return cell(`${frozen.length} of the snapshots may have something frozen now`, 'frozen')
  if (applications.length === 0) return cell('No application with claims is here', 'muted')
  const failures = failed.length === 0 ? '' : `; ${failed.length} failed`
  if (open === 0)
    return cell(
      `${applications.length === 1 ? 'The one application is' : `All ${applications.length} applications are`} protected${failures}`,
      failed.length === 0 ? 'usable' : 'working',
    )
  const count =
    applications.length === 1 ? 'The one application is' : `${open} of ${applications.length} applications are`
  return cell(`${count} not protected${failures}`, 'failed')
}
