/** The snapshot schedule controller: a pass every ten seconds that looks after its snapshots, makes one, and prunes. */

import { fromIso, toIso } from '../../base/index.ts'
import {
  annotationsOf,
  entry,
  type KubeObject,
  type ObjectRef,
  type PolicySection,
  postSnapshotRule,
  preSnapshotRule,
  readPolicy,
  type SectionKind,
  sectionKinds,
  textOf,
  valueAt,
} from '../../specs/index.ts'
import type { EventRecorder } from './events.ts'
import { inform } from './informer.ts'
import { prune } from './schedule-pruning.ts'
import { itemsOf, type ScheduleItem, type ScheduleItems, scheduleStatus } from './schedule-status.ts'
import { dueAt, isDue, runStamp } from './schedule-triggers.ts'
import { snapshotVersion, storkVersion } from './snapshot-objects.ts'
import { fetchRule } from './snapshot-rules.ts'
import { messageOf, namespaceOf, post, put, refOf, StorkError, type StorkProcess, uidOf } from './stork-process.ts'
import { type Pass, WorkQueue } from './work-queue.ts'

/** Source: STORK, snapshot schedule controller. */
export class ScheduleController {
  readonly #stork: StorkProcess
  readonly #events: EventRecorder
  readonly #told = new Map<string, string>()

  constructor(stork: StorkProcess, events: EventRecorder) {
    this.#stork = stork
    this.#events = events
  }

  run(): Promise<void> {
    const queue = new WorkQueue(this.#stork, key => this.#pass(key))
    const notice = (schedule: KubeObject) => {
      if (this.#stork.isOurs(schedule)) queue.notice(`${namespaceOf(schedule)}/${schedule.metadata.name}`)
    }
    const query = { apiVersion: storkVersion, kind: 'VolumeSnapshotSchedule' }
    return inform(this.#stork, query, { added: notice, changed: notice, deleted: () => {} })
  }

  async #pass(key: string): ReturnType<Pass> {
    const [namespace = '', name = ''] = key.split('/')
    const ref: ObjectRef = { apiVersion: storkVersion, kind: 'VolumeSnapshotSchedule', namespace, name }
    const schedule = await this.#stork.cluster.get(ref, this.#stork.signal)
    if (schedule === undefined) return 'gone'
    try {
      return await this.#look(schedule)
    } catch (error) {
      const message = messageOf(this.#stork, error)
      this.#events.say(schedule, { type: 'Warning', reason: 'Error', message })
      this.#tellOnce(schedule, message)
      return this.#stork.dozes && error instanceof PolicyError ? { restMs: longestDozeMs } : 'again'
    }
  }

  async #look(schedule: KubeObject): ReturnType<Pass> {
    const items = await this.#refreshed(schedule, itemsOf(schedule))
    let current = await put(this.#stork, { ...schedule, status: scheduleStatus(items) })
    if (entry(schedule.spec, 'suspend') !== true) current = (await this.#trigger(current)) ?? current
    const policy = await this.#policy(current).catch(error => {
      messageOf(this.#stork, error)
      return []
    })
    const before = itemsOf(current)
    const after = await prune(this.#stork, current, before, policy)
    if (after !== before) await put(this.#stork, { ...current, status: scheduleStatus(after) })
    return this.#rest(after, entry(schedule.spec, 'suspend') === true ? [] : policy)
  }

  /** Until the pass before the next time at which a section may be due, where nothing else is to be looked after. */
  #rest(items: ScheduleItems, sections: readonly PolicySection[]): { readonly restMs: number } | 'again' {
    const { clock, dozes, timings } = this.#stork
    const now = clock.now()
    const isAtRest = ({ status, deleted }: ScheduleItem) => status === 'Ready' || deleted
    if (!dozes || !sectionKinds.every(kind => (items[kind] ?? []).every(isAtRest))) return 'again'
    const due = sections.map(section => {
      const last = items[section.kind]?.at(-1)?.creationTimestamp
      return dueAt(section, last === undefined ? undefined : fromIso(last), now)
    })
    const leftMs = Math.min(longestDozeMs, ...due.map(at => at - now))
    return { restMs: Math.max(1, Math.floor(leftMs / timings.requeueMs)) * timings.requeueMs }
  }

  /** What the snapshots of unfinished items have come to. One that never gets a condition stays Pending for ever (BUG). */
  async #refreshed(schedule: KubeObject, items: ScheduleItems): Promise<ScheduleItems> {
    const { cluster, clock, signal } = this.#stork
    const now = toIso(clock.now())
    const refresh = async (item: ScheduleItem): Promise<ScheduleItem> => {
      if (item.status === 'Ready') return item
      const ref = {
        apiVersion: snapshotVersion,
        kind: 'VolumeSnapshot',
        namespace: namespaceOf(schedule),
        name: item.name,
      }
      const snapshot = await cluster.get(ref, signal)
      if (snapshot === undefined) {
        const message = `volumesnapshots "${item.name}" not found`
        this.#events.say(schedule, { type: 'Warning', reason: message, message })
        return item.status === 'Error' ? item : { ...item, status: 'Error', message, finishTimestamp: now }
      }
      const conditions = valueAt(snapshot, ['status', 'conditions'])
      const first: unknown = Array.isArray(conditions) ? conditions.at(-1) : undefined
      const type = entry(first, 'type')
      if ((type !== 'Ready' && type !== 'Error') || type === item.status) return item
      const message = textOf(entry(first, 'message')) ?? ''
      this.#events.say(schedule, {
        type: type === 'Ready' ? 'Normal' : 'Warning',
        reason: type,
        message: `${item.name}: ${message}`,
      })
      this.#stork.tell(schedule, `${item.name} is ${type}${message === '' ? '' : `: ${message}`}.`)
      return { ...item, status: type, message, finishTimestamp: now }
    }
    const refreshed: Partial<Record<SectionKind, readonly ScheduleItem[]>> = {}
    for (const kind of sectionKinds) {
      const list: ScheduleItem[] = []
      for (const item of items[kind] ?? []) list.push(await refresh(item))
      if (list.length > 0) refreshed[kind] = list
    }
    return refreshed
  }

  /** The schedule as written, or undefined when nothing is due. One unfinished item keeps all sections from firing. */
  async #trigger(schedule: KubeObject): Promise<KubeObject | undefined> {
    const { clock, timings } = this.#stork
    const items = itemsOf(schedule)
    const pending = sectionKinds.flatMap(kind => items[kind] ?? []).find(({ status }) => status === 'Pending')
    if (pending !== undefined) {
      this.#tellOnce(schedule, `${pending.name} is not finished, so nothing else of this schedule runs`)
      return undefined
    }
    const sections = await this.#policy(schedule)
    const now = clock.now()
    for (const section of sections) {
      const last = items[section.kind]?.at(-1)?.creationTimestamp
      const lastAt = last === undefined ? undefined : fromIso(last)
      if (!isDue(section, lastAt, now, timings.scheduleWindowMs)) continue
      return this.#start(schedule, section)
    }
    return undefined
  }

