/** The stork driver over STORK as it is keeps the contract of the storage port. */

import { keepsTheStorageContract } from '../contract/storage-driver.ts'
import { storkWorld } from './stork-world.ts'

keepsTheStorageContract(
  'stork',
  async () => {
    const world = await storkWorld()
    const { cluster, driver } = world
    return {
      driver,
      provision: async (key, sizeBytes) => world.provision(key, sizeBytes),
      remove: async volume => world.remove(volume),
      open: volume => cluster.storage.open(volume),
      settle: () => cluster.advance(60_000),
      now: () => cluster.now,
    }
  },
  { cloud: false, restorer: false },
)
