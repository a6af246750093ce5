/** A scenario of the reference: one world, one spec, one set of faults, carried out by STORK and by pxsnap. */

import type { Instant } from '@pxsnap/core/base'
import type { SimulatedCluster, SimulatedStork, WorldFaults } from '@pxsnap/core/simulation'
import type { Executor, KubeObject, ObjectRef } from '@pxsnap/core/specs'
import type { Report } from './report.ts'

export type Scenario = {
  /** `S01` to `S25`. */
  readonly id: string
  /** As the reference has it, and what it says of the two. */
  readonly sentence: string
  readonly stork: string
  readonly ours: string
  /** In words, for whoever reads the golden. */
  readonly setup: string
  /** When the simulated cluster begins. */
  readonly start?: Instant
  readonly world: readonly KubeObject[]
  /** What the user applies. Rules among it are there before the rest. */
  readonly specs: readonly KubeObject[]
  /** Absent: all specs but Rules. */
  readonly follow?: readonly ObjectRef[]
  /** What goes wrong; `now` is the time since the spec was applied, negative before. */
  readonly faults?: (now: () => number) => WorldFaults
  readonly prepare?: (cluster: SimulatedCluster) => Promise<void> | void
  readonly incidents?: readonly Incident[]
  /** STORK tries for ever; this long is looked on. */
  readonly patienceMs: number
  /** How long is looked on after it has settled, to see what stays. */
  readonly afterwardsMs?: number
  /** Texts whose runs in containers are counted. */
  readonly counted?: readonly string[]
  /** More about the end, one line each. */
  readonly findings?: (stage: Stage) => readonly string[] | Promise<readonly string[]>
  /** Whether the two outcomes are what the reference says. */
  readonly holds: (stork: Report, ours: Report) => void
}

export type Incident = {
  readonly text: string
  /** Since the spec was applied; absent: not with that executor. */
  readonly atMs: Partial<Readonly<Record<Executor, number>>>
  readonly happen: (stage: Stage) => void
}

export type Stage = {
  readonly executor: Executor
  readonly cluster: SimulatedCluster
  /** Ends the executor's process and begins another. */
  readonly restart: () => void
  /** Ends the executor's process; another begins with `restart`. */
  readonly crash: () => void
  readonly stork: SimulatedStork | undefined
  /** The other cluster, called `staging`, that ClusterPairs lead to. */
  readonly there: SimulatedCluster
}
