/** The ways out that leave nothing behind: rolling an attempt back, and deleting everything that was made. */

import { after, type Instant } from '../base/index.ts'
import type { Effect } from './effect.ts'
import { discardKey, eraseKey } from './effect-key.ts'
import { note } from './evidence-log.ts'
import { isLasting, type Reason } from './reason.ts'
import {
  backupOf,
  type Copy,
  isInCloud,
  type SnapshotBase,
  type SnapshotLifecycle,
  type SnapshotSettings,
} from './snapshot-lifecycle.ts'
import { enter, perform, type Seen, type Step, waitUntil } from './step.ts'

type SnapshotStep = Step<SnapshotLifecycle>
type At<Stage extends SnapshotLifecycle['stage']> = Extract<SnapshotLifecycle, { stage: Stage }>

/** The storage task of one attempt. */
export function taskKey(uid: string, attempt: number): string {
  return `snapshot-${uid}-${attempt}`
}

/** After this long a clean-up gives way and says what may be left behind; deleting the object tries again. */
export const cleaningLimitMs = 300_000
/** Processes may end this often before a run counts as failed. */
export const interruptionsAllowed = 10
const retryMs = 1_000
const longestPauseMs = 30_000

/** All or nothing: whatever the attempt left in the storage or the cluster goes before the next one begins. */
export function stepRollingBack(settings: SnapshotSettings, status: At<'RollingBack'>, seen: Seen): SnapshotStep {
  const effects: Effect[] = []
  for (const [index, copy] of (status.copies ?? []).entries())
    effects.push(
      { do: 'erase-record', key: eraseKey(status.attempt, index), copy },
      ...removalFromCloud(copy, index, status.attempt),
    )
  const task = taskKey(seen.uid, status.attempt)
  effects.push({ do: 'discard', key: discardKey(status.attempt), task })
  const cleaning = clean(status, effects, seen)
  if (cleaning.step !== undefined) return cleaning.step
  const { attempt, failure } = status
  const evidence = tell(status, seen.now, cleaning.leftBehind)
  const since = seen.now
  const wasInterrupted = failure.code === 'interrupted'
  const failures = status.failures + (wasInterrupted ? 0 : 1)
  const interruptions = status.interruptions + (wasInterrupted ? 1 : 0)
  const tidy = { attempt, failures, interruptions, evidence, since }
  if (seen.deleting) return enter(deleting(tidy, seen))
  const again = wasInterrupted ? interruptions <= interruptionsAllowed : mayRetry(settings, status)
  if (seen.stopping || isLasting(failure) || !again) return enter(failed(tidy, seen, seen.stopping ? stopped : failure))
  const pause = wasInterrupted ? 0 : Math.min(longestPauseMs, retryMs * 2 ** status.failures)
  return enter({
    attempt: attempt + 1,
    failures,
    interruptions,
    evidence,
    since,
    stage: 'Pending',
    notBefore: after(since, pause),
    waitsFor: failure,
  })
}

export function stepDeleting(status: At<'Deleting'>, seen: Seen): SnapshotStep {
  const effects: Effect[] = []
  for (const [index, copy] of (status.copies ?? []).entries()) {
    effects.push({ do: 'erase-record', key: `delete/record/${index}`, copy })
    effects.push(...removalFromCloud(copy, index, status.attempt))
    if (!isInCloud(copy)) effects.push({ do: 'delete-copy', key: `delete/copy/${index}`, handle: copy.handle })
  }
  for (let attempt = 1; attempt <= status.attempt; attempt++)
    effects.push({ do: 'discard', key: `delete/storage/${attempt}`, task: taskKey(seen.uid, attempt) })
  const cleaning = clean(status, effects, seen)
  return cleaning.step ?? enter({ ...baseOf(status, seen), stage: 'Gone' })
}

/** What takes a copy out of the object store: its backup, or whatever its upload has left there so far. */
function removalFromCloud(copy: Copy, index: number, attempt: number): readonly Effect[] {
  if (copy.cloud === undefined) return []
  const { task, credential } = copy.cloud
  const key = `${attempt}/from-cloud/${index}`
  if (!isInCloud(copy)) return [{ do: 'discard-upload', key, task }]
  const handle = backupOf(copy)
  return [{ do: 'delete-backup', key, handle, task, ...(credential === undefined ? {} : { credential }) }]
}

/** Whether the spec allows another attempt after this one failed by itself. */
export function mayRetry(settings: SnapshotSettings, status: SnapshotBase): boolean {
  return status.failures + 1 < settings.attempts
}

export function rollingBack(
  status: SnapshotBase,
  seen: Seen,
  failure: Reason,
  copies?: readonly Copy[],
): SnapshotLifecycle {
  const { attempt, failures, interruptions } = status
  const evidence = note(status.evidence, seen.now, 'failed', failure.message)
  const since = seen.now
  if (copies === undefined) return { attempt, failures, interruptions, evidence, since, stage: 'RollingBack', failure }
  return { attempt, failures, interruptions, evidence, since, stage: 'RollingBack', failure, copies }
}

export function deleting(status: SnapshotBase, seen: Seen, copies?: readonly Copy[]): SnapshotLifecycle {
  return { ...baseOf(status, seen), stage: 'Deleting', ...(copies === undefined ? {} : { copies }) }
}

export function failed(status: SnapshotBase, seen: Seen, failure: Reason): SnapshotLifecycle {
  const { attempt, failures, interruptions } = status
  const evidence = note(status.evidence, seen.now, 'finished', failure.message)
  return { attempt, failures, interruptions, evidence, since: seen.now, stage: 'Final', outcome: 'failed', failure }
}

/** What every stage carries on, with the clock of the new stage started. */
export function baseOf(status: SnapshotBase, seen: Seen): SnapshotBase {
  const { attempt, failures, interruptions, evidence } = status
  return { attempt, failures, interruptions, evidence, since: seen.now }
}

export const stopped: Reason = {
  code: 'stopped',
  message: 'The run was stopped. What was frozen has been thawed.',
  blame: 'spec',
}

type Cleaning = { readonly step?: SnapshotStep; readonly leftBehind?: Reason }

function clean(status: SnapshotLifecycle, effects: readonly Effect[], seen: Seen): Cleaning {
  const open: Effect[] = []
  let retryAt: Instant | undefined
  let refusal: Reason | undefined
  for (const effect of effects) {
    const outcome = seen.outcomes[effect.key]
    if (outcome?.got === 'done') continue
    if (outcome?.got === 'failure') {
      refusal = outcome.reason
      // What is another's will not become ours by waiting.
      if (refusal.code === 'not-own-copy') continue
      if (seen.now < after(outcome.to, retryMs)) {
        retryAt = after(outcome.to, retryMs)
        continue
      }
    }
    open.push(effect)
  }
  const isOver = seen.now >= after(status.since, cleaningLimitMs)
  const isForeign = refusal?.code === 'not-own-copy' && open.length === 0 && retryAt === undefined
  if (refusal !== undefined && (isOver || isForeign))
    return { leftBehind: { ...refusal, code: 'left-behind', message: `Clean-up did not end: ${refusal.message}` } }
  if (open.length > 0) return { step: perform(status, open) }
  if (retryAt !== undefined) return { step: waitUntil(status, retryAt) }
  return {}
}

function tell(base: SnapshotBase, now: Instant, leftBehind: Reason | undefined) {
  if (leftBehind !== undefined) return note(base.evidence, now, 'warning', leftBehind.message)
  return note(base.evidence, now, 'rolled-back', 'Nothing of this attempt is left in the storage.')
}
