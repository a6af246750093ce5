/** A clone: a new claim whose volume holds exactly the bytes of a snapshot. */

import { after, type Instant, parseQuantity } from '../base/index.ts'
import type { ClonePlan } from './clone-plan.ts'
import type { Effect } from './effect.ts'
import type { Reason } from './reason.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'

/** What is remembered on the claim. */
export type CloneLifecycle = { readonly since: Instant } & (
  | { readonly stage: 'Pending'; readonly waitsFor?: Reason }
  | { readonly stage: 'Cloning'; readonly plan: ClonePlan }
  | { readonly stage: 'Binding'; readonly plan: ClonePlan; readonly volume: string }
  | { readonly stage: 'Final'; readonly outcome: 'successful'; readonly plan: ClonePlan; readonly volume: string }
  | { readonly stage: 'Final'; readonly outcome: 'failed'; readonly failure: Reason }
  | { readonly stage: 'Deleting'; readonly persistentVolume?: string; readonly waitsFor?: Reason }
  /** Everything is cleaned up; storing this drops the finalizer. */
  | { readonly stage: 'Gone' }
)

type At<Stage extends CloneLifecycle['stage']> = Extract<CloneLifecycle, { stage: Stage }>

/** Moves a clone by at most one stage. Its storage task and its PersistentVolume are named after the claim's uid. */
export function stepClone(status: CloneLifecycle, seen: Seen): Step<CloneLifecycle> {
  switch (status.stage) {
    case 'Pending':
      return stepPending(status, seen)
    case 'Cloning':
      return stepCloning(status, seen)
    case 'Binding':
      return stepBinding(status, seen)
    case 'Final':
      if (seen.deleting) return enter(deletingFrom(status, seen))
      return rest(status)
    case 'Deleting':
      return stepDeleting(status, seen)
    case 'Gone':
      return rest(status)
  }
}

export const newClone = (now: Instant): CloneLifecycle => ({ stage: 'Pending', since: now })

/** The storage task of a clone, and the name of its PersistentVolume. Source: STORK names local restores like this. */
export function cloneTaskKey(uid: string): string {
  return `pvc-${uid}`
}

/** How long a snapshot may take to become usable, or the storage to clone it. */
export const cloneLimitMs = 300_000
/** A backup in an object store may be large and the way to it slow. */
export const downloadLimitMs = 24 * 3_600_000
const slowestPollMs = 5_000
const lookAgainMs = 2_000
const pollMs = 200
const retryMs = 1_000

function stepPending(status: At<'Pending'>, seen: Seen): Step<CloneLifecycle> {
  if (seen.deleting) return enter(deletingFrom(status, seen))
  const found = seen.outcomes['clone/resolve']
  if (found?.got === 'clone-plan') return enter({ since: seen.now, stage: 'Cloning', plan: found.plan })
  if (found === undefined || seen.now >= found.to + lookAgainMs)
    return perform(status, [{ do: 'resolve', key: 'clone/resolve' }])
  const { reason, mayPass } = refusal(found)
  if (!mayPass || seen.now >= after(status.since, cloneLimitMs)) return enter(failed(seen, reason))
  if (status.waitsFor?.code !== reason.code) return enter({ ...status, waitsFor: reason })
  return waitUntil(status, after(found.to, lookAgainMs))
}

function stepCloning(status: At<'Cloning'>, seen: Seen): Step<CloneLifecycle> {
  if (seen.deleting) return enter(deletingFrom(status, seen))
  const key = 'clone/storage'
  const limit = after(status.since, status.plan.cloud === undefined ? cloneLimitMs : downloadLimitMs)
  const cloned = seen.outcomes[key]
  if (cloned?.got === 'volume')
    return enter({ since: seen.now, stage: 'Binding', plan: status.plan, volume: cloned.volume })
  if (cloned !== undefined && cloned.got !== 'running') {
    const { reason, mayPass } = refusal(cloned)
    if (!mayPass || seen.now >= limit) return enter(failed(seen, reason))
  }
  if (cloned !== undefined && seen.now >= limit) return enter(failed(seen, slow))
  // A download may take hours: it is asked after ever more rarely.
  const patient = Math.min(slowestPollMs, Math.max(pollMs, Math.floor((seen.now - status.since) / 20)))
  const pause = cloned?.got === 'running' ? patient : retryMs
  if (cloned !== undefined && seen.now < after(cloned.to, pause)) return waitUntil(status, after(cloned.to, pause))
  return perform(status, [makeVolume(status.plan, key, cloneTaskKey(seen.uid))])
}

