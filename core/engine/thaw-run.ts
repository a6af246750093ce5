/** The thaw: releases holds, runs the post rule, closes watchdogs. It ends, whatever the pods answer. */

import { after, type Instant } from '../base/index.ts'
import type { Effect, EffectOutcome, Outcomes } from './effect.ts'
import type { Reason } from './reason.ts'
import { eachCommand, isUnknown, place, preOutcome, stepPostRule } from './rule-run.ts'
import type { Command, Freeze, Intent, Target } from './snapshot-lifecycle.ts'

export type ThawProgress =
  | { readonly state: 'performing'; readonly effects: readonly Effect[] }
  | { readonly state: 'waiting'; readonly until: Instant }
  /** `unconfirmed`: what nobody could see thaw. Holds and watchdogs there end by themselves at the deadline. */
  | { readonly state: 'done'; readonly unconfirmed: readonly Reason[] }

export type ThawLook = {
  readonly attempt: number
  readonly now: Instant
  /** When the thaw began. */
  readonly since: Instant
  readonly epoch: string
  readonly outcomes: Outcomes
  readonly mayBeFrozen: boolean
  readonly commandTimeoutMs: number
}

/**
 * Moves the thaw on: first all holds at once, then the post rule, then the watchdogs, then the files. While the holds are
 * released the writers are listed once more, which costs the frozen application nothing.
 */
export function stepThaw(freeze: Freeze, look: ThawLook): ThawProgress {
  const { intent } = freeze
  const late = look.now >= after(look.since, thawBudgetMs)
  const isGone = (uid: string) => podIsGone(look, uid)
  const asked = askAll(look, freeze, late)
  if (asked.effects.length > 0) return { state: 'performing', effects: asked.effects }
  if (asked.until !== undefined) return { state: 'waiting', until: asked.until }

  let unconfirmed = asked.unconfirmed
  // A watchdog is all that is left where the post rule was not seen to succeed, so it is not closed there.
  let needed: ReadonlySet<number> = nobody
  if (look.mayBeFrozen) {
    const post = stepPostRule(intent, { ...look, isGone })
    if (post.state !== 'done' && !late) return post
    if (post.state === 'done') {
      unconfirmed = [...unconfirmed, ...post.failures.map(failure => failure.reason)]
      if (post.failures.length > 0) needed = new Set(post.failures.map(failure => failure.target))
    } else {
      unconfirmed = [...unconfirmed, tooLong]
      needed = new Set(intent.targets.keys())
    }
  }

  const closed = closeAll(look, intent, needed, late)
  if (closed.effects.length > 0) return { state: 'performing', effects: closed.effects }
  if (closed.until !== undefined) return { state: 'waiting', until: closed.until }
  unconfirmed = [...unconfirmed, ...closed.unconfirmed]

  const cleaned = unconfirmed.length === 0 && !late ? cleanUp(look, intent) : []
  if (cleaned.length > 0) return { state: 'performing', effects: cleaned }
  return { state: 'done', unconfirmed }
}

/** What releasing a hold came to: the first answer that is one, else the last. */
export function releaseOutcome(outcomes: Outcomes, attempt: number, wave: number, command: number) {
  return answer(outcomes, `${attempt}/release/${wave}/${command}`).outcome
}

/** When the release was first sent, which is the last moment at which the hold was surely held. */
export function releaseSent(outcomes: Outcomes, attempt: number, wave: number, command: number): Instant | undefined {
  return outcomes[`${attempt}/release/${wave}/${command}/1`]?.from
}

export function closeOutcome(outcomes: Outcomes, attempt: number, target: number): EffectOutcome | undefined {
  return answer(outcomes, `${attempt}/close/${target}`).outcome
}

/** The latest list of writers, or undefined when none was got. */
export function writersFound(outcomes: Outcomes, attempt: number): EffectOutcome | undefined {
  return answer(outcomes, `${attempt}/writers`).outcome
}

export function armKey(attempt: number, target: number): string {
  return `${attempt}/arm/${target}`
}

/** Longer than any hold or watchdog can last once the thaw has begun would be pointless; this is enough to see most end. */
export const thawBudgetMs = 60_000
const tries = 4
const pauseMs = 500
const releaseSeconds = 5
const nobody: ReadonlySet<number> = new Set()

const tooLong: Reason = {
  code: 'thaw-unconfirmed',
  message: 'The post rule did not end in time. The application may still be frozen.',
  blame: 'application',
}

type Asked = {
  readonly effects: readonly Effect[]
  readonly until?: Instant
  readonly unconfirmed: readonly Reason[]
}

type Answered = { readonly outcome?: EffectOutcome; readonly next: string; readonly tried: number }

