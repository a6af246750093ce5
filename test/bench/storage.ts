/** What the simulated storage costs: writing blocks, and snapshots, clones and diffs of small and huge volumes. */

import { instant } from '../../core/base/index.ts'
import { blockSizeBytes } from '../../core/ports/index.ts'
import { SimulatedStorage } from '../../core/storage/simulated/index.ts'
import { type Figure, number, timeMs, timeMsAsync } from './figure.ts'

const MiB = 2 ** 20
const GiB = 2 ** 30
const TiB = 2 ** 40

/** A back end whose clock stands still between the calls, so that only its own work is measured. */
function backEnd() {
  let now = instant(0)
  const storage = new SimulatedStorage({ now: () => now })
  return {
    storage,
    settle: () => {
      for (let next = storage.nextAt(); next !== undefined; next = storage.nextAt()) {
        now = next
        storage.advanceTo(now)
      }
    },
  }
}

/** Random writes of whole blocks, into blocks that exist and into blocks a snapshot shares, against copying memory. */
async function writeFigures(): Promise<readonly Figure[]> {
  const blocks = (64 * MiB) / blockSizeBytes
  const { storage, settle } = backEnd()
  const volume = storage.provision({ key: 'volume', sizeBytes: TiB })
  const device = storage.open(volume)
  const bytes = new Uint8Array(blockSizeBytes).fill(7)
  const place = (index: number): number => 5_000_000 + ((index * 40503) % blocks)
  const pass = (): void => {
    for (let index = 0; index < blocks; index++) device?.write(place(index), bytes)
  }
  pass()
  const overwriteMs = best(() => pass())
  const memory = new Uint8Array(64 * MiB)
  const copyMs = best(() => {
    for (let index = 0; index < blocks; index++) memory.set(bytes, (place(index) - 5_000_000) * blockSizeBytes)
  })
  let sharedMs = Number.POSITIVE_INFINITY
  for (let round = 0; round < 7; round++) {
    await storage.snapshot({ key: `snapshot-${round}`, volumes: [volume] })
    settle()
    sharedMs = Math.min(sharedMs, timeMs(pass))
  }
  return [
    {
      what: 'random 4 KiB writes, bytes copied',
      measured: `${perSecond(blocks, overwriteMs)} million/s`,
      against: `${number(overwriteMs / copyMs)} x the time of copying the same bytes in memory`,
    },
    {
      what: 'random 4 KiB writes, first after a snapshot',
      measured: `${perSecond(blocks, sharedMs)} million/s`,
      against: `${number(sharedMs / copyMs)} x the time of copying the same bytes in memory`,
    },
  ]
}

type Cost = { readonly snapshotUs: number; readonly cloneUs: number; readonly diffMs: number }

/** Snapshot and clone of a sparse terabyte with 1 GiB written, and of a volume of 1 GiB written full. */
async function sizeFigures(): Promise<readonly Figure[]> {
  const small = await costOf(GiB)
  const huge = await costOf(TiB)
  const both = (of: (cost: Cost) => number, unit: string): Pick<Figure, 'measured' | 'against'> => ({
    measured: `${number(of(huge))} ${unit}`,
    against: `${number(of(huge) / of(small))} x a volume of 1 GiB (${number(of(small))} ${unit})`,
  })
  return [
    { what: 'snapshot, 1 TiB sparse, 1 GiB written', ...both(cost => cost.snapshotUs, 'us'), target: '<= 20 us' },
    { what: 'clone, 1 TiB sparse, 1 GiB written', ...both(cost => cost.cloneUs, 'us'), target: '<= 20 us' },
    { what: 'diff of 10,000 changed blocks, 1 TiB sparse, 1 GiB written', ...both(cost => cost.diffMs, 'ms') },
  ]
}

/** One GiB written in runs of 4 MiB, evenly over the volume. */
async function costOf(sizeBytes: number): Promise<Cost> {
  const { storage, settle } = backEnd()
  const volume = storage.provision({ key: 'volume', sizeBytes })
  const device = storage.open(volume)
  const bytes = new Uint8Array(blockSizeBytes).fill(7)
  const run = 1024
  const runs = GiB / blockSizeBytes / run
  const stride = Math.floor(sizeBytes / blockSizeBytes / runs)
  for (let index = 0; index < runs; index++)
    for (let block = 0; block < run; block++) device?.write(index * stride + block, bytes)
  let tasks = 0
  // The quietest of many small batches: the machine is shared, and collecting a gigabyte of blocks is no part of it.
  const batch = async (start: (key: string) => Promise<unknown>): Promise<number> => {
    let leastMs = Number.POSITIVE_INFINITY
    for (let round = 0; round < 40; round++) {
      const ms = await timeMsAsync(async () => {
        for (let index = 0; index < 25; index++) {
          tasks += 1
          await start(`task-${tasks}`)
          settle()
        }
      })
      leastMs = Math.min(leastMs, ms)
    }
    return (leastMs * 1000) / 25
  }
  const snapshotUs = await batch(key => storage.snapshot({ key, volumes: [volume] }))
  const snapshot = (await storage.listSnapshots()).at(-1)?.handle ?? ''
  const cloneUs = await batch(key => storage.clone({ key, snapshot }))
  for (let index = 0; index < 10_000; index++) device?.write(Math.floor(index / run) * stride + (index % run), bytes)
  const diffMs = best(() => storage.changedBlocks(snapshot, volume))
  return { snapshotUs, cloneUs, diffMs }
}

export async function storageFigures(): Promise<readonly Figure[]> {
  return [...(await writeFigures()), ...(await sizeFigures())]
}

function best(work: () => void): number {
  return Math.min(...Array.from({ length: 30 }, () => timeMs(work)))
}

const perSecond = (count: number, ms: number): string => number(count / ms / 1000)
