/** A spec tried many times in copies of a world: how consistent, how long frozen, and which promise broke, if any. */

import type { ObjectRef } from '../../specs/index.ts'
import { type Fault, spellFault } from '../faults/fault.ts'
import type { Consistency } from './copies.ts'
import type { Carried, ExecutorName } from './executor.ts'
import type { PromiseName } from './promises.ts'
import type { ScheduleTally } from './schedule-outcome.ts'
import { type Smallest, shrinkTrial } from './shrink-trial.ts'
import { storyOf } from './story.ts'
import { runTrial, type Trial, type TrialCase } from './trial.ts'

export type SimulationRequest = Omit<TrialCase, 'seed'> & {
  /** The seed of the first run; the others count up from it. */
  readonly seed: number
  readonly runs: number
  /** The workloads of the world, which a smaller story may do without. */
  readonly workloads: readonly ObjectRef[]
  readonly settle: () => Promise<void>
  /** Told after every run. */
  readonly onTrial?: (trial: Trial) => void
  /** Told before every run that is tried to shorten a story. */
  readonly onShorten?: (promise: PromiseName) => void
}

export type SimulationReport = {
  readonly seed: number
  /** As many as were made: fewer than asked for when somebody stopped it. */
  readonly runs: number
  readonly executor: ExecutorName
  readonly objects: readonly ObjectRef[]
  /** How many runs had a copy of which worth, by the applications' own judgement. */
  readonly consistency: Readonly<Record<Consistency, number>>
  /** What the executor says became of the runs. */
  readonly results: Readonly<Record<Carried['result'], number>>
  /** Why runs were not successful, in the executor's words, the commonest first. */
  readonly reasons: readonly { readonly text: string; readonly runs: number }[]
  /** How an application opened its copy, in its own words, once for each consistency that came up. */
  readonly verdicts: readonly { readonly consistency: Consistency; readonly text: string }[]
  /** The longest freeze of each run; null: it had not ended when the run was over. */
  readonly frozenMs: { readonly p50: number | null; readonly p99: number | null; readonly max: number | null }
  /** A freeze that never ended had lasted so long when the last look was taken. */
  readonly stillFrozenMs?: number
  /** How long applications were away for a restore in place, the longest of each run; null: one did not come back. */
  readonly awayMs?: { readonly p50: number | null; readonly p99: number | null; readonly max: number | null }
  /** What the schedules of the first run made. Only for schedules. */
  readonly schedules?: readonly ScheduleTally[]
  /** How long schedules were let run. Only for schedules. */
  readonly scheduledMs?: number
  readonly faults: readonly FaultEffect[]
  readonly broken: readonly Breakage[]
  readonly ok: boolean
}

/** What a fault did, over all runs in which it struck. */
export type FaultEffect = {
  readonly fault: string
  readonly struck: number
  readonly results: Readonly<Record<Carried['result'], number>>
  readonly consistency: Readonly<Record<Consistency, number>>
  readonly longestFreezeMs: number | null
}

export type Breakage = {
  readonly promise: PromiseName
  readonly runs: number
  /** `faults`, `without` and `days` repeat it: the run of that seed with exactly these. */
  readonly smallest: {
    readonly seed: number
    readonly faults: readonly string[]
    readonly without: readonly ObjectRef[]
    /** How long schedules were let run. Only for schedules. */
    readonly days?: number
    readonly story: readonly string[]
  }
}

/** Runs everything. Aborting ends it after the run that is under way, with a report of those made so far. */
export async function simulate(request: SimulationRequest, signal: AbortSignal): Promise<SimulationReport> {
  const { runs, settle, workloads, onTrial, onShorten, ...rest } = request
  const trials: Trial[] = []
  for (let index = 0; index < runs && !signal.aborted; index++) {
    const trial = await runTrial({ ...rest, seed: request.seed + index }, settle)
    trials.push(trial)
    onTrial?.(trial)
  }
  const remembered = onlyOnce(of => runTrial(of, settle))
  const promises = new Set(trials.flatMap(({ broken }) => broken.map(({ promise }) => promise)))
  const broken: Breakage[] = []
  for (const promise of promises) {
    const hit = trials.filter(trial => trial.broken.some(one => one.promise === promise))
    const [trial] = hit
    if (trial === undefined) continue
    const from: Smallest = { trial, case: { ...rest, seed: trial.seed } }
    const run = (of: TrialCase) => {
      onShorten?.(promise)
      return remembered(of)
    }
    const small = await shrinkTrial(from, promise, { workloads, settle, run, signal })
    const smallest = {
      seed: small.trial.seed,
      faults: small.trial.faults.map(spellFault),
      without: small.case.without ?? [],
      ...daysOf(small.trial),
      story: storyOf(small.trial, promise),
    }
    broken.push({ promise, runs: hit.length, smallest })
  }
  return report(request, trials, broken)
}

