/** The one order of every lifecycle: look, step, perform, store. It only asks; runner.ts and the simulation answer. */

import { after, assert, type Instant } from '../base/index.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import type { Reason } from './reason.ts'
import type { Seen, Step } from './step.ts'

/** One kind's rules, over its stored status. */
export type LifecycleRules<Status extends { readonly stage: string }> = {
  readonly step: (status: Status, seen: Seen) => Step<Status>
  /** Stages that must not be left off when the user stops the run: something may be frozen or half made. */
  readonly mustGoOn: (status: Status) => boolean
  /** Stages in which an application may be frozen, so that nothing there waits for the API server. */
  readonly mayBeFrozen: (status: Status) => boolean
}

/** What the process that runs lifecycles knows of itself. */
export type EngineWorker = {
  readonly epoch: string
  readonly startedAt: Instant
  readonly now: () => Instant
  /** Since when the user wants the run to stop, if so. */
  readonly stoppingSince: () => Instant | undefined
}

/** Told of every status as it is entered, also of those that are kept in memory. */
export type Witness<Status> = (status: Status) => void

export type Request<Status> =
  | { readonly ask: 'look' }
  | { readonly ask: 'perform'; readonly effects: readonly Effect[] }
  /** Stores the status on the version of the object that was last seen. */
  | { readonly ask: 'store'; readonly status: Status; readonly version: string }
  | { readonly ask: 'wait'; readonly until: Instant }

export type Reply<Status> =
  | Found<Status>
  | { readonly got: 'nothing' }
  /** The object is there and cannot be read. */
  | { readonly got: 'unreadable'; readonly reason: Reason }
  | { readonly got: 'outcomes'; readonly outcomes: readonly EffectOutcome[] }
  | { readonly got: 'stored'; readonly version: string; readonly mark: unknown; readonly deleting: boolean }
  | { readonly got: 'conflict' }
  /** No answer, or an error that may pass. */
  | { readonly got: 'no-answer'; readonly reason: Reason }
  | { readonly got: 'waited' }

/** `mark` is what a stored status is known again by: the same status always has the same mark. */
export type Found<Status> = {
  readonly got: 'found'
  readonly status: Status
  readonly mark: unknown
  readonly version: string
  readonly uid: string
  readonly deleting: boolean
}

export type End<Status> =
  | { readonly end: 'settled'; readonly status: Status }
  | { readonly end: 'gone' }
  | { readonly end: 'stopped'; readonly status: Status }
  | { readonly end: 'unreadable'; readonly reason: Reason }
  | { readonly end: 'unreachable'; readonly reason: Reason; readonly status?: Status }

/** The API server may be away for this long before a run gives up. What is frozen is thawed before. */
export const patienceMs = 60_000
/** After a stop and the thaw, the bookkeeping gets this long. */
export const stopBudgetMs = 15_000
const pauseMs = 500
const lookEveryMs = 1_000

/**
 * Follows one object until nothing more happens by itself. Yields one request at a time and expects its reply; stopping
 * it at any yield is a crash, after which a new generator with a new epoch goes on from what is stored.
 *
 * A status that the step keeps in memory is ahead of the stored one while something is frozen. If the object then turns
 * out to have been moved on by another process, what this one holds in memory is dropped and the stored status counts.
 */
