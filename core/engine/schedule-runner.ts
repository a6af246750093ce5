/** Carries schedules out: a pass, the runs that it began, another pass; then sleep until there is something to do. */

import { after, type Instant } from '../base/index.ts'
import { type ObjectRef, volumeSnapshotSchedule } from '../specs/index.ts'
import { drive, type Follow } from './drive.ts'
import type { EngineEvent } from './engine-event.ts'
import { type LifecycleEntry, lifecycleEntry } from './lifecycle-kind.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { EnginePorts } from './port-effects.ts'
import { scheduleKind } from './schedule-kind.ts'
import { isUnfinished, type ScheduleItem, type ScheduleLifecycle } from './schedule-lifecycle.ts'
import { runVersion } from './schedule-objects.ts'
import { groupSnapshotKind, singleSnapshotKind } from './snapshot-kind.ts'
import { wakeOf } from './volume-snapshot-schedule.ts'
import { workerOf } from './worker.ts'

export type ScheduleOptions = {
  /** No slot after it is begun; what is under way then comes to its end. Absent: until `signal` is aborted. */
  readonly until?: Instant
  /** Absent: every schedule in the cluster. */
  readonly only?: readonly ObjectRef[]
  /** How often to look for what others have changed. Absent: nobody else changes anything, so nothing is looked for. */
  readonly lookEveryMs?: number
  readonly report?: (event: EngineEvent) => void
  readonly exclusive?: Follow['exclusive']
  /** Told where a schedule stands, after every pass. */
  readonly passed?: (ref: ObjectRef, status: ScheduleLifecycle) => void
}

/** Carries out schedules, all at once, each with one run at a time. Returns how each stood in the end. */
export async function runSchedules(
  ports: EnginePorts,
  options: ScheduleOptions,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const kept = new Map<string, Promise<Outcome>>()
  for (;;) {
    for (const ref of options.only ?? (await listed(ports, signal))) {
      const key = `${ref.namespace}/${ref.name}`
      if (!kept.has(key)) kept.set(key, keep(ports, ref, options, signal))
    }
    const { lookEveryMs, until } = options
    if (lookEveryMs === undefined || options.only !== undefined) break
    const next = after(ports.clock.now(), lookEveryMs)
    if (until !== undefined && next > until) break
    if (!(await slept(ports, next, signal))) break
  }
  return Promise.all(kept.values())
}

/** The entry of the table of kinds: a schedule is followed until its next slot is in the future. */
export const scheduleEntry: LifecycleEntry = {
  apiVersion: scheduleKind.apiVersion,
  kind: scheduleKind.kind,
  // A schedule never settles: whoever runs everything that is open does not begin new runs.
  find: async () => [],
  isForeign: scheduleKind.isForeign,
  follow: async (ref, follow) => (await followSchedule(ref, follow)).outcome,
}

async function keep(
  ports: EnginePorts,
  ref: ObjectRef,
  options: ScheduleOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const { until, lookEveryMs, report, passed, exclusive } = options
  for (;;) {
    const alone = exclusive === undefined ? {} : { exclusive }
    const follow = { ports, worker: workerOf(ports, signal), report, signal, ...alone }
    const { outcome, nextAt } = await followSchedule(ref, follow, passed)
    if (signal.aborted || outcome.result === 'deleted') return outcome
    const now = ports.clock.now()
    const lookAt = lookEveryMs === undefined ? undefined : after(now, lookEveryMs)
    const at = nextAt === undefined || (lookAt !== undefined && lookAt < nextAt) ? lookAt : nextAt
    if (at === undefined || (until !== undefined && at > until)) return outcome
    if (!(await slept(ports, at, signal))) return outcome
  }
}

/** Passes, and follows what the passes began or deleted, until nothing is left to do before `nextAt`. */
async function followSchedule(
  ref: ObjectRef,
  follow: Follow,
  passed?: ScheduleOptions['passed'],
): Promise<{ readonly outcome: Outcome; readonly nextAt?: Instant }> {
  const { ports, signal } = follow
  let lastTurn = -1
  for (;;) {
    const end = await drive(scheduleKind, ref, { ...follow, worker: workerOf(ports, signal) })
    const outcome = outcomeOf(ref, end, scheduleKind.result)
    if (end.end === 'unreachable') return { outcome, nextAt: after(ports.clock.now(), restMs) }
    if (end.end !== 'settled') return { outcome }
    const { status } = end
    passed?.(ref, status)
    const open = status.items.filter(item => isUnfinished(item) || item.leaving === 'asked')
    const nextAt = wakeOf(status)
    if (open.length === 0 || signal.aborted) return { outcome, ...(nextAt === undefined ? {} : { nextAt }) }
    // Nothing came of following them: somebody else has to do something first.
    const restAt = after(ports.clock.now(), restMs)
    if (status.turn === lastTurn) return { outcome, nextAt: nextAt === undefined || restAt < nextAt ? restAt : nextAt }
    lastTurn = status.turn
    const endAt = nextAt ?? after(ports.clock.now(), leavingLimitMs)
    await followRuns(ref, open, follow, endAt)
  }
}

/** Carries out runs and deletions. A run that reaches the end of its time is stopped: thawed first, and counted as failed. */
async function followRuns(
  schedule: ObjectRef,
  items: readonly ScheduleItem[],
  { ports, report, signal, exclusive = (_, work) => work() }: Follow,
  endAt: Instant,
): Promise<void> {
  const over = new AbortController()
  const done = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const deadline = slept(ports, endAt, done.signal).then(isOver => {
    if (isOver) over.abort(new Error('The run has taken too long.'))
  })
  const { namespace } = schedule
  const where = namespace === undefined ? {} : { namespace }
  await Promise.all(
    items.map(({ makes, name }) => {
      const ref = { apiVersion: runVersion(makes), kind: makes, name, ...where }
      return exclusive(ref, () =>
        entryOf(makes).follow(ref, { ports, worker: workerOf(ports, either), report, signal: either }),
      )
    }),
  )
  done.abort(new Error('The runs have ended.'))
  await deadline
}

const singles = lifecycleEntry(singleSnapshotKind)
const groups = lifecycleEntry(groupSnapshotKind)

function entryOf(makes: string): LifecycleEntry {
  return makes === groupSnapshotKind.kind ? groups : singles
}

/** While something waits for others, it is looked at again after so long. */
const restMs = 60_000
const leavingLimitMs = 600_000

/** Whether it slept until then; false when it was woken by the signal. */
async function slept(ports: EnginePorts, until: Instant, signal: AbortSignal): Promise<boolean> {
  try {
    await ports.clock.sleep(Math.max(0, until - ports.clock.now()), signal)
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  }
}

async function listed(ports: EnginePorts, signal: AbortSignal): Promise<readonly ObjectRef[]> {
  const { apiVersion, kind } = volumeSnapshotSchedule
  const { items } = await ports.cluster.list({ apiVersion, kind }, signal)
  return items.map(({ metadata: { name, namespace } }) => ({
    apiVersion,
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  }))
}
