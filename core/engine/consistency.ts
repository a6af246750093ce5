/** Whether a copy is what the spec asked for: the snapshot instant must lie inside every lock interval as we saw it. */

import type { Instant } from '../base/index.ts'
import type { EffectOutcome, Outcomes } from './effect.ts'
import type { Reason } from './reason.ts'
import { eachCommand, place, postOutcomes, preOutcome } from './rule-run.ts'
import type { Copy, Intent, Target, Verdict } from './snapshot-lifecycle.ts'
import { closeOutcome, releaseOutcome, releaseSent, runsForeground, writersFound } from './thaw-run.ts'

/** A target's freeze as observed. `to` is the last moment at which it was surely frozen, as far as anybody saw it. */
export type LockInterval = {
  readonly target: Target
  readonly from: Instant
  readonly to: Instant | undefined
  readonly how: 'hold' | 'rule'
  /** When its end was confirmed. */
  readonly thawedAt: Instant | undefined
  /** Why the interval proves nothing. */
  readonly broken: Reason | undefined
}

/** Judges copies that were cut while the intent's pre rule was in force, from what this process saw of the whole attempt. */
export function judge(
  intent: Intent,
  copies: readonly Copy[],
  seen: { readonly attempt: number; readonly outcomes: Outcomes },
): Verdict {
  if (!intent.pre.some(wave => wave.length > 0)) return judgeUnfrozen(copies)
  const because = objection(intent, copies, seen)
  if (because === undefined) return { consistency: 'application' }
  return { consistency: oneInstant(copies) ? 'crash' : 'none', because }
}

/** Judges copies that nothing was frozen for. */
export function judgeUnfrozen(copies: readonly Copy[]): Verdict {
  if (oneInstant(copies)) return { consistency: 'crash' }
  const message = 'The storage did not take the snapshots of the group at one instant.'
  return { consistency: 'none', because: { code: 'not-one-instant', message, blame: 'storage' } }
}

/** All freezes of the attempt that this process saw begin, in the order of the pre rule. */
export function lockIntervals(
  intent: Intent,
  seen: { readonly attempt: number; readonly outcomes: Outcomes },
): readonly LockInterval[] {
  const intervals: LockInterval[] = []
  eachCommand(intent.pre, (command, wave, index) => {
    const target = intent.targets[command.target]
    const held = preOutcome(seen.outcomes, seen.attempt, wave, index)
    if (target === undefined || !command.holds || held?.got !== 'word' || held.word !== 'held') return
    intervals.push(holdInterval(target, held.to, seen, wave, index))
  })
  for (const [index, target] of intent.targets.entries()) {
    const interval = ruleInterval(intent, index, target, seen)
    if (interval !== undefined) intervals.push(interval)
  }
  return intervals
}

/** Why a list of writers speaks against the freeze: a pod that was not known when it was planned. */
export function strangerAmong(intent: Intent, writers: EffectOutcome | undefined): Reason | undefined {
  if (writers?.got !== 'pods') return undefined
  const stranger = writers.pods.find(pod => !intent.known.includes(pod.uid))
  if (stranger === undefined) return undefined
  const message = `Pod ${stranger.name} appeared while the others were frozen, and was not frozen itself.`
  return { code: 'new-writer', message, blame: 'application' }
}

function objection(
  intent: Intent,
  copies: readonly Copy[],
  seen: { readonly attempt: number; readonly outcomes: Outcomes },
): Reason | undefined {
  const writers = writersFound(seen.outcomes, seen.attempt)
  if (writers?.got !== 'pods') {
    const message = 'Nobody could see whether other pods wrote during the freeze.'
    return { code: 'new-writer', message, blame: 'cluster' }
  }
  const stranger = strangerAmong(intent, writers)
  if (stranger !== undefined) return stranger
  for (const interval of lockIntervals(intent, seen)) {
    if (interval.broken !== undefined) return interval.broken
    if (copies.some(copy => !within(copy.at, interval))) return outside(interval.target)
  }
  return undefined
}

function within(at: Instant, interval: LockInterval): boolean {
  return at >= interval.from && interval.to !== undefined && at <= interval.to
}

function oneInstant(copies: readonly Copy[]): boolean {
  return copies.every(copy => copy.at === copies[0]?.at)
}

type Look = { readonly attempt: number; readonly outcomes: Outcomes }

function holdInterval(target: Target, from: Instant, seen: Look, wave: number, index: number): LockInterval {
  const answer = releaseOutcome(seen.outcomes, seen.attempt, wave, index)
  const to = releaseSent(seen.outcomes, seen.attempt, wave, index)
  const word = answer?.got === 'word' ? answer.word : 'unknown'
  const thawedAt = word === 'unknown' ? undefined : answer?.to
  // `stopped`: it held until its release, and then did not end by itself.
  const whole = word === 'released' || word === 'stopped'
  const broken = whole ? undefined : word === 'expired' ? expired(target) : lockLost(target)
  return { target, from, to, how: 'hold', thawedAt, broken }
}

// A foreground rule freezes a container from its last pre command's end to its first post command's start.
function ruleInterval(intent: Intent, index: number, target: Target, seen: Look): LockInterval | undefined {
  if (!intent.watched || !runsForeground(intent, index)) return undefined
  let from: Instant | undefined
  eachCommand(intent.pre, (command, wave, at) => {
    if (command.target !== index || command.holds) return
    const outcome = preOutcome(seen.outcomes, seen.attempt, wave, at)
    if (outcome?.got === 'exit' && outcome.exit === 0) from = outcome.to
  })
  if (from === undefined) return undefined
  // Any post command may be what thaws this container, so the first one of all ends the interval.
  let to: Instant | undefined
  let thawedAt: Instant | undefined
  eachCommand(intent.post, (command, wave, at) => {
    const answers = postOutcomes(seen.outcomes, seen.attempt, wave, at)
    const sent = answers[0]?.from
    if (sent !== undefined && (to === undefined || sent < to)) to = sent
    if (command.target !== index) return
    for (const answer of answers) if (answer.got === 'exit' && answer.exit === 0) thawedAt = answer.to
  })
  const closed = closeOutcome(seen.outcomes, seen.attempt, index)
  const word = closed?.got === 'word' ? closed.word : 'unknown'
  to ??= closed?.from
  // A container without post commands of its own is thawed by those of the others.
  const hasOwn = intent.post.some(wave => wave.some(command => command.target === index))
  if (!hasOwn) thawedAt = to
  const broken = word === 'disarmed' ? undefined : word === 'fired' ? expired(target) : lockLost(target)
  return { target, from, to, how: 'rule', thawedAt, broken }
}

function expired(target: Target): Reason {
  const message = `The freeze in ${place(target)} ended by itself at its deadline, before it was released.`
  return { code: 'hold-expired', message, blame: 'application' }
}

function lockLost(target: Target): Reason {
  const message = `The freeze in ${place(target)} was not seen to last until its release.`
  return { code: 'lock-lost', message, blame: 'application' }
}

function outside(target: Target): Reason {
  const message = `The snapshot instant lies outside the freeze of ${place(target)}.`
  return { code: 'outside-lock', message, blame: 'storage' }
}
