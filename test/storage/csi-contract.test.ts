/** The csi driver over a simulated cluster keeps the contract of the storage port. */

import { keepsTheStorageContract } from '../contract/storage-driver.ts'
import { csiWorld } from './csi-world.ts'

for (const groups of [true, false])
  keepsTheStorageContract(
    groups ? 'csi' : 'csi without group snapshots',
    async () => {
      const world = await csiWorld({ groups })
      const { cluster, driver } = world
      return {
        driver,
        provision: async (key, sizeBytes) => world.provision(key, sizeBytes),
        remove: async volume => world.remove(volume),
        open: volume => cluster.storage.open(volume),
        settle: () => cluster.advance(3_000),
        now: () => cluster.now,
      }
    },
    { cloud: false, restorer: false },
  )
