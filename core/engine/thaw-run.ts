/** The thaw: releases holds, runs the post rule, closes watchdogs. It ends, whatever the pods answer. */

import { after, type Instant, instant } from '../base/index.ts'
import type { Effect, EffectOutcome, Outcomes, WriterSelection } from './effect.ts'
import { type CommandKey, cleanUpKey, closeKey, preKey, releaseKey, writersKey } from './effect-key.ts'
import type { Reason } from './reason.ts'
import { eachCommand, isUnknown, place, postOutcomes, preOutcome, stepPostRule } from './rule-run.ts'
import type { Command, Freeze, Intent, Target } from './snapshot-lifecycle.ts'

export type ThawProgress =
  | { readonly state: 'performing'; readonly effects: readonly Effect[] }
  | { readonly state: 'waiting'; readonly until: Instant }
  /**
   * `unconfirmed`: what nobody could see thaw. Holds there end by themselves at the deadline, and watchdogs go on trying.
   * `stillFrozen`: a post command was never seen to succeed.
   */
  | { readonly state: 'done'; readonly unconfirmed: readonly Reason[]; readonly stillFrozen?: Reason }

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
  let stillFrozen: Reason | undefined
  const giveUpAt = thawEndsAt(intent, look)
  if (look.mayBeFrozen) {
    const post = stepPostRule(intent, { ...look, giveUpAt }, isGone)
    if (post.state !== 'done') return post
    unconfirmed = [...unconfirmed, ...post.failures.map(failure => failure.reason)]
    const open = post.failures.filter(failure => failure.mayBeFrozen)
    stillFrozen = open[0]?.reason
    if (open.length > 0) needed = new Set(open.map(failure => failure.target))
  }

  const closed = closeAll(look, intent, needed, look.now >= after(giveUpAt, closingMs))
  if (closed.effects.length > 0) return { state: 'performing', effects: closed.effects }
  if (closed.until !== undefined) return { state: 'waiting', until: closed.until }
  unconfirmed = [...unconfirmed, ...closed.unconfirmed]

  const cleaned = unconfirmed.length === 0 && look.now < after(giveUpAt, closingMs) ? cleanUp(look, intent) : []
  if (cleaned.length > 0) return { state: 'performing', effects: cleaned }
  return { state: 'done', unconfirmed, ...(stillFrozen === undefined ? {} : { stillFrozen }) }
}

/** When post commands that still fail are left to the watchdog: it has fired by then, and may have thawed. */
function thawEndsAt(intent: Intent, look: ThawLook): Instant {
  const usual = after(look.since, thawBudgetMs)
  return intent.watched ? instant(Math.max(usual, intent.deadline + watchdogLeadMs)) : usual
}

/** The pods whose writing matters to an attempt. */
export function writersOf(intent: Intent): WriterSelection {
  return { claims: intent.members.map(member => member.claim), selectors: intent.selectors }
}

/** What releasing a hold came to: the first answer that is one, else the last. */
export function releaseOutcome(outcomes: Outcomes, attempt: number, wave: number, command: number) {
  return answer(outcomes, releaseKey, attempt, wave, command).outcome
}

/** When the release was first sent, which is the last moment at which the hold was surely held. */
export function releaseSent(outcomes: Outcomes, attempt: number, wave: number, command: number): Instant | undefined {
  return outcomes[releaseKey(attempt, wave, command, 1)]?.from
}

export function closeOutcome(outcomes: Outcomes, attempt: number, target: number): EffectOutcome | undefined {
  return answer(outcomes, closeKey, attempt, target, 0).outcome
}

/** The latest list of writers, or undefined when none was got. */
export function writersFound(outcomes: Outcomes, attempt: number): EffectOutcome | undefined {
  return answer(outcomes, writersKey, attempt, 0, 0).outcome
}

/** So long a thaw is tried at least; post commands that have a watchdog, until that has fired. */
export const thawBudgetMs = 60_000
/** How long a watchdog gets alone before it is asked what it came to. */
const watchdogLeadMs = 10_000
/** So long after the last try of a post command watchdogs may be closed and files removed. */
const closingMs = 30_000
const tries = 4
const pauseMs = 500
const releaseSeconds = 5
const nobody: ReadonlySet<number> = new Set()

type Asked = {
  readonly effects: readonly Effect[]
  readonly until: Instant | undefined
  readonly unconfirmed: readonly Reason[]
}

