/** Writes the evidence: turns what one process saw of an attempt into the record that is kept on the object. */

import { type Instant, redact, toIso } from '../base/index.ts'
import { type LockInterval, lockIntervals } from './consistency.ts'
import type { EffectOutcome, Outcomes } from './effect.ts'
import type { CommandRun, EventName, Evidence, EvidenceEvent, FrozenPod } from './evidence.ts'
import type { Reason } from './reason.ts'
import { eachCommand, postOutcomes, preOutcome } from './rule-run.ts'
import type { Copy, Freeze, Intent, Verdict } from './snapshot-lifecycle.ts'

/** Objects in a cluster are small; a snapshot that was tried for hours keeps its latest events only. */
const keptEvents = 120
const keptCommands = 120

/** Adds one event. */
export function note(evidence: Evidence, at: Instant, what: EventName, text: string): Evidence {
  return withEvents(evidence, [{ at: toIso(at), what, text }])
}

/** Adds several events of one time. */
export function noteAll(evidence: Evidence, at: Instant, what: EventName, texts: readonly string[]): Evidence {
  return withEvents(
    evidence,
    texts.map(text => ({ at: toIso(at), what, text })),
  )
}

/** Begins an attempt: `frozen` tells of the attempt whose snapshot is kept, earlier ones stay in the events. */
export function withAttempt(evidence: Evidence, at: Instant, attempt: number, notes: readonly string[]): Evidence {
  const begun: EvidenceEvent = { at: toIso(at), what: 'attempt', text: `Attempt ${attempt} begins.` }
  const warnings = notes.map((text): EvidenceEvent => ({ at: toIso(at), what: 'warning', text }))
  const { snapshotAt: _, because: __, ...rest } = evidence
  const events = latest([...evidence.events, begun, ...warnings], keptEvents)
  return { ...rest, consistency: 'none', frozen: [], events, attempts: attempt }
}

/** Adds what was frozen and which commands ran, when the thaw is over. */
export function withThaw(
  evidence: Evidence,
  attempt: {
    readonly freeze: Freeze
    readonly attempt: number
    readonly outcomes: Outcomes
    readonly copies: readonly Copy[] | undefined
    readonly unconfirmed: readonly Reason[]
    readonly now: Instant
    /** The process that watched is the one that froze. */
    readonly own: boolean
  },
): Evidence {
  const { intent } = attempt.freeze
  const locks = lockIntervals(intent, attempt)
  const events: EvidenceEvent[] = locks.flatMap(lockEvents)
  const cutAt = lastInstant(attempt.copies)
  if (cutAt !== undefined) events.push({ at: toIso(cutAt), what: 'snapshot', text: snapshotText(attempt.copies) })
  if (!attempt.own)
    events.push({
      at: toIso(attempt.now),
      what: 'thawed',
      text: 'Thawed what an earlier process may have left frozen.',
    })
  for (const reason of attempt.unconfirmed)
    events.push({ at: toIso(attempt.now), what: 'warning', text: reason.message })
  events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const frozen = locks.map(frozenPod)
  const commands = latest(evidence.commands.concat(commandRuns(intent, attempt)), keptCommands)
  return { ...withEvents(evidence, events), frozen, commands }
}

/** Writes down what the kept copies are worth. */
export function withResult(evidence: Evidence, copies: readonly Copy[], verdict: Verdict): Evidence {
  const at = lastInstant(copies)
  const taken = evidence.events.some(event => event.what === 'snapshot' && event.at === (at && toIso(at)))
  const told = at === undefined || taken ? evidence : note(evidence, at, 'snapshot', snapshotText(copies))
  return {
    ...told,
    consistency: verdict.consistency,
    ...(verdict.because === undefined ? {} : { because: verdict.because.message }),
    ...(at === undefined ? {} : { snapshotAt: toIso(at) }),
  }
}

