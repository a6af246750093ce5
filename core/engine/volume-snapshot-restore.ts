/** A restore in place: claims get back what a snapshot of them holds, or keep what they held. */

import { after, assert, type Instant } from '../base/index.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import type { EventName } from './evidence.ts'
import { note } from './evidence-log.ts'
import type { Reason } from './reason.ts'
import {
  fetchTask,
  type RestoreBase,
  type RestoreLifecycle,
  type RestorePlan,
  type RestoreSource,
  safetyTask,
  undoTask,
  writeTask,
} from './restore-lifecycle.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'

type RestoreStep = Step<RestoreLifecycle>
type At<Stage extends RestoreLifecycle['stage']> = Extract<RestoreLifecycle, { stage: Stage }>

/** Moves a restore by at most one stage. */
export function stepVolumeSnapshotRestore(status: RestoreLifecycle, seen: Seen): RestoreStep {
  switch (status.stage) {
    case 'Pending':
      return stepPending(status, seen)
    case 'Fetching':
      return stepFetching(status, seen)
    case 'Stopping':
      return stepStopping(status, seen)
    case 'Saving':
      return stepSaving(status, seen)
    case 'Restoring':
      return stepRestoring(status, seen)
    case 'Verifying':
      return stepVerifying(status, seen)
    case 'Undoing':
      return stepUndoing(status, seen)
    case 'Starting':
      return stepStarting(status, seen)
    case 'Cleaning':
      return stepCleaning(status, seen)
    case 'Final':
      return seen.deleting ? enter(deletingFrom(status, seen)) : rest(status)
    case 'Deleting':
      return stepDeleting(status, seen)
    case 'Gone':
      return rest(status)
  }
}

/** Whether the workloads may stand still, so that a run that the user stops comes to a better place first. */
export function restoreMustGoOn({ stage }: RestoreLifecycle): boolean {
  return stage !== 'Pending' && stage !== 'Fetching' && stage !== 'Final' && stage !== 'Deleting' && stage !== 'Gone'
}

/** How long a snapshot may take to become usable, pods to end, and the storage to answer at all. */
export const restoreLimitMs = 300_000
const fetchLimitMs = 24 * 3_600_000
const undoLimitMs = 3_600_000
const writeTries = 4
const retryMs = 1_000
const lookAgainMs = 2_000
const pollMs = 200
const slowestPollMs = 5_000
const longestPauseMs = 30_000

function stepPending(status: At<'Pending'>, seen: Seen): RestoreStep {
  if (seen.deleting) return enter({ ...base(status, seen), stage: 'Gone' })
  const key = 'restore/plan'
  const found = seen.outcomes[key]
  if (found?.got === 'restore-plan') return enter(begun(status, seen, found.plan))
  if (found === undefined || seen.now >= found.to + lookAgainMs)
    return perform(status, [
      { of: 'restore', do: 'plan-restore', key, text: 'Looking for the snapshot and its claims' },
    ])
  const { reason, mayPass } = refusal(found)
  if (!mayPass || seen.now >= after(status.since, restoreLimitMs)) return enter(failed(status, seen, reason))
  if (status.waitsFor?.message !== reason.message) return enter({ ...status, waitsFor: reason })
  return waitUntil(status, after(found.to, lookAgainMs))
}

function begun(status: RestoreBase, seen: Seen, plan: RestorePlan): RestoreLifecycle {
  if (plan.members.some(member => member.cloud !== undefined)) return { ...base(status, seen), stage: 'Fetching', plan }
  return stopping(
    status,
    seen,
    plan,
    plan.members.map(({ handle }) => ({ snapshot: handle })),
  )
}