function daysOf({ scheduledMs }: Trial): { readonly days?: number } {
  return scheduledMs === undefined ? {} : { days: Math.max(1, Math.round(scheduledMs / 86_400_000)) }
}

/** A run follows from its case, and stories of several promises are shortened in the same ways. */
function onlyOnce(run: (of: TrialCase) => Promise<Trial>): (of: TrialCase) => Promise<Trial> {
  const made = new Map<string, Promise<Trial>>()
  return of => {
    const { seed, faults, refs, scheduleMs, without = [] } = of
    const key = JSON.stringify([seed, faults, refs, without, scheduleMs])
    const known = made.get(key) ?? run(of)
    made.set(key, known)
    return known
  }
}

function report(request: SimulationRequest, trials: readonly Trial[], broken: readonly Breakage[]): SimulationReport {
  const freezes = trials.map(({ longestFreezeMs }) => longestFreezeMs)
  const away = trials.flatMap(({ awayMs }) => (awayMs === undefined ? [] : [awayMs]))
  const [one] = trials
  const still = Math.max(
    0,
    ...trials.flatMap(({ frozen, end }) => frozen.flatMap(one => (one.to ? [] : [end - one.from]))),
  )
  const results = resultsOf(trials)
  // Without faults there is no excuse for a run that does not come out as asked.
  const calm = request.faults.length > 0 || results.successful === trials.length
  return {
    seed: request.seed,
    runs: trials.length,
    executor: request.executor,
    objects: request.refs,
    consistency: consistencyOf(trials),
    results,
    reasons: reasonsOf(trials),
    verdicts: verdictsOf(trials),
    frozenMs: spread(freezes),
    ...(away.length === 0 ? {} : { awayMs: spread(away) }),
    ...(still > 0 ? { stillFrozenMs: still } : {}),
    ...(one?.schedules === undefined ? {} : { schedules: one.schedules, scheduledMs: one.scheduledMs ?? 0 }),
    faults: request.faults.map((fault, index) => effectOf(fault, index, trials)),
    broken,
    ok: broken.length === 0 && calm && trials.length > 0,
  }
}

function effectOf(fault: Fault, index: number, trials: readonly Trial[]): FaultEffect {
  const struck = trials.filter(({ faults, strokes }) => strokes.some(stroke => stroke.fault === faults[index]))
  return {
    fault: spellFault(fault),
    struck: struck.length,
    results: resultsOf(struck),
    consistency: consistencyOf(struck),
    longestFreezeMs: percentile(
      struck.map(({ longestFreezeMs }) => longestFreezeMs),
      1,
    ),
  }
}

function consistencyOf(trials: readonly Trial[]): Readonly<Record<Consistency, number>> {
  const count = (wanted: Consistency) => trials.filter(({ consistency }) => consistency === wanted).length
  return { application: count('application'), crash: count('crash'), none: count('none') }
}

const worst: readonly Carried['result'][] = ['waiting', 'failed', 'downgraded', 'successful']

/** A run with several objects counts as the worst of them. */
function resultsOf(trials: readonly Trial[]): Readonly<Record<Carried['result'], number>> {
  const counts = { successful: 0, downgraded: 0, failed: 0, waiting: 0 }
  for (const { carried } of trials) {
    const result = worst.find(one => carried.some(outcome => outcome.result === one))
    if (result !== undefined) counts[result] += 1
  }
  return counts
}

function reasonsOf(trials: readonly Trial[]): SimulationReport['reasons'] {
  const counts = new Map<string, number>()
  for (const { carried } of trials)
    for (const because of new Set(carried.flatMap(one => one.because ?? [])))
      counts.set(because, (counts.get(because) ?? 0) + 1)
  return [...counts]
    .map(([text, runs]) => ({ text, runs }))
    .toSorted((one, other) => other.runs - one.runs || (one.text < other.text ? -1 : 1))
}

function verdictsOf(trials: readonly Trial[]): SimulationReport['verdicts'] {
  const found = new Map<Consistency, string>()
  for (const { copies } of trials)
    for (const { consistency, text } of copies) if (!found.has(consistency)) found.set(consistency, text)
  return (['application', 'crash', 'none'] as const).flatMap(consistency => {
    const text = found.get(consistency)
    return text === undefined ? [] : [{ consistency, text }]
  })
}

function spread(values: readonly (number | null)[]): SimulationReport['frozenMs'] {
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), max: percentile(values, 1) }
}

/** By nearest rank; a freeze without an end is longer than any other. */
function percentile(values: readonly (number | null)[], part: number): number | null {
  if (values.length === 0) return 0
  const sorted = values.toSorted(
    (one, other) => (one ?? Number.POSITIVE_INFINITY) - (other ?? Number.POSITIVE_INFINITY),
  )
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null
}
