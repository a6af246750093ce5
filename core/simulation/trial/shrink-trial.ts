/** From a trial that breaks a promise to the simplest one that still does: fewer faults, fewer workloads, shorter, earlier. */

import type { ObjectRef } from '../../specs/index.ts'
import { declarationOf, type Fault } from '../faults/fault.ts'
import type { PromiseName } from './promises.ts'
import { runTrial, type Trial, type TrialCase } from './trial.ts'

export type Smallest = { readonly trial: Trial; readonly case: TrialCase }

/** Tries simpler cases until none of them breaks the promise any more, or `most` have been tried. */
export async function shrinkTrial(
  broken: Smallest,
  promise: PromiseName,
  options: { readonly workloads: readonly ObjectRef[]; readonly settle: () => Promise<void>; readonly most?: number },
): Promise<Smallest> {
  let best: Smallest = { trial: broken.trial, case: { ...broken.case, faults: broken.trial.faults } }
  let left = options.most ?? 40
  for (let simpler = true; simpler && left > 0; ) {
    simpler = false
    for (const candidate of simplerCases(best.case, options.workloads)) {
      if (left-- <= 0) break
      const trial = await runTrial(candidate, options.settle)
      if (!trial.broken.some(one => one.promise === promise)) continue
      best = { trial, case: candidate }
      simpler = true
      break
    }
  }
  return best
}

/** The boldest steps first. */
export function simplerCases(of: TrialCase, workloads: readonly ObjectRef[]): readonly TrialCase[] {
  const { faults, refs, without = [] } = of
  const fewerFaults = faults.map((_, index) => ({ ...of, faults: faults.toSpliced(index, 1) }))
  const fewerObjects = refs.length < 2 ? [] : refs.map((_, index) => ({ ...of, refs: refs.toSpliced(index, 1) }))
  const fewerWorkloads = workloads
    .filter(one => !without.includes(one))
    .map(one => ({ ...of, without: [...without, one] }))
  const simplerFaults = faults.flatMap((fault, index) =>
    simplerThan(fault).map(simpler => ({ ...of, faults: faults.with(index, simpler) })),
  )
  return [
    ...(faults.length > 1 ? [{ ...of, faults: [] }] : []),
    ...fewerFaults,
    ...fewerObjects,
    ...fewerWorkloads,
    ...simplerFaults,
  ]
}

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
