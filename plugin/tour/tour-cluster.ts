/** The tour's own cluster: in memory only, with the same seed every time, paced where somebody watches. */

import { type EngineEvent, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import type { ObjectRef } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { emptyLiveMigration, emptyLiveRun, withEvent, withMigrationEvent } from '@pxsnap/core/views'
import type { Face } from '../face.ts'
import { charset } from '../output/charset.ts'
import { pacerOf } from '../pacer.ts'
import { migrationLines } from '../screens/migration-lines.ts'
import { liveRunLines, recordedRunLines } from '../screens/run-lines.ts'
import type { Teller } from './teller.ts'

export type TourCluster = {
  readonly sim: SimulatedCluster
  /** A second cluster, which is empty at first. */
  readonly other: { readonly name: string; readonly sim: SimulatedCluster }
  /** How much simulated time has passed. */
  simulatedMs(): number
  /** Does something without waiting for real time. */
  unpaced<T>(work: () => Promise<T>): Promise<T>
  /** Follows objects to their end, without showing it. */
  carryOut(refs: readonly ObjectRef[]): Promise<readonly Outcome[]>
  /** Follows a migration to its end and shows its volumes, with bars on a terminal. */
  migrate(ref: ObjectRef): Promise<Outcome | undefined>
  /** Follows snapshots to their end and shows their timeline, live on a terminal. */
  watch(
    snapshots: readonly { readonly ref: ObjectRef; readonly claims: readonly string[] }[],
  ): Promise<readonly Outcome[]>
}

export async function openTourCluster(
  face: Face,
  teller: Teller,
  options: { readonly simSpeed: string | undefined; readonly noColor: boolean },
): Promise<TourCluster> {
  const pacer = pacerOf(face, options.simSpeed)
  let paced = true
  const pace =
    pacer === undefined ? {} : { pace: async (virtualMs: number) => (paced ? pacer.pace(virtualMs) : undefined) }
  const other = { name: 'second-site', sim: await openSimulatedCluster({ settle: macrotask, seed: 8 }) }
  const others = async (name: string) => (name === other.name ? other.sim : undefined)
  const sim = await openSimulatedCluster({ settle: macrotask, seed: 7, others, ...pace })
  const startedAt = sim.now
  const drawing = { columns: teller.columns, charset: charset(face) }

  const run = async (refs: readonly ObjectRef[], report?: (event: EngineEvent) => void) => {
    const options = { only: refs, ...(report === undefined ? {} : { report }) }
    const outcomes = await sim.drive(runUntilSettled(sim.ports, options, face.signal))
    // What was frozen has been thawed by now.
    face.signal.throwIfAborted()
    return outcomes
  }
  const recorded = (refs: readonly ObjectRef[]) =>
    recordedRunLines(
      refs.flatMap(ref => sim.plane.get(ref) ?? []),
      drawing,
    )

  return {
    sim,
    other,
    simulatedMs: () => sim.now - startedAt,
    unpaced: async work => {
      paced = false
      try {
        return await work()
      } finally {
        paced = true
      }
    },
    carryOut: refs => run(refs),
    migrate: async ref => {
      let live = emptyLiveMigration
      const outcomes = run([ref], event => {
        live = withMigrationEvent(live, event)
      })
      const lines = () => migrationLines(live, drawing)
      if (face.stdout.isTTY && face.stdout.raw !== undefined) {
        const { watchRun } = await import('../screens/watch-run.tsx')
        return (await watchRun(face, options.noColor, { lines, last: lines }, outcomes))[0]
      }
      const [outcome] = await outcomes
      teller.lines(lines())
      return outcome
    },
    watch: async snapshots => {
      const refs = snapshots.map(({ ref }) => ref)
      if (!face.stdout.isTTY || face.stdout.raw === undefined) {
        const outcomes = await run(refs)
        teller.lines(recorded(refs))
        return outcomes
      }
      let live = emptyLiveRun(snapshots)
      const outcomes = run(refs, event => {
        live = withEvent(live, event)
      })
      const { watchRun } = await import('../screens/watch-run.tsx')
      const lines = () => liveRunLines(live, pacer?.shown(sim.now) ?? sim.now, drawing)
      return watchRun(face, options.noColor, { lines, last: () => recorded(refs) }, outcomes)
    },
  }
}