function lockEvents(lock: LockInterval): readonly EvidenceEvent[] {
  const { namespace, pod } = lock.target
  const how = lock.how === 'hold' ? 'is held' : 'is frozen by its pre rule'
  const begun: EvidenceEvent = {
    at: toIso(lock.from),
    what: 'frozen',
    namespace,
    pod,
    text: `${lock.target.container} ${how}.`,
  }
  if (lock.thawedAt === undefined) return [begun]
  const text = lock.broken === undefined ? `Frozen ${seconds(lock.thawedAt - lock.from)}.` : lock.broken.message
  return [begun, { at: toIso(lock.thawedAt), what: 'thawed', namespace, pod, text }]
}

function frozenPod(lock: LockInterval): FrozenPod {
  const { namespace, pod, container } = lock.target
  const to = lock.thawedAt
  const from = toIso(lock.from)
  if (to === undefined) return { namespace, pod, container, from, how: lock.how }
  return { namespace, pod, container, from, to: toIso(to), ms: to - lock.from, how: lock.how }
}

function commandRuns(
  intent: Intent,
  seen: { readonly attempt: number; readonly outcomes: Outcomes },
): readonly CommandRun[] {
  const runs: CommandRun[] = []
  eachCommand(intent.pre, (command, wave, index) => {
    const outcome = preOutcome(seen.outcomes, seen.attempt, wave, index)
    const target = intent.targets[command.target]
    if (outcome === undefined || target === undefined) return
    const { namespace, pod, container } = target
    // A hold that is held has not ended yet; it counts as begun well.
    const held = outcome.got === 'word' && outcome.word === 'held'
    const exit =
      outcome.got === 'exit'
        ? outcome.exit
        : held
          ? 0
          : outcome.got === 'word'
            ? (outcome.exit ?? 'unknown')
            : 'unknown'
    runs.push({
      namespace,
      pod,
      container,
      when: 'pre',
      command: redact(command.text),
      exit,
      from: toIso(outcome.from),
      to: toIso(outcome.to),
      ...printed(outcome),
    })
  })
  eachCommand(intent.post, (command, wave, index) => {
    const target = intent.targets[command.target]
    if (target === undefined) return
    const { namespace, pod, container } = target
    for (const outcome of postOutcomes(seen.outcomes, seen.attempt, wave, index)) {
      const exit = outcome.got === 'exit' ? outcome.exit : 'unknown'
      runs.push({
        namespace,
        pod,
        container,
        when: 'post',
        command: redact(command.text),
        exit,
        from: toIso(outcome.from),
        to: toIso(outcome.to),
        ...printed(outcome),
      })
    }
  })
  return runs
}

/** Many commands share one annotation, which may have 256 KiB together with all others. */
const keptOutput = 400

function printed(outcome: EffectOutcome): Pick<CommandRun, 'output'> {
  const output = 'output' in outcome ? redact(outcome.output).trim() : ''
  return output === '' ? {} : { output: output.length > keptOutput ? `…${output.slice(-keptOutput)}` : output }
}

function lastInstant(copies: readonly Copy[] | undefined): Instant | undefined {
  return copies?.reduce<Instant | undefined>(
    (last, copy) => (last === undefined || copy.at > last ? copy.at : last),
    undefined,
  )
}

function snapshotText(copies: readonly Copy[] | undefined): string {
  const claims = (copies ?? []).map(copy => copy.member.claim)
  return claims.length === 1 ? `Snapshot of ${claims[0]}.` : `Snapshots of ${claims.join(', ')}.`
}

// A fresh run's evidence has no result yet; copying it field by field is much quicker than a spread.
function withEvents(evidence: Evidence, added: readonly EvidenceEvent[]): Evidence {
  const events = latest(evidence.events.concat(added), keptEvents)
  const { consistency, because, snapshotAt, frozen, commands, attempts } = evidence
  if (because !== undefined || snapshotAt !== undefined) return { ...evidence, events }
  return { consistency, frozen, events, commands, attempts }
}

function latest<T>(all: readonly T[], kept: number): readonly T[] {
  return all.length > kept ? all.slice(all.length - kept) : all
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