function stepFetching(status: At<'Fetching'>, seen: Seen): RestoreStep {
  const { plan } = status
  if (seen.deleting) return enter({ ...base(status, seen), stage: 'Deleting', plan })
  const effects: Effect[] = []
  const sources: RestoreSource[] = []
  let until: Instant | undefined
  for (const [index, { cloud, handle, volume, claim }] of plan.members.entries()) {
    if (cloud === undefined) {
      sources.push({ snapshot: handle })
      continue
    }
    const key = `restore/fetch/${index}`
    const fetched = seen.outcomes[key]
    if (fetched?.got === 'volume') {
      sources.push({ volume: fetched.volume })
      continue
    }
    if (fetched !== undefined && fetched.got !== 'running') {
      const { reason, mayPass } = refusal(fetched)
      if (!mayPass) return enter(cleaning(status, seen, plan, reason))
    }
    if (seen.now >= after(status.since, fetchLimitMs)) return enter(cleaning(status, seen, plan, slow))
    const next = fetched === undefined ? seen.now : after(fetched.to, pauseMs(status, seen.now))
    if (seen.now < next) until = until === undefined || next < until ? next : until
    else effects.push({ do: 'download', key, task: fetchTask(volume, seen.uid), claim, backup: handle, ...cloud })
  }
  if (effects.length > 0) return perform(status, effects)
  if (until !== undefined) return waitUntil(status, until)
  return enter(stopping(status, seen, plan, sources))
}

// The application stands still from here on: nothing is waited for that can be done before.
function stepStopping(status: At<'Stopping'>, seen: Seen): RestoreStep {
  const { plan, sources } = status
  const halted = halt(seen)
  if (halted !== undefined) return enter(starting(status, seen, plan, halted))
  const scaled = scaleAll(status, plan, seen, false)
  const late = seen.now >= after(status.since, restoreLimitMs)
  if (scaled.refused !== undefined) return enter(starting(status, seen, plan, scaled.refused))
  if (scaled.step !== undefined) return late ? enter(starting(status, seen, plan, stillUsed(plan))) : scaled.step
  const key = 'restore/mounts'
  const users = seen.outcomes[key]
  if (users?.got === 'pods' && users.pods.length === 0) {
    const evidence = note(status.evidence, seen.now, 'stopped', stoppedText(plan))
    return enter({ since: seen.now, evidence, stage: 'Saving', plan, sources })
  }
  if (late) return enter(starting(status, seen, plan, stillUsed(plan)))
  if (users !== undefined && seen.now < after(users.to, retryMs)) return waitUntil(status, after(users.to, retryMs))
  return perform(status, [
    { of: 'restore', do: 'find-mounts', key, text: 'Waiting for the pods to end', members: plan.members },
  ])
}

function stepSaving(status: At<'Saving'>, seen: Seen): RestoreStep {
  const { plan, sources } = status
  const halted = halt(seen)
  if (halted !== undefined) return enter(starting(status, seen, plan, halted))
  const key = 'restore/safety'
  const saved = seen.outcomes[key]
  const volumes = plan.members.map(member => member.volume)
  if (saved?.got === 'task' && saved.task.phase === 'succeeded') {
    const { snapshots } = saved.task
    const safety = volumes.map(volume => {
      const snapshot = snapshots.find(one => one.volume === volume)
      assert(snapshot !== undefined, `the storage answered for volume ${volume}`)
      return snapshot.handle
    })
    const evidence = note(status.evidence, seen.now, 'saved', 'The data as it is now is kept in a safety snapshot.')
    return enter({ since: seen.now, evidence, stage: 'Restoring', plan, sources, safety, tries: 1 })
  }
  if (saved?.got === 'task' && saved.task.phase === 'failed')
    return enter(starting(status, seen, plan, storageFailed(saved.task.message)))
  if (saved?.got === 'failure' && !saved.mayPass) return enter(starting(status, seen, plan, saved.reason))
  if (saved !== undefined && seen.now >= after(status.since, restoreLimitMs))
    return enter(starting(status, seen, plan, slow))
  if (saved !== undefined && seen.now < after(saved.to, pauseMs(status, seen.now)))
    return waitUntil(status, after(saved.to, pauseMs(status, seen.now)))
  return perform(status, [{ do: 'snapshot', key, task: safetyTask(seen.uid), volumes }])
}

