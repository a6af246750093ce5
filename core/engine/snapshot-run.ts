/** The freeze-cut-thaw run that single and group snapshots share: a single snapshot is a group of one. */

import { after, assert, type Instant } from '../base/index.ts'
import { judge, judgeUnfrozen, strangerAmong } from './consistency.ts'
import { placeInstants } from './cut-instant.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import { armKey, cutKey, recordKey, writersKey } from './effect-key.ts'
import { note, withResult, withThaw } from './evidence-log.ts'
import type { Reason } from './reason.ts'
import { overBudget, remainingSeconds, stepPreRule, unwritable } from './rule-run.ts'
import {
  deleting,
  mayRetry,
  rollingBack,
  stepDeleting,
  stepRollingBack,
  stopped,
  taskKey,
} from './snapshot-cleaning.ts'
import type {
  Copy,
  Freeze,
  Intent,
  SnapshotBase,
  SnapshotLifecycle,
  SnapshotSettings,
  Verdict,
} from './snapshot-lifecycle.ts'
import { reasonOf, stepPending } from './snapshot-planning.ts'
import { enter, enterInMemory, perform, rest, type Seen, type Step, waitUntil } from './step.ts'
import { stepThaw, writersOf } from './thaw-run.ts'
import { stepUploading, uploading } from './uploading.ts'

export type SnapshotStep = Step<SnapshotLifecycle>
type At<Stage extends SnapshotLifecycle['stage']> = Extract<SnapshotLifecycle, { stage: Stage }>

/** Moves a snapshot by at most one stage. Once `Freezing` is entered, every way out leads through `Thawing`. */
export function stepSnapshotRun(settings: SnapshotSettings, status: SnapshotLifecycle, seen: Seen): SnapshotStep {
  switch (status.stage) {
    case 'Pending':
      return stepPending(settings, status, seen)
    case 'Armed':
      return stepArmed(status, seen)
    case 'Freezing':
      return stepFreezing(settings, status, seen)
    case 'Cutting':
      return stepCutting(settings, status, seen)
    case 'Thawing':
      return stepThawing(settings, status, seen)
    case 'Uploading':
      return stepUploading(status, seen)
    case 'Recording':
      return stepRecording(status, seen)
    case 'RollingBack':
      return stepRollingBack(settings, status, seen)
    case 'Final':
      return seen.deleting ? enter(deleting(status, seen, copiesOf(status))) : rest(status)
    case 'Deleting':
      return stepDeleting(status, seen)
    case 'Gone':
      return rest(status)
  }
}

/** Whether an application may stand still in this status, so that nothing may wait for the API server. */
export function mayBeFrozen(status: SnapshotLifecycle): boolean {
  if (status.stage === 'Cutting') return status.freeze !== undefined
  return status.stage === 'Freezing' || status.stage === 'Thawing'
}

/** Whether a run that the user stops must first come to a better place. */
export function mustGoOn(status: SnapshotLifecycle): boolean {
  switch (status.stage) {
    case 'Armed':
    case 'Freezing':
    case 'Cutting':
    case 'Thawing':
    case 'RollingBack':
    case 'Recording':
      return true
    case 'Pending':
    case 'Uploading':
    case 'Final':
    case 'Deleting':
    case 'Gone':
      return false
  }
}

export const storageLimitMs = 300_000
export const recordingLimitMs = 60_000
const pollMs = 20
const retryMs = 1_000

/** Why an attempt in flight must not go on, whatever its stage: another process's, a deletion, a stop, or no time left. */
function halt(freeze: Freeze, seen: Seen): Reason | undefined {
  if (freeze.epoch !== seen.epoch) return interrupted
  if (seen.stopping) return stopped
  if (seen.deleting) return { code: 'stopped', message: 'The snapshot was deleted while it was taken.', blame: 'spec' }
  if (remainingSeconds(freeze.intent, seen.now) < 1) return overBudget
  return undefined
}

