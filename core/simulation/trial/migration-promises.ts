/** The promises about migrations, checked on what both clusters know when a trial is over. */

import type { Instant } from '../../base/index.ts'
import type { Carried } from './executor.ts'
import type { BrokenPromise } from './promises.ts'

/** What is known of one migration. */
export type MigrationTruth = {
  readonly name: string
  readonly result: Carried['result']
  /** The applications are to run there in the end. */
  readonly moves: boolean
  /** Both sides are to run: somebody has asked for it. */
  readonly keepsSource: boolean
  /** Since when an application wrote on both sides. */
  readonly bothSince?: Instant
  /** Whether any application wrote here when it began. */
  readonly hadWriters: boolean
  readonly activeHere: boolean
  readonly activeThere: boolean
  /** What applications found when they started there, compared with what they had left here. */
  readonly found: readonly ('same' | 'other')[]
  /** Claims here that have no volume any more. */
  readonly lostHere: readonly string[]
}

export function brokenMigrations(migrations: readonly MigrationTruth[]): readonly BrokenPromise[] {
  const found = (promise: BrokenPromise['promise'], check: (of: MigrationTruth) => string | undefined) => {
    const wrong = migrations.map(check).find(one => one !== undefined)
    return wrong === undefined ? [] : [{ promise, found: wrong }]
  }
  return [
    ...found('at most one side of a migration is active', bothActive),
    ...found('a migration loses nothing', somethingLost),
  ]
}

function bothActive({ name, bothSince, keepsSource, moves, activeThere }: MigrationTruth): string | undefined {
  if (bothSince !== undefined && !keepsSource) return `During ${name} the application wrote on both sides.`
  return !moves && activeThere ? `${name} is a copy, and its application runs there.` : undefined
}

function somethingLost(truth: MigrationTruth): string | undefined {
  const { name, result, found, lostHere, hadWriters, activeHere, activeThere, moves } = truth
  if (found.includes('other')) return `After ${name} the application found other data there than it had left here.`
  const [claim] = lostHere
  if (claim !== undefined) return `${name} is over, and claim ${claim} has no volume here any more.`
  if (!hadWriters || result === 'waiting') return undefined
  if (result === 'failed')
    return activeHere || activeThere ? undefined : `${name} failed, and its application runs on neither side.`
  if (moves && !activeThere) return `${name} is reported as successful, and its application does not run there.`
  return !moves && !activeHere ? `${name} is a copy, and its application does not run here any more.` : undefined
}