// What has begun is brought to its end, whatever the user wants meanwhile: a half restore helps nobody.
function stepRestoring(status: At<'Restoring'>, seen: Seen): RestoreStep {
  const { tries, notBefore } = status
  if (notBefore !== undefined && seen.now < notBefore) return waitUntil(status, notBefore)
  const key = `restore/write/${tries}`
  const written = seen.outcomes[key]
  if (written?.got === 'written') return enter({ ...writing(status, seen), stage: 'Verifying' })
  if (written?.got === 'failure') {
    // Silence is not an answer: the task may be running, and nothing else may touch the volumes until it is known.
    if (isSilence(written.reason)) {
      if (seen.now < after(written.to, retryMs)) return waitUntil(status, after(written.to, retryMs))
    } else {
      if (!written.mayPass || tries >= writeTries) return enter(undoing(status, seen, written.reason))
      const pause = Math.min(longestPauseMs, retryMs * 2 ** tries)
      return enter({ ...status, tries: tries + 1, notBefore: after(seen.now, pause) })
    }
  }
  if (written !== undefined && seen.now < after(written.to, pauseMs(status, seen.now)))
    return waitUntil(status, after(written.to, pauseMs(status, seen.now)))
  const task = writeTask(seen.uid, tries)
  return perform(status, [
    {
      of: 'restore',
      do: 'write-volumes',
      key,
      text: 'Restoring the volumes',
      task,
      volumes: wanted(status),
      mustEnd: true,
    },
  ])
}

function stepVerifying(status: At<'Verifying'>, seen: Seen): RestoreStep {
  const key = 'restore/verify'
  const compared = seen.outcomes[key]
  if (compared?.got === 'compared') {
    if (!compared.same) return enter(undoing(status, seen, differs))
    const text = 'Every volume holds exactly the bytes of its snapshot.'
    const evidence = note(status.evidence, seen.now, 'verified', text)
    return enter(starting({ since: status.since, evidence }, seen, status.plan))
  }
  if (compared?.got === 'failure' && !compared.mayPass) return enter(undoing(status, seen, compared.reason))
  if (compared !== undefined && seen.now >= after(status.since, restoreLimitMs))
    return enter(undoing(status, seen, slow))
  if (compared !== undefined && seen.now < after(compared.to, retryMs))
    return waitUntil(status, after(compared.to, retryMs))
  const text = 'Comparing the volumes with the snapshot'
  return perform(status, [{ of: 'restore', do: 'compare', key, text, volumes: wanted(status), mustEnd: true }])
}

/** Looks whether the volumes hold what they held before, and makes it so where they do not. */
function stepUndoing(status: At<'Undoing'>, seen: Seen): RestoreStep {
  const { tries, notBefore, plan, failure } = status
  if (notBefore !== undefined && seen.now < notBefore) return waitUntil(status, notBefore)
  const volumes = plan.members.map(({ volume }, index) => ({ volume, from: { snapshot: status.safety[index] ?? '' } }))
  const compareKey = `restore/undone/${tries}`
  const compared = seen.outcomes[compareKey]
  if (compared?.got === 'compared' && compared.same) {
    const evidence = note(status.evidence, seen.now, 'undone', 'Every volume holds what it held before.')
    return enter(starting({ since: status.since, evidence }, seen, plan, failure))
  }
  const writeKey = `restore/undo/${tries}`
  const undone = seen.outcomes[writeKey]
  const isAnswer = undone?.got === 'failure' && !isSilence(undone.reason)
  if (undone?.got === 'written' || isAnswer) {
    if (seen.now >= after(status.since, undoLimitMs)) return enter(undecided(status, seen))
    const pause = isAnswer ? Math.min(longestPauseMs, retryMs * 2 ** tries) : 0
    return enter({ ...status, tries: tries + 1, notBefore: after(seen.now, pause) })
  }
  const last = compared?.got === 'compared' ? undone : compared
  if (last !== undefined && seen.now >= after(status.since, undoLimitMs)) return enter(undecided(status, seen))
  if (last !== undefined && seen.now < after(last.to, retryMs)) return waitUntil(status, after(last.to, retryMs))
  if (compared?.got !== 'compared') {
    const text = 'Comparing the volumes with the safety snapshot'
    return perform(status, [{ of: 'restore', do: 'compare', key: compareKey, text, volumes, mustEnd: true }])
  }
  const task = undoTask(seen.uid, tries)
  const text = 'Putting back what the volumes held before'
  return perform(status, [{ of: 'restore', do: 'write-volumes', key: writeKey, text, task, volumes, mustEnd: true }])
}

