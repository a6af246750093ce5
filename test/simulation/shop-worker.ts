/** A process that takes one group snapshot after the other in a simulated cluster on disk, until it is killed. */

import { openSimulatedCluster } from '@pxsnap/core/simulation'
import { macrotask, openDurableDirectory } from '@pxsnap/core/system'
import { mysql, mysqlLock } from '../support/shop.ts'
import { carryOut, group, load } from './shop.ts'

const [path = '', first = '1'] = process.argv.slice(2)
const directory = openDurableDirectory({ path, wayOut: 'start over' })
const cluster = await openSimulatedCluster({ settle: macrotask, directory })
load(cluster, ...mysql(), mysqlLock)
await cluster.advance(5000)
await cluster.save()
process.stdout.write('ready\n')
for (let count = Number(first); ; count += 1) {
  const { result } = await carryOut(cluster, group(`g${count}`, { preExecRule: 'mysql-lock' }))
  process.stdout.write(`g${count} ${result}\n`)
}
