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
  /** The driver for our own engine where no STORK runs. */
  readonly storage: (signal: AbortSignal) => Promise<StorageDriver>
  /** Whether it was decided that we carry out beside a STORK that cuts. */
  readonly isBeside: () => boolean
  /** Whether we would, if asked. */
  readonly wouldBeBeside: () => Promise<boolean>
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
  let beside = false
  const choose = async (asked: Executor | undefined) =>
    chooseExecutor(await readExecutorFacts({ cluster, discovery }, signal), asked)
  const choiceOf = (asked: Executor | undefined): Promise<ExecutorChoice> => {
    const choosing = chosen.get(asked) ?? choose(asked)
    chosen.set(asked, choosing)
    return choosing
  }
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
      const choice = await choiceOf(asked)
      if (purpose === 'judge') return choice.executor
      refuseStopped(choice)
      tell(choice)
      beside = isBeside(choice)
      return choice.executor
    },
    isBeside: () => beside,
    wouldBeBeside: async () => beside || isBeside(await choiceOf('pxsnap')),
  }
}

function isBeside({ executor, driver }: ExecutorChoice): boolean {
  return executor === 'pxsnap' && driver === 'stork'
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
