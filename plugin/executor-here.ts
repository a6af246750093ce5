/** Who carries out specs in a real cluster, and through which storage driver: found out when somebody needs to know, once. */

import { chooseExecutor, type ExecutorChoice, readExecutorFacts } from '@pxsnap/core/actions'
import { type Clock, type Cluster, type ClusterDiscovery, PortError, type StorageDriver } from '@pxsnap/core/ports'
import type { Executor } from '@pxsnap/core/specs'
import { openCsiStorage } from '@pxsnap/core/storage/csi'
import type { World } from './open-world.ts'
import { Problem } from './problem.ts'

export type ExecutorHere = {
  /** Tells the choice and its reason once. */
  readonly executor: World['executor']
  /** The driver for our own engine. */
  readonly storage: (signal: AbortSignal) => Promise<StorageDriver>
}

type Surroundings = {
  readonly cluster: Cluster
  readonly clock: Clock
  readonly discovery: ClusterDiscovery
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

export function executorHere({ cluster, clock, discovery, say, signal }: Surroundings): ExecutorHere {
  const chosen = new Map<Executor | undefined, Promise<ExecutorChoice>>()
  let told = false
  const choose = async (asked: Executor | undefined) =>
    chooseExecutor(await readExecutorFacts({ cluster, discovery }, signal), asked)
  const tell = ({ executor, because, problems }: ExecutorChoice) => {
    if (!told) say(`Carried out by ${names[executor]}: ${because}`)
    for (const { message, next } of told ? [] : problems) say(`${message} ${next}`)
    told = true
  }
  return {
    storage: async stop => {
      const served = await discovery.resources(stop)
      return (await openCsiStorage({ cluster, clock, served }, stop)) ?? noStorage(noSnapshots)
    },
    executor: async (asked, purpose) => {
      if (asked !== undefined && purpose === 'judge') return asked
      const choosing = chosen.get(asked) ?? choose(asked)
      chosen.set(asked, choosing)
      const choice = await choosing
      if (purpose === 'judge') return choice.executor
      refuseStopped(choice)
      tell(choice)
      return choice.executor
    },
  }
}

const names: Readonly<Record<Executor, string>> = { stork: 'STORK', pxsnap: 'pxsnap' }
const noSnapshots = 'This cluster serves no CSI snapshots, so pxsnap has no way to its storage.'

function refuseStopped({ problems }: ExecutorChoice): void {
  const first = problems.find(({ stops }) => stops)
  if (first !== undefined) throw new Problem('failed', first.message, first.next)
}

/** For commands that only look, and for clusters whose storage nobody can reach from here: it can do nothing, and says so. */
export function noStorage(why: string): StorageDriver {
  const refuse = async (): Promise<never> => {
    throw new PortError('unsupported', why)
  }
  return {
    name: 'none',
    capabilities: { groupSnapshot: 'none', clone: false },
    prepare: async () => why,
    snapshot: refuse,
    snapshotTask: refuse,
    discardSnapshots: refuse,
    deleteSnapshot: refuse,
    clone: refuse,
    cloneTask: refuse,
    deleteVolume: refuse,
    listSnapshots: refuse,
  }
}
