/** One rule's commands, wave by wave: what to do next, from what the earlier commands have come to. */

import { after, type Instant, redact } from '../base/index.ts'
import { exitStopped, exitTooLate, nothingBegun } from './command-script.ts'
import type { Effect, EffectOutcome, Outcomes } from './effect.ts'
import { postKey, preKey } from './effect-key.ts'
import type { Reason } from './reason.ts'
import type { Command, Intent, Target, Wave } from './snapshot-lifecycle.ts'

export type RuleProgress =
  /** `wave`: which of the rule's waves the effects belong to. */
  | { readonly state: 'performing'; readonly effects: readonly Effect[]; readonly wave: number }
  | { readonly state: 'waiting'; readonly until: Instant }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly reason: Reason }

export type RuleLook = {
  readonly attempt: number
  readonly now: Instant
  readonly outcomes: Outcomes
  readonly commandTimeoutMs: number
}

/**
 * Moves a pre rule on. The commands of a wave run in parallel; the first that fails ends the run. A command whose answer
 * was lost is asked about once more where that is safe: a hold is looked at, a watched command reports its recorded end.
 */
export function stepPreRule(intent: Intent, look: RuleLook): RuleProgress {
  for (let w = 0; w < intent.pre.length; w++) {
    const wave = intent.pre[w] ?? []
    const effects: Effect[] = []
    let failure: Reason | undefined
    for (let c = 0; c < wave.length; c++) {
      const command = wave[c]
      const target = command === undefined ? undefined : intent.targets[command.target]
      if (command === undefined || target === undefined) continue
      const key = preKey(look.attempt, w, c, 1)
      const outcome = look.outcomes[key]
      if (outcome === undefined) {
        if (remainingSeconds(intent, look.now) < 1) return { state: 'failed', reason: overBudget }
        effects.push(preEffect(intent, look, target, command, key))
        continue
      }
      const again = isUnknown(outcome) ? look.outcomes[preKey(look.attempt, w, c, 2)] : outcome
      if (again === undefined && (command.holds || intent.watched)) {
        effects.push(askAgain(intent, look, target, command, preKey(look.attempt, w, c, 2)))
        continue
      }
      failure ??= preFailure(intent, target, command, again ?? outcome)
    }
    // A failure is acted on when the whole wave has answered, so that the thaw knows all that was started.
    if (effects.length > 0) return { state: 'performing', effects, wave: w }
    if (failure !== undefined) return { state: 'failed', reason: failure }
  }
  return { state: 'done' }
}

/** The first answer to a pre command that is one: its own, or that of asking again. */
export function preOutcome(
  outcomes: Outcomes,
  attempt: number,
  wave: number,
  command: number,
): EffectOutcome | undefined {
  return outcomes[preKey(attempt, wave, command, 2)] ?? outcomes[preKey(attempt, wave, command, 1)]
}

export type PostRuleProgress =
  | { readonly state: 'performing'; readonly effects: readonly Effect[] }
  | { readonly state: 'waiting'; readonly until: Instant }
  | { readonly state: 'done'; readonly failures: readonly PostFailure[] }

/** A post command that was not seen to succeed, by the index of its container, and whether there was something to thaw. */
export type PostFailure = { readonly target: number; readonly reason: Reason; readonly mayBeFrozen: boolean }

/**
 * Moves a post rule on. Unlike a pre rule it never stops early: a command that fails is tried again, ever more rarely,
 * until `giveUpAt`, and after its first tries the later waves run beside it, because every command may be a thaw.
 * `isGone`: pods that are known to be gone; what ran there is over.
 */
