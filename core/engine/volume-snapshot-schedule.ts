/** A schedule: runs at the slots of its policy, told when they do not, and kept until they have had their time. */

import { after, type Instant } from '../base/index.ts'
import type { PolicySection } from '../specs/index.ts'
import { utc } from '../specs/index.ts'
import type { EffectOutcome, Outcomes } from './effect.ts'
import type { Reason } from './reason.ts'
import { dropRun, lookAtRuns, makeRun, type ScheduleEffect, tell } from './schedule-effect.ts'
import {
  isUnfinished,
  type RunView,
  type ScheduleItem,
  type ScheduleLifecycle,
  type ScheduleSettings,
  type ScheduleView,
  type Tidings,
} from './schedule-lifecycle.ts'
import { expiredRuns } from './schedule-retention.ts'
import { decideSlots, nextSlotOf } from './schedule-slots.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'
import { timeZone } from './time-zone.ts'

/** How long a run may take unless the schedule or its policy says otherwise. */
export const usualDeadlineMs = 6 * 3_600_000
const retryMs = 1_000
/** One pass tries for so long; the next one goes on. */
const patienceMs = 30_000
const mostTidings = 50

/**
 * Moves a schedule as far as it goes now, and rests: it does not wait for its runs or its next slot, whoever carries it
 * out does (schedule-runner.ts). What is decided is stored before it is done: a run before its object is made, an
 * expiry before the object is deleted, tidings before the event is written.
 */
export function stepVolumeSnapshotSchedule(
  settings: ScheduleSettings,
  status: ScheduleLifecycle,
  seen: Seen,
): Step<ScheduleLifecycle> {
  // What it made goes with it by its owner references, or stays. Source: STORK, reclaimPolicy.
  if (seen.deleting) return rest(status)
  const looked = seen.outcomes.runs
  if (looked?.got !== 'schedule-view' || looked.view.turn !== status.turn) return look(status, seen, looked)
  const { view } = looked
  const next = advance(settings, status, view, seen)
  if (next !== status) return enter({ ...next, turn: status.turn + 1, since: seen.now })
  return carryOut(status, view, seen)
}

/** When somebody should look again although nothing has changed: the next slot, or the end of a run's time. */
export function wakeOf(status: ScheduleLifecycle): Instant | undefined {
  return status.nextAt
}

function look(status: ScheduleLifecycle, seen: Seen, last: EffectOutcome | undefined): Step<ScheduleLifecycle> {
  if (last?.got === 'failure') {
    if (!last.mayPass || seen.now >= after(seen.startedAt, patienceMs)) return rest(status)
    if (seen.now < after(last.to, retryMs)) return waitUntil(status, after(last.to, retryMs))
  }
  return perform(status, [lookAtRuns(status.turn)])
}

/** The status after everything that can be told from one look; the same object when nothing has changed. */
function advance(
  settings: ScheduleSettings,
  status: ScheduleLifecycle,
  view: ScheduleView,
  seen: Seen,
): ScheduleLifecycle {
  const { policy } = view
  const found = policy.is === 'found' ? policy : undefined
  const deadlineMs = settings.deadlineMs ?? found?.deadlineMs ?? usualDeadlineMs
  const settled = withOutcomes(status, seen.outcomes)
  // The look is older than what has been done since, so the next one tells what became of it.
  if (settled !== status) return settled
  let next = withRuns(status, view.runs, seen.now, deadlineMs)
  const zoneName = settings.zone ?? found?.zone ?? 'UTC'
  const zone = timeZone(zoneName)
  const problem = settings.problem ?? problemOf(view, zone === undefined ? zoneName : undefined)
  next = withProblem(next, problem, seen.now)
  if (problem === undefined && found !== undefined) {
    const catchUp = settings.catchUp ?? found.catchUp ?? 'once'
    const { sections } = found
    next = decideSlots(next, { settings, sections, zone: zone ?? utc, catchUp, now: seen.now })
  }
  if (found !== undefined) next = withExpiry(next, found.sections, view.runs)
  return withNextAt(next, problem === undefined ? (found?.sections ?? []) : [], deadlineMs)
}

