/** Two simulated clusters in directories, of which the first leads to the second. */

import { join } from 'node:path'
import { type EngineEvent, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import { macrotask, openDurableDirectory } from '@pxsnap/core/system'
import { refOf } from '../support/shop.ts'
import { migration } from '../support/two-clusters.ts'

export async function openOnDisk(root: string): Promise<{ readonly here: SimulatedCluster }> {
  const directory = (name: string) => openDurableDirectory({ path: join(root, name), wayOut: 'start over' })
  const others = async (name: string) =>
    name === 'staging'
      ? openSimulatedCluster({ seed: 11, settle: macrotask, directory: directory('staging') })
      : undefined
  return { here: await openSimulatedCluster({ seed: 5, settle: macrotask, directory: directory('home'), others }) }
}

export async function followMove(here: SimulatedCluster, report?: (event: EngineEvent) => void): Promise<Outcome> {
  const run = { only: [refOf(migration('move'))], ...(report === undefined ? {} : { report }) }
  const [outcome] = await here.drive(runUntilSettled(here.ports, run, new AbortController().signal))
  if (outcome === undefined) throw new Error('nothing was followed')
  return outcome
}