// Tries are keyed KEY/1, KEY/2, …; an answer is the first that is not unknown.
function answer(outcomes: Outcomes, key: string): Answered {
  let last: EffectOutcome | undefined
  for (let n = 1; n <= tries; n++) {
    const outcome = outcomes[`${key}/${n}`]
    if (outcome === undefined)
      return { ...(last === undefined ? {} : { outcome: last }), next: `${key}/${n}`, tried: n - 1 }
    if (!isUnknown(outcome)) return { outcome, next: '', tried: n }
    last = outcome
  }
  return { ...(last === undefined ? {} : { outcome: last }), next: '', tried: tries }
}

function podIsGone(look: ThawLook, uid: string): boolean {
  const found = writersFound(look.outcomes, look.attempt)
  return found?.got === 'pods' && !found.pods.some(pod => pod.uid === uid)
}

function askAll(look: ThawLook, freeze: Freeze, late: boolean): Asked {
  const { intent } = freeze
  const effects: Effect[] = []
  const unconfirmed: Reason[] = []
  let until: Instant | undefined
  const consider = (key: string, make: (key: string) => Effect, target?: Target) => {
    const { outcome, next } = answer(look.outcomes, key)
    if (outcome !== undefined && !isUnknown(outcome)) return
    if (target !== undefined && podIsGone(look, target.uid)) return
    if (next === '' || late) {
      if (target !== undefined) unconfirmed.push(notSeen(target))
      return
    }
    if (outcome !== undefined && look.now < outcome.to + pauseMs) until = after(outcome.to, pauseMs)
    else effects.push(make(next))
  }
  if (!look.mayBeFrozen) return { effects, unconfirmed }
  const own = freeze.epoch === look.epoch
  eachCommand(intent.pre, (command, wave, index) => {
    const target = intent.targets[command.target]
    if (!command.holds || target === undefined) return
    if (own && preOutcome(look.outcomes, look.attempt, wave, index) === undefined) return
    const key = `${look.attempt}/release/${wave}/${index}`
    consider(key, at => ({ do: 'release', key: at, target, name: command.name, seconds: releaseSeconds }), target)
  })
  const selection = { claims: intent.members.map(member => member.claim), selectors: intent.selectors }
  if (intent.targets.length > 0) consider(`${look.attempt}/writers`, key => ({ do: 'find-writers', key, selection }))
  return { effects, unconfirmed, ...(effects.length === 0 && until !== undefined ? { until } : {}) }
}

function closeAll(look: ThawLook, intent: Intent, needed: ReadonlySet<number>, late: boolean): Asked {
  const effects: Effect[] = []
  const unconfirmed: Reason[] = []
  let until: Instant | undefined
  for (const [index, target] of intent.targets.entries()) {
    if (!runsForeground(intent, index) || needed.has(index) || podIsGone(look, target.uid)) continue
    const { outcome, next } = answer(look.outcomes, `${look.attempt}/close/${index}`)
    if (outcome !== undefined && !isUnknown(outcome)) continue
    if (next === '' || late) unconfirmed.push(notSeen(target))
    else if (outcome !== undefined && look.now < outcome.to + pauseMs) until = after(outcome.to, pauseMs)
    else effects.push({ do: 'close', key: next, target })
  }
  return { effects, unconfirmed, ...(effects.length === 0 && until !== undefined ? { until } : {}) }
}

// Best effort, once: what stays behind is a few small files. Where an answer was lost the files stay on purpose: they
// refuse a command that is still on its way.
function cleanUp(look: ThawLook, intent: Intent): readonly Effect[] {
  const effects: Effect[] = []
  for (const [index, target] of intent.targets.entries()) {
    const key = `${look.attempt}/clean-up/${index}`
    if (look.outcomes[key] !== undefined || podIsGone(look, target.uid)) continue
    if (!allAnswered(look, intent, index)) continue
    effects.push({ do: 'clean-up', key, target, holds: holdsOf(intent, index) })
  }
  return effects
}

/** Whether commands other than holds run in the target, or a watchdog does. */
export function runsForeground(intent: Intent, target: number): boolean {
  const here = (command: Command) => command.target === target && !command.holds
  return intent.watched || intent.pre.some(wave => wave.some(here)) || intent.post.some(wave => wave.some(here))
}

function allAnswered(look: ThawLook, intent: Intent, target: number): boolean {
  let answered = true
  eachCommand(intent.pre, (command, wave, index) => {
    const first = look.outcomes[`${look.attempt}/pre/${wave}/${index}`]
    if (command.target === target && (first === undefined || isUnknown(first))) answered = false
  })
  return answered
}

function holdsOf(intent: Intent, target: number): readonly string[] {
  return intent.pre.flatMap(wave => wave.filter(one => one.target === target && one.holds).map(one => one.name))
}

function notSeen(target: Target): Reason {
  return {
    code: 'thaw-unconfirmed',
    message: `${place(target)} did not answer while it was thawed. What was frozen there ends by itself at its deadline.`,
    blame: 'cluster',
  }
}