/** What this process's effects have come to. */
function withOutcomes(status: ScheduleLifecycle, outcomes: Outcomes): ScheduleLifecycle {
  const tidings: Tidings[] = []
  const items = mapped(status.items, item => {
    const made = outcomes[`make/${item.name}`]
    if (item.phase === 'planned' && item.leaving === undefined && made?.got === 'done')
      return { ...item, phase: 'running' as const }
    if (item.phase === 'planned' && made?.got === 'failure' && !made.mayPass) {
      const { message } = made.reason
      tidings.push(failedRun(item, made.to, message))
      return { ...item, phase: 'error' as const, finishedAt: made.to, message, leaving: 'gone' as const }
    }
    if (item.leaving === 'asked' && outcomes[`drop/${item.name}`]?.got === 'done')
      return { ...item, leaving: 'gone' as const }
    return item
  })
  const told = status.tidings.filter(({ id }) => outcomes[`tell/${id}`]?.got !== 'done')
  if (items === status.items && told.length === status.tidings.length) return status
  return { ...status, items: withoutGone(items), tidings: [...told, ...tidings].slice(-mostTidings) }
}

/** What the runs' objects say, and which runs have taken too long. */
function withRuns(
  status: ScheduleLifecycle,
  runs: readonly RunView[],
  now: Instant,
  deadlineMs: number,
): ScheduleLifecycle {
  const tidings: Tidings[] = []
  const items = mapped(status.items, item => {
    const run = runs.find(({ name }) => name === item.name)
    if (isUnfinished(item)) return withEnd(item, run, now, deadlineMs, tidings)
    if (run !== undefined && isDoneAfterAll(item, run)) {
      const { leaving: _, ...kept } = item
      const message = `${item.name}: It was done after all, and is kept.`
      tidings.push({ id: `late-${item.name}`, at: now, type: 'Normal', reason: 'RunLate', message })
      return withEnd({ ...kept, phase: 'running' }, run, now, deadlineMs, tidings)
    }
    if (run === undefined && item.leaving !== 'gone') return { ...item, leaving: 'gone' as const }
    return item
  })
  if (items === status.items) return status
  return { ...status, items: withoutGone(items), tidings: [...status.tidings, ...tidings] }
}

/** Given up at its deadline and done before its object was deleted: what it made is a recovery point like others. */
function isDoneAfterAll({ phase, leaving }: ScheduleItem, { state, leaving: isGoing }: RunView): boolean {
  return phase === 'error' && leaving === 'asked' && !isGoing && (state === 'ready' || state === 'downgraded')
}

function withEnd(
  item: ScheduleItem,
  run: RunView | undefined,
  now: Instant,
  deadlineMs: number,
  tidings: Tidings[],
): ScheduleItem {
  if (run === undefined && item.phase === 'running') {
    const message = 'Its snapshot was deleted by somebody before it was done.'
    tidings.push(failedRun(item, now, message))
    return { ...item, phase: 'error', finishedAt: now, message, leaving: 'gone' }
  }
  if (run?.state === 'ready' || run?.state === 'downgraded') {
    const because = run.message === undefined ? {} : { message: run.message }
    const less = run.state === 'downgraded' ? { downgraded: true as const } : {}
    return { ...item, phase: 'ready', finishedAt: now, ...because, ...less }
  }
  if (run?.state === 'failed') {
    const message = run.message ?? 'The snapshot failed.'
    tidings.push(failedRun(item, now, message))
    return { ...item, phase: 'error', finishedAt: now, message }
  }
  if (now < after(item.plannedAt, deadlineMs)) {
    return run !== undefined && item.phase === 'planned' ? { ...item, phase: 'running' } : item
  }
  const message = `It was not done after ${Math.round(deadlineMs / 60_000)} min${run?.message === undefined ? '' : `: ${run.message}`}.`
  const id = `overdue-${item.name}`
  tidings.push({ id, at: now, type: 'Warning', reason: 'RunOverdue', message: `${item.name}: ${message}` })
  return { ...item, phase: 'error', finishedAt: now, message, leaving: 'asked' }
}

/** Marks the runs that have had their time: beyond what is kept, or failed and followed by another. */
function withExpiry(
  status: ScheduleLifecycle,
  sections: readonly PolicySection[],
  runs: readonly RunView[],
): ScheduleLifecycle {
  const views = new Map(runs.map(run => [run.name, run]))
  const usable = status.items.flatMap(item => {
    const view = views.get(item.name)
    if (item.phase !== 'ready' || item.leaving !== undefined || view === undefined || view.leaving) return []
    const { name, kind, slot, downgraded = false } = item
    return [{ name, kind, slot, downgraded, handles: view.chain?.handles ?? [], needs: view.chain?.needs ?? [] }]
  })
  const retain = Object.fromEntries(sections.map(({ kind, retain: most }) => [kind, most]))
  const expired = expiredRuns(
    usable,
    retain,
    runs.flatMap(({ chain }) => chain?.needs ?? []),
  )
  const items = mapped(status.items, item => {
    if (item.leaving !== undefined) return item
    if (expired.has(item.name)) return { ...item, leaving: 'asked' as const }
    const isOldFailure = item.phase === 'error' && status.items.some(other => isFollowing(other, item))
    return isOldFailure ? { ...item, leaving: 'asked' as const } : item
  })
  return items === status.items ? status : { ...status, items }
}