export function stepPostRule(
  intent: Intent,
  look: RuleLook & { readonly giveUpAt: Instant },
  isGone: (uid: string) => boolean,
): PostRuleProgress {
  const failures: PostFailure[] = []
  const effects: Effect[] = []
  let until: Instant | undefined
  for (let w = 0; w < intent.post.length; w++) {
    const wave = intent.post[w] ?? []
    let isPast = true
    for (let c = 0; c < wave.length; c++) {
      const command = wave[c]
      const target = command === undefined ? undefined : intent.targets[command.target]
      if (command === undefined || target === undefined || isGone(target.uid)) continue
      const next = nextPostTry(look, target, command, w, c)
      if (next.failure !== undefined)
        failures.push({ target: command.target, reason: next.failure, mayBeFrozen: !next.isIdle })
      if (next.effect !== undefined) effects.push(next.effect)
      if (next.until !== undefined && (until === undefined || next.until < until)) until = next.until
      if ((next.effect ?? next.until) !== undefined && next.tries < firstTries) isPast = false
    }
    if (!isPast) break
  }
  if (effects.length > 0) return { state: 'performing', effects }
  if (until !== undefined) return { state: 'waiting', until }
  return { state: 'done', failures }
}

/** All answers to one post command, first try first. */
export function postOutcomes(
  outcomes: Outcomes,
  attempt: number,
  wave: number,
  command: number,
): readonly EffectOutcome[] {
  const found: EffectOutcome[] = []
  for (let n = 1; n <= mostTries; n++) {
    const outcome = outcomes[postKey(attempt, wave, command, n)]
    if (outcome === undefined) break
    found.push(outcome)
  }
  return found
}

export function isUnknown(outcome: EffectOutcome): boolean {
  if (outcome.got === 'failure') return true
  if (outcome.got === 'exit') return outcome.exit === 'unknown'
  return outcome.got === 'word' && outcome.word === 'unknown'
}

/** Whole seconds until the deadline, rounded down so that what is told to a pod ends before it. */
export function remainingSeconds(intent: Intent, now: Instant): number {
  return Math.floor((intent.deadline - now) / 1000)
}

/** Every command of the waves with where it stands. */
export function eachCommand(
  waves: readonly Wave[],
  visit: (command: Command, wave: number, index: number) => void,
): void {
  for (let w = 0; w < waves.length; w++) {
    const wave = waves[w] ?? []
    for (let c = 0; c < wave.length; c++) {
      const command = wave[c]
      if (command !== undefined) visit(command, w, c)
    }
  }
}

/** In which container, as messages say it. */
export function place(target: Target): string {
  return `pod ${target.pod}, container ${target.container}`
}

/** After so many tries of a post command the others no longer wait for it. */
const firstTries = 3
/** Far more than fit into the longest thaw. */
const mostTries = 1_000
/** From one try to the next: half a second, then twice as long each time. */
const postPauseMs = 500
const longestPostPauseMs = 5_000

export const overBudget: Reason = {
  code: 'freeze-over-budget',
  message: 'The freeze took longer than its budget allows.',
  blame: 'application',
}

function preEffect(intent: Intent, look: RuleLook, target: Target, command: Command, key: string): Effect {
  const left = remainingSeconds(intent, look.now)
  const own = Math.max(1, Math.min(Math.floor((command.timeoutMs ?? look.commandTimeoutMs) / 1000), left))
  const { name, text } = command
  if (!command.holds) return { do: 'run', key, target, name, seconds: own, text, guarded: intent.watched }
  return { do: 'hold', key, target, name, seconds: left, readySeconds: own, text }
}

function askAgain(intent: Intent, look: RuleLook, target: Target, command: Command, key: string): Effect {
  if (command.holds) return { do: 'look-at-hold', key, target, name: command.name }
  return preEffect(intent, look, target, command, key)
}

function preFailure(intent: Intent, target: Target, command: Command, outcome: EffectOutcome): Reason | undefined {
  const what = `The pre command in ${place(target)}`
  if (outcome.got === 'exit') {
    if (outcome.exit === 0) return undefined
    if (outcome.exit === 'unknown') return lost(what)
    if (outcome.exit === exitTooLate) return intent.watched ? unguarded(target) : overBudget
    if (outcome.exit === exitStopped)
      return { code: 'command-timeout', message: `${what} did not end in time and was stopped.`, blame: 'application' }
    return failed(`${what} failed with exit code ${outcome.exit}`, outcome.output)
  }
  if (outcome.got === 'word') {
    if (outcome.word === 'held') return undefined
    if (outcome.word === 'unwritable') return unwritable(target)
    if (outcome.word === 'expired')
      return { code: 'hold-expired', message: `${what} ended at its deadline.`, blame: 'application' }
    if (outcome.word === 'exited')
      return failed(`${what} ended without holding, with exit code ${outcome.exit ?? 'unknown'}`, outcome.output)
    if (outcome.word === 'timeout' || outcome.word === 'starting')
      return { code: 'command-timeout', message: `${what} did not come to hold in time.`, blame: 'application' }
    return lost(what)
  }
  if (outcome.got === 'failure' && !command.holds) return outcome.reason
  return lost(what)
}