const nothingAsked: Asked = { effects: [], until: undefined, unconfirmed: [] }

/** `next`: the key under which to ask again, or undefined when it is answered or was asked often enough. */
type Answered = { readonly outcome: EffectOutcome | undefined; readonly next: string | undefined }

// The answer is the first of the tries that is not unknown, else the last.
function answer(outcomes: Outcomes, keyOf: CommandKey, attempt: number, wave: number, index: number): Answered {
  let last: EffectOutcome | undefined
  for (let n = 1; n <= tries; n++) {
    const key = keyOf(attempt, wave, index, n)
    const outcome = outcomes[key]
    if (outcome === undefined) return { outcome: last, next: key }
    if (!isUnknown(outcome)) return { outcome, next: undefined }
    last = outcome
  }
  return { outcome: last, next: undefined }
}

function podIsGone(look: ThawLook, uid: string): boolean {
  const found = writersFound(look.outcomes, look.attempt)
  return found?.got === 'pods' && !found.pods.some(pod => pod.uid === uid)
}

function askAll(look: ThawLook, freeze: Freeze, late: boolean): Asked {
  if (!look.mayBeFrozen) return nothingAsked
  const { intent } = freeze
  const round = new Round(look, late)
  const own = freeze.epoch === look.epoch
  eachCommand(intent.pre, (command, wave, index) => {
    const target = intent.targets[command.target]
    if (!command.holds || target === undefined) return
    if (own && preOutcome(look.outcomes, look.attempt, wave, index) === undefined) return
    const { name } = command
    round.ask(releaseKey, wave, index, target, key => ({ do: 'release', key, target, name, seconds: releaseSeconds }))
  })
  if (intent.targets.length > 0) {
    const selection = writersOf(intent)
    round.ask(writersKey, 0, 0, undefined, key => ({ do: 'find-writers', key, selection }))
  }
  return round.result()
}

/** Collects what is to be asked now, what must wait for a pause, and what was asked in vain. */
class Round {
  readonly #look: ThawLook
  readonly #late: boolean
  readonly #effects: Effect[] = []
  readonly #unconfirmed: Reason[] = []
  #until: Instant | undefined

  constructor(look: ThawLook, late: boolean) {
    this.#look = look
    this.#late = late
  }

  ask(keyOf: CommandKey, wave: number, index: number, target: Target | undefined, make: (key: string) => Effect): void {
    const { outcomes, attempt, now } = this.#look
    const { outcome, next } = answer(outcomes, keyOf, attempt, wave, index)
    if (outcome !== undefined && !isUnknown(outcome)) return
    if (target !== undefined && podIsGone(this.#look, target.uid)) return
    if (next === undefined || this.#late) {
      if (target !== undefined) this.#unconfirmed.push(notSeen(target))
    } else if (outcome !== undefined && now < outcome.to + pauseMs) this.#until = after(outcome.to, pauseMs)
    else this.#effects.push(make(next))
  }

  result(): Asked {
    return {
      effects: this.#effects,
      until: this.#effects.length > 0 ? undefined : this.#until,
      unconfirmed: this.#unconfirmed,
    }
  }
}

function closeAll(look: ThawLook, intent: Intent, needed: ReadonlySet<number>, late: boolean): Asked {
  const round = new Round(look, late)
  for (let index = 0; index < intent.targets.length; index++) {
    const target = intent.targets[index]
    if (target === undefined || needed.has(index) || !runsForeground(intent, index)) continue
    round.ask(closeKey, index, 0, target, key => ({ do: 'close', key, target }))
  }
  return round.result()
}

// Best effort, once: what stays behind is a few small files. Where an answer was lost the files stay on purpose: they
// refuse a command that is still on its way.
function cleanUp(look: ThawLook, intent: Intent): readonly Effect[] {
  const effects: Effect[] = []
  for (const [index, target] of intent.targets.entries()) {
    const key = cleanUpKey(look.attempt, index)
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
    const first = look.outcomes[preKey(look.attempt, wave, index, 1)]
    if (command.target === target && (first === undefined || isUnknown(first))) answered = false
  })
  eachCommand(intent.post, (command, wave, index) => {
    if (command.target !== target) return
    for (const outcome of postOutcomes(look.outcomes, look.attempt, wave, index))
      if (isUnknown(outcome)) answered = false
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