  /** The item is saved first: a snapshot that then cannot be made has used up its slot. */
  async #start(schedule: KubeObject, section: PolicySection): Promise<KubeObject> {
    const now = this.#stork.clock.now()
    const { name, uid = '' } = schedule.metadata
    const tail = `-${section.kind.toLowerCase()}-${uid.slice(-4)}-${runStamp(now)}`
    const run = `${name.slice(0, 63 - tail.length)}${tail}`
    const items = itemsOf(schedule)
    const item = { name: run, creationTimestamp: toIso(now), status: 'Pending', message: '', deleted: false }
    const status = scheduleStatus({ ...items, [section.kind]: [...(items[section.kind] ?? []), item] })
    const written = await put(this.#stork, { ...schedule, status })
    const namespace = namespaceOf(schedule)
    for (const rule of [entry(schedule.spec, 'preExecRule'), entry(schedule.spec, 'postExecRule')])
      if (typeof rule === 'string' && rule !== '') await fetchRule(this.#stork, namespace, rule)
    await post(this.#stork, snapshotOf(schedule, section, run))
    this.#stork.tell(schedule, `${section.kind}: ${run} is made.`)
    return written
  }

  /** A namespaced policy goes before a cluster-wide one. One wrong section makes the whole policy an error. */
  async #policy(schedule: KubeObject): Promise<readonly PolicySection[]> {
    const { cluster, signal } = this.#stork
    const name = textOf(entry(schedule.spec, 'schedulePolicyName')) ?? ''
    const near = { apiVersion: storkVersion, kind: 'NamespacedSchedulePolicy', namespace: namespaceOf(schedule), name }
    const wide = { apiVersion: storkVersion, kind: 'SchedulePolicy', name }
    const policy = (await cluster.get(near, signal)) ?? (await cluster.get(wide, signal))
    if (policy === undefined) throw new StorkError(`schedulepolicies.stork.libopenstorage.org "${name}" not found`)
    const { sections, problems } = readPolicy(policy)
    const [problem] = problems
    if (problem !== undefined) throw new PolicyError(`policy ${name} is invalid: ${problem.why}`)
    return sections
  }

  #tellOnce(schedule: KubeObject, text: string): void {
    if (this.#told.get(uidOf(schedule)) === text) return
    this.#told.set(uidOf(schedule), text)
    this.#stork.tell(refOf(schedule), `${text}.`)
  }
}

/** It stays wrong until somebody writes another policy. */
class PolicyError extends StorkError {}

const longestDozeMs = 3_600_000

/** Rule annotations are there in any case, empty where there is no rule. */
function snapshotOf(schedule: KubeObject, section: PolicySection, name: string): KubeObject {
  const { metadata, spec } = schedule
  const rule = (key: string) => textOf(entry(spec, key)) ?? ''
  const owners = (textOf(entry(spec, 'reclaimPolicy')) ?? 'Delete') === 'Delete'
  const { apiVersion, kind } = schedule
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshot',
    metadata: {
      name,
      namespace: namespaceOf(schedule),
      ...(metadata.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: {
        ...annotationsOf(schedule),
        ...section.options,
        [preSnapshotRule.key]: rule('preExecRule'),
        [postSnapshotRule.key]: rule('postExecRule'),
        'stork.libopenstorage.org/snapshotScheduleName': metadata.name,
        'stork.libopenstorage.org/snapshotSchedulePolicyType': section.kind,
      },
      ...(owners ? { ownerReferences: [{ apiVersion, kind, name: metadata.name, uid: uidOf(schedule) }] } : {}),
    },
    spec: valueAt(spec, ['template', 'spec']),
  }
}
