/** A simulated back end with its own clock, for the tests of storage. */

import { type Instant, instant } from '../../core/base/index.ts'
import { SimulatedStorage, type SimulatedStorageOptions } from '../../core/storage/simulated/index.ts'

export type StorageWorld = { storage: SimulatedStorage; now: Instant; advance(ms: number): void; settle(): void }

export function storageWorld(options: Partial<SimulatedStorageOptions> = {}): StorageWorld {
  const world: StorageWorld = {
    now: instant(1_000_000),
    storage: new SimulatedStorage({ ...options, now: () => world.now }),
    advance: ms => {
      world.now = instant(world.now + ms)
      world.storage.advanceTo(world.now)
    },
    settle: () => {
      for (let next = world.storage.nextAt(); next !== undefined; next = world.storage.nextAt())
        world.advance(next - world.now)
    },
  }
  return world
}

/** Runs a snapshot of the volumes to its end; the handles in the order of the volumes. */
export async function take(world: StorageWorld, key: string, volumes: readonly string[]): Promise<readonly string[]> {
  await world.storage.snapshot({ key, volumes })
  world.settle()
  const task = await world.storage.snapshotTask(key)
  if (task?.phase !== 'succeeded') throw new Error(`The snapshot came to ${JSON.stringify(task)}.`)
  return task.snapshots.map(snapshot => snapshot.handle)
}

/** Runs a clone to its end; the new volume. */
export async function copy(world: StorageWorld, key: string, snapshot: string): Promise<string> {
  await world.storage.clone({ key, snapshot })
  world.settle()
  const task = await world.storage.cloneTask(key)
  if (task?.phase !== 'succeeded') throw new Error(`The clone came to ${JSON.stringify(task)}.`)
  return task.volume
}