function unguarded(target: Target): Reason {
  const message = `${place(target)} has started anew, or its freeze was over: the pre command was not run.`
  return { code: 'lock-lost', message, blame: 'application' }
}

function failed(text: string, output: string): Reason {
  const said = firstLine(redact(output))
  return { code: 'command-failed', message: said === '' ? `${text}.` : `${text}: ${said}`, blame: 'application' }
}

function lost(what: string): Reason {
  return { code: 'command-unknown', message: `${what} was started, and its end was never seen.`, blame: 'cluster' }
}

export function unwritable(target: Target): Reason {
  return {
    code: 'tmp-unwritable',
    message: `${place(target)} cannot write to /tmp, so nothing there could thaw by itself. Mount an emptyDir at /tmp.`,
    blame: 'spec',
  }
}

/** At most one of the three; none when the command has succeeded. */
type NextTry = {
  readonly tries: number
  /** Nothing was begun that it could undo. */
  readonly isIdle?: boolean
  readonly effect?: Effect
  readonly until?: Instant
  readonly failure?: Reason
}

function nextPostTry(
  look: RuleLook & { readonly giveUpAt: Instant },
  target: Target,
  command: Command,
  wave: number,
  index: number,
): NextTry {
  let name = command.name
  let last: EffectOutcome | undefined
  let idle = 0
  for (let n = 1; n <= mostTries; n++) {
    const key = postKey(look.attempt, wave, index, n)
    const outcome = look.outcomes[key]
    const tries = n - 1
    if (idle >= firstTries) return { tries, isIdle: true, failure: postFailure(target, last) }
    if (outcome === undefined) {
      if (last !== undefined && look.now >= look.giveUpAt) return { tries, failure: postFailure(target, last) }
      const pause = Math.min(longestPostPauseMs, postPauseMs * 2 ** Math.max(0, tries - 1))
      if (last !== undefined && look.now < last.to + pause) return { tries, until: after(last.to, pause) }
      const seconds = Math.max(1, Math.floor((command.timeoutMs ?? look.commandTimeoutMs) / 1000))
      return { tries, effect: { do: 'run', key, target, name, seconds, text: command.text, guarded: false } }
    }
    if (outcome.got === 'exit' && outcome.exit === 0) return { tries: n }
    last = outcome
    if (outcome.got === 'exit' && outcome.output.includes(nothingBegun)) idle++
    // A lost answer is asked for under the same name; a failed command runs again under a new one.
    if (!isUnknown(outcome)) name = `${command.name}-r${n + 1}`
  }
  return { tries: mostTries, failure: postFailure(target, last) }
}

function postFailure(target: Target, outcome: EffectOutcome | undefined): Reason {
  const exit = outcome?.got === 'exit' ? outcome.exit : 'unknown'
  const said = outcome?.got === 'exit' ? firstLine(redact(outcome.output)) : ''
  const how = exit === 'unknown' ? 'did not answer' : `failed with exit code ${exit}`
  return {
    code: 'thaw-unconfirmed',
    message: `The post command in ${place(target)} ${how}${said === '' ? '' : `: ${said}`}. The application may still be frozen.`,
    blame: 'application',
  }
}

/** What a command said first, but for the warnings that database clients print before their error. */
function firstLine(text: string): string {
  const lines = text.trim().split('\n')
  const line = lines.find(one => !/\bwarning\b/i.test(one)) ?? lines[0] ?? ''
  return line.length > 400 ? `${line.slice(0, 400)}…` : line
}