function stepArmed(status: At<'Armed'>, seen: Seen): SnapshotStep {
  const { intent } = status
  if (isAnothers(status, seen)) return waitUntil(status, after(intent.deadline, 1_000))
  const reason = halt(status, seen)
  if (reason !== undefined) return thaw(status, seen, { freeze: status, mayBeFrozen: false, failure: reason })
  const effects: Effect[] = []
  for (const [index, target] of intent.targets.entries()) {
    if (!intent.watched) break
    const key = armKey(status.attempt, index)
    const armed = seen.outcomes[key]
    if (armed === undefined) {
      effects.push({
        do: 'arm',
        key,
        target,
        seconds: watchdogSeconds(intent, seen.now),
        postCommands: posts(intent, index),
      })
      continue
    }
    if (armed.got === 'word' && armed.word === 'armed') continue
    const failure =
      armed.got === 'word' && armed.word === 'unwritable' ? unwritable(target) : notArmed(target.pod, armed)
    return thaw(status, seen, { freeze: status, mayBeFrozen: false, failure })
  }
  if (effects.length > 0) return perform(status, effects)
  const { attempt, failures, interruptions, evidence, epoch } = status
  return enter({ attempt, failures, interruptions, evidence, since: seen.now, stage: 'Freezing', intent, epoch })
}

function stepFreezing(settings: SnapshotSettings, status: At<'Freezing'>, seen: Seen): SnapshotStep {
  if (isAnothers(status, seen)) return waitUntil(status, after(status.intent.deadline, 1_000))
  const reason = halt(status, seen)
  if (reason !== undefined) return thaw(status, seen, { freeze: status, mayBeFrozen: true, failure: reason })
  const progress = stepPreRule(status.intent, {
    attempt: status.attempt,
    now: seen.now,
    outcomes: seen.outcomes,
    commandTimeoutMs: settings.commandTimeoutMs,
  })
  if (progress.state === 'performing') return perform(status, withLook(status, seen, progress))
  if (progress.state === 'waiting') return waitUntil(status, progress.until)
  if (progress.state === 'failed')
    return thaw(status, seen, { freeze: status, mayBeFrozen: true, failure: progress.reason })
  // Known before the cut, a copy that would be worth less is not taken where another attempt may do better.
  const stranger = strangerAmong(status.intent, seen.outcomes[earlyLookKey(status.attempt)])
  if (stranger !== undefined && mayRetry(settings, status))
    return thaw(status, seen, { freeze: status, mayBeFrozen: true, failure: stranger })
  const { attempt, failures, interruptions, evidence, intent, epoch } = status
  const { members } = intent
  const freeze = { intent, epoch }
  const since = seen.now
  return enterInMemory({ attempt, failures, interruptions, evidence, since, stage: 'Cutting', members, freeze })
}

function stepCutting(settings: SnapshotSettings, status: At<'Cutting'>, seen: Seen): SnapshotStep {
  const { freeze } = status
  const limit = freeze === undefined ? after(status.since, storageLimitMs) : freeze.intent.deadline
  const reason = freeze === undefined ? haltUnfrozen(seen) : halt(freeze, seen)
  if (reason !== undefined) return cutFailed(status, seen, reason.code === 'freeze-over-budget' ? storageSlow : reason)
  const key = cutKey(status.attempt)
  const cut = seen.outcomes[key]
  if (cut?.got === 'task') {
    if (cut.task.phase === 'failed')
      return cutFailed(status, seen, { code: 'storage-failed', message: cut.task.message, blame: 'storage' })
    if (cut.task.phase === 'succeeded') return cutDone(settings, status, seen, copiesFrom(status, cut))
  }
  const lasting = cut?.got === 'failure' && !cut.mayPass
  if (lasting) return cutFailed(status, seen, reasonOf(cut))
  if (cut !== undefined && seen.now >= limit) return cutFailed(status, seen, storageSlow)
  // Quick at first; asking ever more rarely adds at most a twentieth to a freeze.
  const pause = Math.min(retryMs, Math.max(pollMs, Math.floor((seen.now - status.since) / 20)))
  if (cut !== undefined && seen.now < after(cut.to, pause)) return waitUntil(status, after(cut.to, pause))
  const volumes = status.members.map(member => member.volume)
  return perform(status, [{ do: 'snapshot', key, task: taskKey(seen.uid, status.attempt), volumes }])
}

