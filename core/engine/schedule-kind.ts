/** VolumeSnapshotSchedule as a lifecycle kind, and its effects over the ports. */

import type { Instant } from '../base/index.ts'
import type { Cluster } from '../ports/index.ts'
import {
  builtInPolicy,
  entry,
  isMap,
  type KubeObject,
  labelsOf,
  lifecycle as lifecycleKey,
  readPolicy,
  sectionKinds,
  volumeSnapshotSchedule,
} from '../specs/index.ts'
import type { Answer, KindEffect } from './effect.ts'
import { findAll, type LifecycleKind } from './lifecycle-kind.ts'
import type { Result } from './outcome.ts'
import type { EnginePorts } from './port-effects.ts'
import { backupsNeeded, cloudCopies, lifecycleOf } from './schedule-chains.ts'
import type { ScheduleEffect } from './schedule-effect.ts'
import { newSchedule, type PolicyView, type RunView, type ScheduleLifecycle } from './schedule-lifecycle.ts'
import {
  eventObject,
  policyNameOf,
  runObject,
  runVersion,
  scheduleSettings,
  scheduleStatus,
  scheduleUidLabel,
  timeSettings,
} from './schedule-objects.ts'
import { groupVersion } from './snapshot-objects.ts'
import { markOf } from './stored-lifecycle.ts'
import { stepVolumeSnapshotSchedule } from './volume-snapshot-schedule.ts'

const { apiVersion, kind } = volumeSnapshotSchedule

export const scheduleKind: LifecycleKind<ScheduleLifecycle> = {
  apiVersion,
  kind,
  rules: object => ({
    step: (status, seen) => stepVolumeSnapshotSchedule(scheduleSettings(object()), status, seen),
    mustGoOn: () => false,
    mayBeFrozen: () => false,
  }),
  read: readSchedule,
  write: (object, status) => ({
    ...object,
    metadata: {
      ...object.metadata,
      annotations: { ...object.metadata.annotations, [lifecycleKey.key]: JSON.stringify(status) },
    },
    status: scheduleStatus(status),
  }),
  mark: status => JSON.stringify(status),
  perform: (ports, owner, effect, signal) => performForSchedule(ports, owner.object, effect, signal),
  // STORK's items have no lifecycle of ours beside them; then STORK carries the schedule out.
  isForeign: object => markOf(object) === undefined && hasItems(object),
  result,
  find: findAll(apiVersion, kind),
}

function result(status: ScheduleLifecycle): Result {
  return { result: 'waiting', ...(status.waitsFor === undefined ? {} : { reason: status.waitsFor }) }
}

function hasItems({ status }: KubeObject): boolean {
  const items = entry(status, 'items')
  return isMap(items) && Object.keys(items).length > 0
}

/** A schedule's lifecycle as it is stored, a new one when there is none, or undefined when it cannot be meant. */
export function readSchedule(object: KubeObject, now: Instant): ScheduleLifecycle | undefined {
  const text = markOf(object)
  if (text === undefined) return newSchedule(now)
  const value = parse(text)
  if (!isMap(value) || value.stage !== 'Watching' || !isMap(value.sections)) return undefined
  const { items, tidings, turn } = value
  if (typeof turn !== 'number' || !Array.isArray(items) || !Array.isArray(tidings)) return undefined
  const known = items.every(item => isMap(item) && typeof item.name === 'string' && isSection(item.kind))
  return known && Object.keys(value.sections).every(isSection) ? (value as unknown as ScheduleLifecycle) : undefined
}

