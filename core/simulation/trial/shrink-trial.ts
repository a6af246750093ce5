/** From a trial that breaks a promise to the simplest one that still does: fewer days, fewer faults, fewer workloads, shorter, earlier. */

import type { ObjectRef } from '../../specs/index.ts'
import { declarationOf, type Fault } from '../faults/fault.ts'
import type { PromiseName } from './promises.ts'
import { runTrial, type Trial, type TrialCase } from './trial.ts'

export type Smallest = { readonly trial: Trial; readonly case: TrialCase }

/** Tries simpler cases, the boldest first, until none of them breaks the promise any more, or `most` have been tried. */
export async function shrinkTrial(
  broken: Smallest,
  promise: PromiseName,
  options: {
    readonly workloads: readonly ObjectRef[]
    readonly settle: () => Promise<void>
    readonly most?: number
    /** Makes a run; absent: a new one each time. */
    readonly run?: (of: TrialCase) => Promise<Trial>
    /** Aborting ends it with the simplest found so far. */
    readonly signal?: AbortSignal
  },
): Promise<Smallest> {
  const { run = (of: TrialCase) => runTrial(of, options.settle), signal } = options
  const { faults, scheduledMs } = broken.trial
  const watched = scheduledMs === undefined ? {} : { scheduleMs: scheduledMs }
  let best: Smallest = { trial: broken.trial, case: { ...broken.case, faults, ...watched } }
  let left = options.most ?? 30
  for (const simpler of steps(options.workloads)) {
    for (let improved = true; improved; ) {
      improved = false
      for (const candidate of simpler(best.case)) {
        if (left-- <= 0 || signal?.aborted === true) return best
        const trial = await run(candidate)
        if (!trial.broken.some(one => one.promise === promise)) continue
        best = { trial, case: candidate }
        improved = true
        break
      }
    }
  }
  return best
}

type Simpler = (of: TrialCase) => readonly TrialCase[]

function steps(workloads: readonly ObjectRef[]): readonly Simpler[] {
  return [
    fewerDays,
    of => (of.faults.length > 1 ? [{ ...of, faults: [] }] : []),
    of => of.faults.map((_, index) => ({ ...of, faults: of.faults.toSpliced(index, 1) })),
    of => (of.refs.length < 2 ? [] : of.refs.map((_, index) => ({ ...of, refs: of.refs.toSpliced(index, 1) }))),
    ...workloads.map(
      (one): Simpler =>
        of => {
          const { without = [] } = of
          return without.includes(one) ? [] : [{ ...of, without: [...without, one] }]
        },
    ),
    of =>
      of.faults.flatMap((fault, index) =>
        simplerThan(fault).map(simpler => ({ ...of, faults: of.faults.with(index, simpler) })),
      ),
  ]
}

function fewerDays(of: TrialCase): readonly TrialCase[] {
  const days = Math.floor((of.scheduleMs ?? 0) / dayMs)
  const fewer = [...new Set([1, Math.floor(days / 2), days - 1])].filter(count => count > 0 && count < days)
  return fewer.map(count => ({ ...of, scheduleMs: count * dayMs }))
}

const dayMs = 86_400_000

/** Shorter by half, and earlier. */
function simplerThan(fault: Fault): readonly Fault[] {
  const { forMs, at } = fault
  const shorter = forMs !== undefined && Math.abs(forMs) >= 2_000 ? [{ ...fault, forMs: half(forMs) }] : []
  if (at === undefined) return shorter
  const isWorld = declarationOf(fault).strikes === 'world'
  if ('afterMs' in at) {
    const earlier = at.afterMs >= (isWorld ? 200 : 1_000) ? [{ ...fault, at: { afterMs: half(at.afterMs) } }] : []
    return [...earlier, ...shorter]
  }
  const calls = [...new Set([1, Math.floor(at.call / 2), at.call - 1])].filter(call => call > 0 && call < at.call)
  return [...calls.map(call => ({ ...fault, at: { call } })), ...shorter]
}

/** Whole hundreds of milliseconds read better in a story. */
function half(ms: number): number {
  return Math.trunc(ms / 200) * 100
}