function isFollowing(other: ScheduleItem, item: ScheduleItem): boolean {
  return other.kind === item.kind && other.slot > item.slot && !isUnfinished(other)
}

// The last failure of a section is remembered also when its object is gone, until another run of it has ended.
function withoutGone(items: readonly ScheduleItem[]): readonly ScheduleItem[] {
  return items.filter(
    item => item.leaving !== 'gone' || (item.phase === 'error' && !items.some(other => isFollowing(other, item))),
  )
}

function problemOf(view: ScheduleView, unknownZone: string | undefined): Reason | undefined {
  const { policy } = view
  if (policy.is === 'missing')
    return { code: 'policy-missing', message: `There is no policy ${policy.name}.`, blame: 'spec' }
  const [problem] = policy.problems
  if (policy.sections.length === 0) {
    const message = problem === undefined ? 'The policy has no section, so nothing ever runs.' : problem.why
    return { code: 'policy-wrong', message, blame: 'spec' }
  }
  if (unknownZone === undefined) return undefined
  return { code: 'policy-wrong', message: `There is no time zone ${unknownZone}.`, blame: 'spec' }
}

function withProblem(status: ScheduleLifecycle, problem: Reason | undefined, now: Instant): ScheduleLifecycle {
  if (problem?.message === status.waitsFor?.message) return status
  const { waitsFor: _, ...rest } = status
  if (problem === undefined) return rest
  const { message } = problem
  const id = `unusable-${now}`
  const tidings: Tidings = {
    id,
    at: now,
    type: 'Warning',
    reason: 'PolicyUnusable',
    message: `${message} Nothing runs.`,
  }
  return { ...rest, waitsFor: problem, tidings: [...status.tidings, tidings] }
}

function withNextAt(
  status: ScheduleLifecycle,
  sections: readonly PolicySection[],
  deadlineMs: number,
): ScheduleLifecycle {
  const times = status.items.filter(isUnfinished).map(item => after(item.plannedAt, deadlineMs))
  // While a run is under way, slots wait for its end or for its deadline.
  const slot = times.length > 0 ? undefined : nextSlotOf(status, { sections })
  const nextAt = [...times, ...(slot === undefined ? [] : [slot])].reduce<Instant | undefined>(
    (first, at) => (first === undefined || at < first ? at : first),
    undefined,
  )
  if (nextAt === status.nextAt) return status
  const { nextAt: _, ...rest } = status
  return nextAt === undefined ? rest : { ...rest, nextAt }
}

/** What is decided and not done yet. */
function carryOut(status: ScheduleLifecycle, { policy }: ScheduleView, seen: Seen): Step<ScheduleLifecycle> {
  const wanted: ScheduleEffect[] = [
    ...status.items.flatMap(item => {
      if (item.leaving === 'asked') return [dropRun(item)]
      return item.phase === 'planned' ? [makeRun(item, optionsOf(item, policy))] : []
    }),
    ...status.tidings.map(tell),
  ]
  const open: ScheduleEffect[] = []
  let retryAt: Instant | undefined
  for (const effect of wanted) {
    const outcome = seen.outcomes[effect.key]
    // Objects that go in their own time are followed by whoever runs the schedule, who then looks again.
    if (outcome?.got === 'running') continue
    if (outcome !== undefined && seen.now < after(outcome.to, retryMs)) retryAt = after(outcome.to, retryMs)
    else open.push(effect)
  }
  if (seen.now >= after(seen.startedAt, patienceMs) && wanted.some(({ key }) => seen.outcomes[key] !== undefined))
    return rest(status)
  if (open.length > 0) return perform(status, open)
  return retryAt === undefined ? rest(status) : waitUntil(status, retryAt)
}

function optionsOf(item: ScheduleItem, policy: ScheduleView['policy']): Readonly<Record<string, string>> {
  if (policy.is !== 'found') return {}
  return policy.sections.find(({ kind }) => kind === item.kind)?.options ?? {}
}

function failedRun(item: ScheduleItem, at: Instant, message: string): Tidings {
  return { id: `failed-${item.name}`, at, type: 'Warning', reason: 'RunFailed', message: `${item.name}: ${message}` }
}

/** The items with each changed or not; the same list when none is. */
function mapped(items: readonly ScheduleItem[], change: (item: ScheduleItem) => ScheduleItem): readonly ScheduleItem[] {
  const next = items.map(change)
  return next.every((item, index) => item === items[index]) ? items : next
}