function stepStarting(status: At<'Starting'>, seen: Seen): RestoreStep {
  const { plan, failure } = status
  const scaled = scaleAll(status, plan, seen, true)
  const late = seen.now >= after(status.since, restoreLimitMs)
  if (scaled.step !== undefined && !late) return scaled.step
  const unseen = scaled.refused ?? (late && scaled.step !== undefined ? notStarted(plan) : undefined)
  const evidence =
    unseen === undefined
      ? note(status.evidence, seen.now, 'started', startedText(plan))
      : note(status.evidence, seen.now, 'warning', unseen.message)
  return enter(cleaning({ since: status.since, evidence }, seen, plan, failure ?? unseen))
}

function stepCleaning(status: At<'Cleaning'>, seen: Seen): RestoreStep {
  const { plan, failure } = status
  const left = removeAll(status, plan, seen)
  if (left.step !== undefined) return left.step
  if (failure !== undefined) return enter(failed(status, seen, failure, plan))
  const evidence = note(status.evidence, seen.now, 'finished', 'Restored.')
  return enter({ since: seen.now, evidence, stage: 'Final', outcome: 'successful', plan })
}

function stepDeleting(status: At<'Deleting'>, seen: Seen): RestoreStep {
  const left = status.plan === undefined ? {} : removeAll(status, status.plan, seen)
  return left.step ?? enter({ ...base(status, seen), stage: 'Gone' })
}

// Best effort within a time: what stays is named in the evidence of the storage, and harms nobody.
function removeAll(status: RestoreLifecycle, plan: RestorePlan, seen: Seen): { readonly step?: RestoreStep } {
  const effects: Effect[] = [{ do: 'discard', key: 'restore/discard-safety', task: safetyTask(seen.uid) }]
  for (const [index, { volume, cloud }] of plan.members.entries())
    if (cloud !== undefined)
      effects.push({ do: 'discard-clone', key: `restore/discard/${index}`, task: fetchTask(volume, seen.uid) })
  // Every process tries for so long: one that was away for longer has not tried yet.
  if (seen.now >= after(status.since, restoreLimitMs) && seen.now >= after(seen.startedAt, restoreLimitMs)) return {}
  return runAll(status, effects, seen)
}

function scaleAll(
  status: RestoreLifecycle,
  plan: RestorePlan,
  seen: Seen,
  up: boolean,
): { readonly step?: RestoreStep; readonly refused?: Reason } {
  const effects = plan.workloads.map((workload, index): Effect => {
    const { kind, name } = workload
    const text = up ? `Starting ${kind} ${name}` : `Stopping ${kind} ${name}`
    const key = `restore/${up ? 'up' : 'down'}/${index}`
    return { of: 'restore', do: 'scale', key, text, workload, up, mustEnd: true }
  })
  for (const { key } of effects) {
    const outcome = seen.outcomes[key]
    if (outcome?.got === 'failure' && !outcome.mayPass) return { refused: outcome.reason }
  }
  return runAll(status, effects, seen)
}

/** Performs what is not done yet, again after a pause; no step when everything is done. */
function runAll(status: RestoreLifecycle, effects: readonly Effect[], seen: Seen): { readonly step?: RestoreStep } {
  const open: Effect[] = []
  let until: Instant | undefined
  for (const effect of effects) {
    const outcome = seen.outcomes[effect.key]
    if (outcome?.got === 'done') continue
    if (outcome !== undefined && seen.now < after(outcome.to, retryMs)) until = after(outcome.to, retryMs)
    else open.push(effect)
  }
  if (open.length > 0) return { step: perform(status, open) }
  return until === undefined ? {} : { step: waitUntil(status, until) }
}

function halt(seen: Seen): Reason | undefined {
  if (!seen.deleting && !seen.stopping) return undefined
  const message = 'The restore was stopped before any volume was written.'
  return { code: 'stopped', message, blame: 'spec' }
}

function wanted({ plan, sources }: { readonly plan: RestorePlan; readonly sources: readonly RestoreSource[] }) {
  return plan.members.map(({ volume }, index) => {
    const from = sources[index]
    assert(from !== undefined, 'every member has its source')
    return { volume, from }
  })
}

function pauseMs({ since }: RestoreBase, now: Instant): number {
  return Math.min(slowestPollMs, Math.max(pollMs, Math.floor((now - since) / 20)))
}

function base({ evidence }: RestoreBase, seen: Seen): RestoreBase {
  return { since: seen.now, evidence }
}

function writing(status: At<'Restoring'> | At<'Verifying'>, seen: Seen) {
  const { plan, sources, safety } = status
  return { ...base(status, seen), plan, sources, safety }
}