function cutDone(settings: SnapshotSettings, status: At<'Cutting'>, seen: Seen, copies: readonly Copy[]): SnapshotStep {
  if (status.freeze !== undefined) return thaw(status, seen, { freeze: status.freeze, mayBeFrozen: true, copies })
  return enter(kept(settings, status, seen, copies, judgeUnfrozen(copies)))
}

function cutFailed(status: At<'Cutting'>, seen: Seen, failure: Reason): SnapshotStep {
  if (status.freeze !== undefined) return thaw(status, seen, { freeze: status.freeze, mayBeFrozen: true, failure })
  return enter(rollingBack(status, seen, failure))
}

function stepThawing(settings: SnapshotSettings, status: At<'Thawing'>, seen: Seen): SnapshotStep {
  const { freeze, copies } = status
  const progress = stepThaw(freeze, {
    attempt: status.attempt,
    now: seen.now,
    since: status.since,
    epoch: seen.epoch,
    outcomes: seen.outcomes,
    mayBeFrozen: status.mayBeFrozen,
    commandTimeoutMs: settings.commandTimeoutMs,
  })
  if (progress.state === 'performing') return perform(status, progress.effects)
  if (progress.state === 'waiting') return waitUntil(status, progress.until)
  const base = thawed(status, seen, progress.unconfirmed)
  // What may still stand still is not frozen once more; the watchdog there goes on trying.
  const { stillFrozen } = progress
  if (copies === undefined) {
    assert(status.failure !== undefined, 'an attempt without copies has failed')
    return enter(rollingBack(base, seen, stillFrozen ?? status.failure))
  }
  if (seen.deleting) return enter(deleting(base, seen, copies))
  const verdict = judge(freeze.intent, copies, { attempt: status.attempt, outcomes: seen.outcomes })
  const asked = freeze.intent.pre.some(wave => wave.length > 0)
  const missed = asked && verdict.consistency !== 'application' ? verdict.because : undefined
  if (missed !== undefined && stillFrozen === undefined && mayRetry(settings, status) && !seen.stopping)
    return enter(rollingBack(base, seen, missed))
  const [unconfirmed] = progress.unconfirmed
  const because = stillFrozen ?? verdict.because ?? unconfirmed
  const { consistency } = verdict
  return enter(kept(settings, base, seen, copies, because === undefined ? { consistency } : { consistency, because }))
}

function stepRecording(status: At<'Recording'>, seen: Seen): SnapshotStep {
  if (seen.deleting) return enter(deleting(status, seen, status.copies))
  const effects: Effect[] = []
  let retryAt: Instant | undefined
  for (const [index, copy] of status.copies.entries()) {
    const key = recordKey(status.attempt, index)
    const outcome = seen.outcomes[key]
    if (outcome?.got === 'done') continue
    if (outcome?.got === 'failure') {
      const late = seen.now >= after(status.since, recordingLimitMs)
      if (!outcome.mayPass || late) return enter(rollingBack(status, seen, outcome.reason, status.copies))
      if (seen.now < after(outcome.to, retryMs)) {
        retryAt = after(outcome.to, retryMs)
        continue
      }
    }
    effects.push({ do: 'record', key, copy })
  }
  if (effects.length > 0) return perform(status, effects)
  if (retryAt !== undefined) return waitUntil(status, retryAt)
  const { copies, verdict } = status
  const outcome = verdict.because === undefined ? 'successful' : 'downgraded'
  const evidence = note(status.evidence, seen.now, 'finished', endText(verdict))
  const { attempt, failures, interruptions } = status
  const since = seen.now
  return enter({ attempt, failures, interruptions, evidence, since, stage: 'Final', outcome, copies, verdict })
}

// While the last commands of the pre rule run, new writers are looked for: that costs the freeze nothing.
function withLook(
  status: At<'Freezing'>,
  seen: Seen,
  { effects, wave }: { readonly effects: readonly Effect[]; readonly wave: number },
): readonly Effect[] {
  const key = earlyLookKey(status.attempt)
  if (wave < status.intent.pre.length - 1 || seen.outcomes[key] !== undefined) return effects
  return [...effects, { do: 'find-writers', key, selection: writersOf(status.intent) }]
}

function earlyLookKey(attempt: number): string {
  return writersKey(attempt, 1, 0, 1)
}

