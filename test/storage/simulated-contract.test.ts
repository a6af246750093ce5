/** The simulated back end keeps the contract of the storage port. */

import { keepsTheStorageContract } from '../contract/storage-driver.ts'
import { storageWorld } from './world.ts'

keepsTheStorageContract('simulated', async () => {
  const world = storageWorld({ use: () => 'free' })
  return {
    driver: world.storage,
    provision: async (key, sizeBytes) => world.storage.provision({ key, sizeBytes }),
    open: volume => world.storage.open(volume),
    settle: async () => world.settle(),
    now: () => world.now,
  }
})
