/** Before anything is frozen: what the spec names is looked for, and the intent is written down. */

import { after } from '../base/index.ts'
import type { EffectOutcome } from './effect.ts'
import { resolveKey } from './effect-key.ts'
import { withAttempt } from './evidence-log.ts'
import type { Reason } from './reason.ts'
import { deleting, failed } from './snapshot-cleaning.ts'
import type { Intent, SnapshotLifecycle, SnapshotSettings, Targets } from './snapshot-lifecycle.ts'
import { enter, perform, type Seen, type Step, waitUntil } from './step.ts'

type Pending = Extract<SnapshotLifecycle, { stage: 'Pending' }>

/** How long a claim may take to be bound, or a pod to start. */
export const pendingLimitMs = 300_000
const lookAgainMs = 2_000

export function stepPending(settings: SnapshotSettings, status: Pending, seen: Seen): Step<SnapshotLifecycle> {
  if (seen.deleting) return enter(deleting(status, seen))
  if (status.notBefore !== undefined && seen.now < status.notBefore) return waitUntil(status, status.notBefore)
  const key = resolveKey(status.attempt)
  const found = seen.outcomes[key]
  if (found === undefined || (found.got !== 'targets' && seen.now >= found.to + lookAgainMs))
    return perform(status, [{ do: 'resolve', key }])
  if (found.got === 'targets') return plan(settings, status, seen, found.targets)
  const reason = reasonOf(found)
  const mayPass = (found.got === 'problem' || found.got === 'failure') && found.mayPass
  if (!mayPass || seen.now >= after(status.since, pendingLimitMs)) return enter(failed(status, seen, reason))
  if (status.waitsFor?.code !== reason.code) return enter({ ...status, waitsFor: reason })
  return waitUntil(status, after(found.to, lookAgainMs))
}

function plan(settings: SnapshotSettings, status: Pending, seen: Seen, targets: Targets): Step<SnapshotLifecycle> {
  const { attempt, failures, interruptions } = status
  const { now: since, epoch } = seen
  const evidence = withAttempt(status.evidence, since, attempt, targets.notes)
  if (targets.targets.length === 0) {
    const { members } = targets
    return enter({ attempt, failures, interruptions, evidence, since, stage: 'Cutting', members })
  }
  const intent = intend(settings, attempt, seen, targets)
  return enter({ attempt, failures, interruptions, evidence, since, stage: 'Armed', intent, epoch })
}

function intend(settings: SnapshotSettings, attempt: number, seen: Seen, targets: Targets): Intent {
  const task = `${short(seen.uid)}-${attempt}-${short(seen.epoch)}`
  const foreground = targets.pre.some(wave => wave.some(command => !command.holds))
  return {
    task,
    deadline: after(seen.now, settings.freezeBudgetMs),
    members: targets.members,
    targets: targets.targets.map(({ namespace, pod, uid, container }, index) => ({
      namespace,
      pod,
      uid,
      container,
      task: `${task}-${index + 1}`,
    })),
    pre: targets.pre,
    post: targets.post,
    watched: foreground && targets.post.some(wave => wave.length > 0),
    known: targets.known,
    selectors: targets.selectors,
  }
}

function short(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 12)
}

/** What an effect that did not succeed says about it. */
export function reasonOf(outcome: EffectOutcome): Reason {
  if (outcome.got === 'problem' || outcome.got === 'failure') return outcome.reason
  return { code: 'unreachable', message: 'The answer was not understood.', blame: 'cluster' }
}
