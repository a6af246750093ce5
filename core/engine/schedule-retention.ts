/** Which runs of a schedule have had their time. */

import type { Instant } from '../base/index.ts'
import type { SectionKind } from '../specs/index.ts'

/** A run that can be restored. */
export type UsableRun = {
  readonly name: string
  readonly kind: SectionKind
  readonly slot: Instant
  readonly downgraded: boolean
  /** What it keeps in object stores. */
  readonly handles: readonly string[]
  /** What those build on, however far. */
  readonly needs: readonly string[]
}

/**
 * The runs that are beyond the newest `retain` of their section and can go now. Never among them: what another run
 * builds on while that one is there at all, the newest of a section that is as consistent as was asked for, and any run
 * of a section whose `retain` is not known. So a chain that has had its time goes from its newest end, one by one.
 * `needed`: the handles that runs build on which are there and not among `runs`, such as those that are being deleted.
 */
export function expiredRuns(
  runs: readonly UsableRun[],
  retain: Partial<Readonly<Record<SectionKind, number>>>,
  needed: Iterable<string> = [],
): ReadonlySet<string> {
  const beyond = runs.filter(run => isBeyond(run, runs, retain))
  const bases = new Set([...needed, ...runs.flatMap(run => run.needs)])
  return new Set(beyond.filter(run => !run.handles.some(handle => bases.has(handle))).map(run => run.name))
}

function isBeyond(run: UsableRun, runs: readonly UsableRun[], retain: Partial<Readonly<Record<SectionKind, number>>>) {
  const most = retain[run.kind]
  if (most === undefined) return false
  const newer = runs.filter(other => other.kind === run.kind && isNewer(other, run))
  if (newer.length < most) return false
  return run.downgraded || newer.some(other => !other.downgraded)
}

function isNewer(one: UsableRun, other: UsableRun): boolean {
  return one.slot > other.slot || (one.slot === other.slot && one.name > other.name)
}