/** Whether the intent belongs to a process that began after this one did, so it is alive and its freeze not ours to end. */
function isAnothers(freeze: Freeze & { readonly since: Instant }, seen: Seen): boolean {
  return freeze.epoch !== seen.epoch && freeze.since > seen.startedAt && seen.now < after(freeze.intent.deadline, 1_000)
}

function haltUnfrozen(seen: Seen): Reason | undefined {
  if (seen.deleting) return { code: 'stopped', message: 'The snapshot was deleted while it was taken.', blame: 'spec' }
  return seen.stopping ? stopped : undefined
}

function thaw(
  status: SnapshotBase,
  seen: Seen,
  how: {
    readonly freeze: Freeze
    readonly mayBeFrozen: boolean
    readonly copies?: readonly Copy[]
    readonly failure?: Reason
  },
): SnapshotStep {
  const { intent, epoch } = how.freeze
  const { attempt, failures, interruptions, evidence } = status
  return enterInMemory({
    attempt,
    failures,
    interruptions,
    evidence,
    since: seen.now,
    stage: 'Thawing',
    freeze: { intent, epoch },
    mayBeFrozen: how.mayBeFrozen,
    copies: how.copies,
    failure: how.failure,
  })
}

function thawed(status: At<'Thawing'>, seen: Seen, unconfirmed: readonly Reason[]): SnapshotBase {
  const { freeze, attempt, copies } = status
  const own = freeze.epoch === seen.epoch
  const { failures, interruptions } = status
  const saw = { freeze, attempt, outcomes: seen.outcomes, copies, unconfirmed, now: seen.now, own }
  const evidence = withThaw(status.evidence, saw)
  return { attempt, failures, interruptions, evidence, since: seen.now }
}

// A cloud snapshot is uploaded only now: whatever was frozen runs on.
function kept(
  settings: SnapshotSettings,
  status: SnapshotBase,
  seen: Seen,
  copies: readonly Copy[],
  verdict: Verdict,
): SnapshotLifecycle {
  const evidence = withResult(status.evidence, copies, verdict)
  if (settings.cloud !== undefined) return uploading({ ...status, evidence }, seen, copies, verdict, settings.cloud)
  const { attempt, failures, interruptions } = status
  return { attempt, failures, interruptions, evidence, since: seen.now, stage: 'Recording', copies, verdict }
}

function copiesOf(status: At<'Final'>): readonly Copy[] | undefined {
  return status.outcome === 'failed' ? undefined : status.copies
}

// The cut was asked for when everything was frozen, and everything still is when its end is seen.
function copiesFrom({ members, since }: At<'Cutting'>, cut: EffectOutcome): readonly Copy[] {
  assert(cut.got === 'task' && cut.task.phase === 'succeeded', 'the cut has succeeded')
  const snapshots = placeInstants(cut.task.snapshots, { asked: since, seen: cut.to })
  return members.map(member => {
    const snapshot = snapshots.find(one => one.volume === member.volume)
    assert(snapshot !== undefined, `the storage answered for volume ${member.volume}`)
    return { member, handle: snapshot.handle, at: snapshot.at, sizeBytes: snapshot.sizeBytes }
  })
}

function posts(intent: Intent, target: number): readonly string[] {
  return intent.post.flatMap(wave => wave.filter(one => one.target === target).map(one => one.text))
}

// A second earlier than the holds: the post commands take time too, and the clock in a pod counts whole seconds.
function watchdogSeconds(intent: Intent, now: Instant): number {
  return Math.max(1, remainingSeconds(intent, now) - 1)
}

function notArmed(pod: string, outcome: EffectOutcome): Reason {
  if (outcome.got === 'failure') return outcome.reason
  const message = `The watchdog in pod ${pod} could not be started, so nothing was frozen.`
  return { code: 'command-unknown', message, blame: 'cluster' }
}

function endText(verdict: Verdict): string {
  return verdict.because === undefined ? `Usable, ${verdict.consistency}-consistent.` : verdict.because.message
}

const interrupted: Reason = {
  code: 'interrupted',
  message: 'The process that took the snapshot ended. The application was thawed, and another attempt begins.',
  blame: 'cluster',
}
const storageSlow: Reason = {
  code: 'storage-timeout',
  message: 'The storage did not finish its snapshot within the time that the application may be frozen.',
  blame: 'storage',
}
