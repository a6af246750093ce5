/** The tour's last act: MySQL moves to a second cluster, and is asked there whether it has all that it wrote here. */

import { carryOut, planApply, refOf } from '@pxsnap/core/actions'
import { type SimulatedCluster, simulatedPairSpec } from '@pxsnap/core/simulation'
import { clusterPair, type KubeObject, valueAt } from '@pxsnap/core/specs'
import { spell } from '@pxsnap/core/views'
import { tourFile } from '../tour-files.ts'
import { tourNamespace as namespace } from './applications.ts'
import { countRows, objectsOf, type Story } from './tour-objects.ts'

const pod = 'mysql-0'
const claims = ['mysql-data', 'mysql-log']

export async function moveMysql({ teller, cluster }: Story): Promise<void> {
  const { sim, other } = cluster
  teller.chapter('To another cluster')
  teller.say(
    'MySQL moves to a second cluster, with its data. Its volumes are copied while it runs; then it is stopped here, what it wrote meanwhile is copied, and only then it starts there: never both.',
  )
  teller.show('')
  const before = await countRows(sim, cluster.sim)
  const file = tourFile('mysql-migration.yaml')
  const [migration] = objectsOf(file)
  if (migration === undefined) throw new Error('the tour has a migration')
  const plan = planApply([pairTo(other.name), migration], [])
  const { refused } = await sim.drive(carryOut(plan, sim.ports.cluster, () => undefined))
  if (refused !== undefined) throw new Error(`${refused.ref.name} was refused: ${refused.message}`)
  const [paired] = await cluster.carryOut([refOf(pairTo(other.name))])
  teller.verdict(paired?.result === 'successful', `Paired with ${other.name}: its API server and its storage answer.`)
  const began = sim.now
  const outcome = await cluster.migrate(refOf(migration))
  const took = sim.now - began
  teller.verdict(
    outcome?.result === 'successful',
    `${outcome?.evidence?.events.at(-1)?.text ?? 'Not migrated.'} It took ${spell(took)}, and every checksum is equal.`,
  )
  await cluster.unpaced(() => sim.advance(2000))
  teller.verdict(
    !isRunning(sim) && isRunning(other.sim),
    'MySQL runs there, and here it stands still with no replicas: whoever comes back knows how many there were.',
  )
  const after = await countRows(other.sim, cluster.sim)
  teller.verdict(
    before !== undefined && after !== undefined && after >= before,
    `It had ${before} rows when the move began, and has ${after} there: none is lost, and it goes on writing.`,
  )
  const { verdict, text } = other.sim.judge(...claims.map(name => ({ namespace, name })))
  teller.verdict(verdict === 'clean' || verdict === 'recovers', `Its volumes there: verdict ${verdict}. ${text}`)
}

function pairTo(name: string): KubeObject {
  const { apiVersion, kind } = clusterPair
  return { apiVersion, kind, metadata: { name, namespace }, spec: simulatedPairSpec(name) }
}

function isRunning(sim: SimulatedCluster): boolean {
  const found = sim.plane.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod })
  return valueAt(found, ['status', 'phase']) === 'Running'
}