function makeVolume(plan: ClonePlan, key: string, task: string): Effect {
  if (plan.cloud === undefined) {
    const sizeBytes = parseQuantity(plan.storage)
    const size = sizeBytes === undefined ? {} : { sizeBytes }
    return { do: 'clone-volume', key, task, snapshot: plan.snapshot, ...size }
  }
  return { do: 'download', key, task, claim: plan.claim, backup: plan.snapshot, ...plan.cloud }
}

function stepBinding(status: At<'Binding'>, seen: Seen): Step<CloneLifecycle> {
  if (seen.deleting) return enter(deletingFrom(status, seen))
  const { plan, volume } = status
  const key = 'clone/bind'
  const bound = seen.outcomes[key]
  if (bound?.got === 'done') return enter({ since: seen.now, stage: 'Final', outcome: 'successful', plan, volume })
  if (bound !== undefined) {
    const { reason, mayPass } = refusal(bound)
    if (!mayPass || seen.now >= after(status.since, cloneLimitMs)) return enter(failed(seen, reason))
    if (seen.now < after(bound.to, pollMs)) return waitUntil(status, after(bound.to, pollMs))
  }
  return perform(status, [{ do: 'make-volume-object', key, plan, volume }])
}

// The claim's volume goes only when no pod uses the claim; until then the claim stays, as Kubernetes has it.
function stepDeleting(status: At<'Deleting'>, seen: Seen): Step<CloneLifecycle> {
  const users = seen.outcomes['delete/users']
  const free = users?.got === 'pods' && users.pods.length === 0
  if (!free) {
    if (users !== undefined && seen.now >= after(status.since, cloneLimitMs)) return rest(status)
    if (users !== undefined && seen.now < after(users.to, lookAgainMs))
      return waitUntil(status, after(users.to, lookAgainMs))
    return perform(status, [{ do: 'find-users', key: 'delete/users' }])
  }
  const open: Effect[] = []
  let retryAt: Instant | undefined
  for (const effect of removals(status, seen.uid)) {
    const outcome = seen.outcomes[effect.key]
    if (outcome?.got === 'done') continue
    if (outcome !== undefined && seen.now < after(outcome.to, retryMs)) retryAt = after(outcome.to, retryMs)
    else open.push(effect)
  }
  if (open.length > 0 && seen.now < after(status.since, cloneLimitMs)) return perform(status, open)
  if (open.length > 0) return rest(status)
  if (retryAt !== undefined) return waitUntil(status, retryAt)
  return enter({ since: seen.now, stage: 'Gone' })
}

function removals(status: At<'Deleting'>, uid: string): readonly Effect[] {
  const volume: Effect = { do: 'discard-clone', key: 'delete/volume', task: cloneTaskKey(uid) }
  const { persistentVolume } = status
  if (persistentVolume === undefined) return [volume]
  return [volume, { do: 'erase-volume-object', key: 'delete/object', name: persistentVolume }]
}

function deletingFrom(status: CloneLifecycle, seen: Seen): CloneLifecycle {
  const plan = 'plan' in status ? status.plan : undefined
  const made = plan === undefined ? {} : { persistentVolume: plan.persistentVolume }
  return { since: seen.now, stage: 'Deleting', ...made }
}

function failed(seen: Seen, failure: Reason): CloneLifecycle {
  return { since: seen.now, stage: 'Final', outcome: 'failed', failure }
}

function refusal(outcome: Seen['outcomes'][string]): { readonly reason: Reason; readonly mayPass: boolean } {
  if (outcome.got === 'problem' || outcome.got === 'failure') return outcome
  const message = 'The answer was not understood.'
  return { reason: { code: 'unreachable', message, blame: 'cluster' }, mayPass: true }
}

const slow: Reason = {
  code: 'storage-timeout',
  message: 'The storage did not finish the clone in time.',
  blame: 'storage',
}