function isSection(word: unknown): boolean {
  return sectionKinds.some(one => one === word)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function performForSchedule(
  ports: EnginePorts,
  schedule: KubeObject,
  effect: KindEffect,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  if (effect.of !== 'schedule') return { got: 'done' }
  const { cluster } = ports
  switch (effect.do) {
    case 'look-at-runs':
      return lookAtRuns(ports, schedule, effect.turn, signal)
    case 'make-run':
      return make(cluster, schedule, effect, signal)
    case 'drop-run':
      return drop(cluster, schedule, effect, signal)
    case 'tell': {
      const told = await cluster.create(eventObject(schedule, effect.tidings), signal)
      if (told.ok || told.because === 'already-exists') return { got: 'done' }
      return refused(told.message, told.because !== 'rejected')
    }
  }
}

async function lookAtRuns(
  ports: EnginePorts,
  schedule: KubeObject,
  turn: number,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { cluster } = ports
  const { makes } = scheduleSettings(schedule)
  const [policy, made] = await Promise.all([
    lookAtPolicy(cluster, schedule, signal),
    cluster.list(
      {
        apiVersion: runVersion(makes),
        kind: makes,
        ...(schedule.metadata.namespace === undefined ? {} : { namespace: schedule.metadata.namespace }),
        labels: { [scheduleUidLabel]: schedule.metadata.uid ?? '' },
      },
      signal,
    ),
  ])
  const needs = await backupsNeeded(ports.storage, made.items, signal)
  const runs = made.items.map(object => runView(object, needs))
  return { got: 'schedule-view', view: { turn, policy, runs } }
}

/** Namespaced policies go before the cluster's. Source: STORK, schedule package. */
async function lookAtPolicy(
  cluster: Cluster,
  schedule: KubeObject,
  signal: AbortSignal | undefined,
): Promise<PolicyView> {
  const name = policyNameOf(schedule)
  if (name === '') return { is: 'missing', name }
  const { namespace } = schedule.metadata
  const own =
    namespace === undefined
      ? undefined
      : await cluster.get({ apiVersion: groupVersion, kind: 'NamespacedSchedulePolicy', namespace, name }, signal)
  const shared = own ?? (await cluster.get({ apiVersion: groupVersion, kind: 'SchedulePolicy', name }, signal))
  // Where STORK runs they are in the cluster; where it does not, schedules that name them run all the same.
  const found = shared ?? builtInPolicy(name)
  if (found === undefined) return { is: 'missing', name }
  return { is: 'found', ...readPolicy(found), ...timeSettings(found) }
}

function runView(object: KubeObject, needs: ReadonlyMap<string, readonly string[]>): RunView {
  const { name, deletionTimestamp } = object.metadata
  const handles = cloudCopies(object).map(({ handle }) => handle)
  const chain = { handles, needs: handles.flatMap(handle => needs.get(handle) ?? []) }
  return {
    name,
    leaving: deletionTimestamp !== undefined,
    ...stateOf(object),
    ...(handles.length === 0 ? {} : { chain }),
  }
}

function stateOf(object: KubeObject): Pick<RunView, 'state' | 'message'> {
  const status = lifecycleOf(object)
  if (status === undefined)
    return { state: 'failed', message: 'Its annotation pxsnap.io/lifecycle cannot be understood.' }
  if (status.stage === 'Pending')
    return { state: 'running', ...(status.waitsFor === undefined ? {} : { message: status.waitsFor.message }) }
  if (status.stage !== 'Final') return { state: 'running' }
  if (status.outcome === 'failed') return { state: 'failed', message: status.failure.message }
  const { because } = status.verdict
  return {
    state: status.outcome === 'downgraded' ? 'downgraded' : 'ready',
    ...(because === undefined ? {} : { message: because.message }),
  }
}

async function make(
  cluster: Cluster,
  schedule: KubeObject,
  { item, options }: Extract<ScheduleEffect, { do: 'make-run' }>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const object = runObject(schedule, item, options)
  const made = await cluster.create(object, signal)
  if (made.ok) return { got: 'done' }
  if (made.because !== 'already-exists') return refused(made.message, made.because !== 'rejected')
  const existing = await cluster.get(refOf(schedule, item), signal)
  if (existing === undefined || isOurs(existing, schedule)) return { got: 'done' }
  const message = `${item.makes} ${item.name} exists and was not made by this schedule.`
  return { got: 'failure', reason: { code: 'name-taken', message, blame: 'cluster' }, mayPass: false }
}

async function drop(
  cluster: Cluster,
  schedule: KubeObject,
  { item }: Extract<ScheduleEffect, { do: 'drop-run' }>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const ref = refOf(schedule, item)
  const existing = await cluster.get(ref, signal)
  if (existing === undefined || !isOurs(existing, schedule)) return { got: 'done' }
  const { uid } = existing.metadata
  const deleted = await cluster.delete(ref, uid === undefined ? {} : { uid }, signal)
  return deleted === 'deleting' ? { got: 'running' } : { got: 'done' }
}

function refOf(schedule: KubeObject, item: { readonly makes: string; readonly name: string }) {
  const { namespace } = schedule.metadata
  const { makes, name } = item
  return { apiVersion: runVersion(makes), kind: makes, name, ...(namespace === undefined ? {} : { namespace }) }
}

function isOurs(existing: KubeObject, schedule: KubeObject): boolean {
  const { uid } = schedule.metadata
  return uid !== undefined && labelsOf(existing)[scheduleUidLabel] === uid
}

function refused(message: string, mayPass: boolean): Answer {
  return { got: 'failure', reason: { code: 'refused', message, blame: 'cluster' }, mayPass }
}