export function* reconcile<Status extends { readonly stage: string }>(
  rules: LifecycleRules<Status>,
  worker: EngineWorker,
  markFor: (status: Status) => unknown,
  witness?: Witness<Status>,
): Generator<Request<Status>, End<Status>, Reply<Status>> {
  let outcomes: Record<string, EffectOutcome> = Object.create(null)
  let seen: Found<Status> | undefined
  let current: Status | undefined
  let storedMark: unknown
  let lookedAt = worker.now()
  let mustLook = true
  let firstSilence: Instant | undefined

  for (;;) {
    const now = worker.now()
    if (mustLook || current === undefined || seen === undefined) {
      const reply: Reply<Status> = yield { ask: 'look' }
      if (reply.got === 'nothing') return { end: 'gone' }
      if (reply.got === 'unreadable') return { end: 'unreadable', reason: reply.reason }
      if (reply.got === 'no-answer') {
        firstSilence ??= now
        // What is frozen must be thawed whether or not the API server answers.
        const frozen = current !== undefined && rules.mayBeFrozen(current)
        if (!frozen) {
          if (worker.now() >= after(firstSilence, patienceMs) || worker.stoppingSince() !== undefined)
            return { end: 'unreachable', reason: reply.reason, ...(current === undefined ? {} : { status: current }) }
          yield { ask: 'wait', until: after(worker.now(), pauseMs) }
          continue
        }
      } else {
        assert(reply.got === 'found', 'a look is answered by what it found')
        firstSilence = undefined
        if (current === undefined || seen === undefined || reply.mark !== storedMark) {
          if (reply.mark !== storedMark) outcomes = Object.create(null)
          current = reply.status
        }
        seen = reply
        storedMark = reply.mark
      }
      lookedAt = worker.now()
      mustLook = false
    }
    assert(current !== undefined && seen !== undefined, 'the object was seen')

    const stoppingSince = worker.stoppingSince()
    if (stoppingSince !== undefined) {
      const over = worker.now() >= after(stoppingSince, stopBudgetMs)
      if (!rules.mayBeFrozen(current) && (over || !rules.mustGoOn(current))) return { end: 'stopped', status: current }
    }
    const step = rules.step(current, {
      now: worker.now(),
      uid: seen.uid,
      epoch: worker.epoch,
      startedAt: worker.startedAt,
      deleting: seen.deleting,
      stopping: stoppingSince !== undefined,
      outcomes,
    })

    if (step.effects.length > 0) {
      const reply: Reply<Status> = yield { ask: 'perform', effects: step.effects }
      assert(reply.got === 'outcomes', 'effects are answered by outcomes')
      for (let index = 0; index < step.effects.length; index++) {
        const effect = step.effects[index]
        const outcome = reply.outcomes[index]
        assert(effect !== undefined && outcome !== undefined, 'every effect has its outcome')
        outcomes[effect.key] = outcome
      }
      continue
    }

    if (step.status !== current) {
      current = step.status
      witness?.(current)
      if (step.keep === 'in-memory') continue
      const stored: Stored<Status> = yield* store(seen, storedMark, current, worker, markFor)
      if (stored.got === 'nothing') return { end: 'gone' }
      if (stored.got === 'no-answer') return { end: 'unreachable', reason: stored.reason, status: current }
      if (stored.got === 'moved') {
        outcomes = Object.create(null)
        current = stored.found.status
      }
      seen = stored.found
      storedMark = stored.found.mark
      continue
    }

    if (step.wake.on === 'never') return { end: 'settled', status: current }
    assert(step.wake.on === 'time', 'a step that changes nothing waits or ends')
    yield { ask: 'wait', until: step.wake.at }
    mustLook = !rules.mayBeFrozen(current) || worker.now() >= after(lookedAt, lookEveryMs)
  }
}

type Stored<Status> =
  | { readonly got: 'stored'; readonly found: Found<Status> }
  | { readonly got: 'moved'; readonly found: Found<Status> }
  | { readonly got: 'nothing' }
  | { readonly got: 'no-answer'; readonly reason: Reason }

// A conflict is usually somebody's label; the stored lifecycle is still the one we began from, and ours goes on top.
function* store<Status extends { readonly stage: string }>(
  base: Found<Status>,
  baseMark: unknown,
  status: Status,
  worker: EngineWorker,
  markFor: (status: Status) => unknown,
): Generator<Request<Status>, Stored<Status>, Reply<Status>> {
  const began = worker.now()
  let version = base.version
  for (;;) {
    const reply: Reply<Status> = yield { ask: 'store', status, version }
    if (reply.got === 'stored') {
      const { mark, deleting, version: newVersion } = reply
      const found: Found<Status> = { got: 'found', status, mark, version: newVersion, uid: base.uid, deleting }
      return { got: 'stored', found }
    }
    if (reply.got === 'nothing') return { got: 'nothing' }
    if (reply.got === 'no-answer') {
      if (worker.now() >= after(began, patienceMs)) return { got: 'no-answer', reason: reply.reason }
      yield { ask: 'wait', until: after(worker.now(), pauseMs) }
    }
    const look: Reply<Status> = yield { ask: 'look' }
    if (look.got === 'nothing') return { got: 'nothing' }
    if (look.got === 'unreadable') return { got: 'no-answer', reason: look.reason }
    if (look.got === 'no-answer') {
      if (worker.now() >= after(began, patienceMs)) return { got: 'no-answer', reason: look.reason }
      continue
    }
    assert(look.got === 'found', 'a look is answered by what it found')
    // The answer was lost and the status was stored after all.
    if (look.mark === markFor(status)) return { got: 'stored', found: { ...look, status } }
    if (look.mark !== baseMark) return { got: 'moved', found: look }
    version = look.version
  }
}
