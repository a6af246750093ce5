/** A simulated cluster with STORK in it, and the stork driver over its API, for the tests of that driver. */

import { startStork } from '../../core/simulation/index.ts'
import { storkStorage } from '../../core/storage/stork/index.ts'
import { type CsiTestWorld, claimsOf, driven, emptyCluster } from './csi-world.ts'

export async function storkWorld(): Promise<CsiTestWorld> {
  const cluster = await emptyCluster()
  startStork(cluster)
  const { cluster: api, clock } = cluster.ports
  const another = () => driven(cluster, storkStorage({ cluster: api, clock }))
  return { cluster, driver: another(), another, ...claimsOf(cluster) }
}