function stopping(
  status: RestoreBase,
  seen: Seen,
  plan: RestorePlan,
  sources: readonly RestoreSource[],
): RestoreLifecycle {
  return { ...base(status, seen), stage: 'Stopping', plan, sources }
}

function undoing(status: At<'Restoring'> | At<'Verifying'>, seen: Seen, failure: Reason): RestoreLifecycle {
  const evidence = noted(status, seen, 'failed', failure.message)
  return { ...writing(status, seen), evidence, stage: 'Undoing', failure, tries: 1 }
}

function starting(status: RestoreBase, seen: Seen, plan: RestorePlan, failure?: Reason): RestoreLifecycle {
  return { ...base(status, seen), stage: 'Starting', plan, ...(failure === undefined ? {} : { failure }) }
}

function cleaning(status: RestoreBase, seen: Seen, plan: RestorePlan, failure?: Reason): RestoreLifecycle {
  return { ...base(status, seen), stage: 'Cleaning', plan, ...(failure === undefined ? {} : { failure }) }
}

function failed(status: RestoreBase, seen: Seen, failure: Reason, plan?: RestorePlan): RestoreLifecycle {
  const evidence = noted(status, seen, 'finished', failure.message)
  return { since: seen.now, evidence, stage: 'Final', outcome: 'failed', failure, ...(plan && { plan }) }
}

function undecided(status: At<'Undoing'>, seen: Seen): RestoreLifecycle {
  const { plan, safety } = status
  const held = plan.members.map(({ claim }, index) => `${claim} in ${safety[index] ?? ''}`).join(', ')
  const message = `The volumes could not be turned back. What they held before is kept: ${held}. The workloads are stopped.`
  const failure: Reason = { code: 'left-behind', message, blame: 'storage' }
  const evidence = noted(status, seen, 'warning', message)
  return { since: seen.now, evidence, stage: 'Final', outcome: 'failed', failure, plan, undecided: true }
}

function deletingFrom(status: At<'Final'>, seen: Seen): RestoreLifecycle {
  const { plan } = status
  return { ...base(status, seen), stage: 'Deleting', ...(plan && { plan }) }
}

function noted(status: RestoreBase, seen: Seen, what: EventName, text: string) {
  return note(status.evidence, seen.now, what, text)
}

/** Nobody knows whether it was done: no answer came, or it could not be kept. */
function isSilence({ code }: Reason): boolean {
  return code === 'unreachable' || code === 'no-room'
}

function refusal(outcome: EffectOutcome): { readonly reason: Reason; readonly mayPass: boolean } {
  if (outcome.got === 'problem' || outcome.got === 'failure') return outcome
  const message = 'The answer was not understood.'
  return { reason: { code: 'unreachable', message, blame: 'cluster' }, mayPass: true }
}

function storageFailed(message: string): Reason {
  return { code: 'storage-failed', message, blame: 'storage' }
}

function stillUsed(plan: RestorePlan): Reason {
  const claims = plan.members.map(member => member.claim).join(', ')
  return { code: 'in-use', message: `Pods still use ${claims}, so nothing was overwritten.`, blame: 'application' }
}

function notStarted(plan: RestorePlan): Reason {
  const names = plan.workloads.map(({ kind, name, replicas }) => `${kind} ${name} to ${replicas}`).join(', ')
  return { code: 'left-behind', message: `Nobody could start the application again. Scale ${names}.`, blame: 'cluster' }
}

function stoppedText({ workloads }: RestorePlan): string {
  if (workloads.length === 0) return 'No pod uses the claims.'
  return `Stopped ${workloads.map(({ kind, name }) => `${kind} ${name}`).join(', ')}.`
}

function startedText({ workloads }: RestorePlan): string {
  if (workloads.length === 0) return 'There was nothing to start.'
  return `Started ${workloads.map(({ kind, name, replicas }) => `${kind} ${name} with ${replicas === 1 ? 'one replica' : `${replicas} replicas`}`).join(', ')}.`
}

const slow: Reason = { code: 'storage-timeout', message: 'The storage did not answer in time.', blame: 'storage' }
const differs: Reason = {
  code: 'storage-failed',
  message: 'After the restore a volume does not hold the bytes of its snapshot.',
  blame: 'storage',
}
