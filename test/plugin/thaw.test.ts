import { runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import { macrotask } from '@pxsnap/core/system'
import { beforeEach, expect, test } from 'vitest'
import { dyingPorts } from '../engine/dying-ports.ts'
import { groupVolumeSnapshot, mysql, mysqlLock, refOf } from '../support/shop.ts'
import { memoryClusters } from './memory-clusters.ts'
import { runCommand } from './run-command.ts'

const spec = groupVolumeSnapshot('nightly', { app: 'mysql' }, { preExecRule: 'mysql-lock' })
let simulators = memoryClusters()
const run = (line: string) => runCommand(line, { simulators })
const open = () => openSimulatedCluster({ directory: simulators.directory('default'), settle: macrotask })

/** Saves a cluster in which a process died while MySQL was locked. */
beforeEach(async () => {
  for (let at = 5; at < 60; at++) {
    simulators = memoryClusters()
    const cluster = await open()
    cluster.load([...mysql(), mysqlLock])
    await cluster.advance(5000)
    cluster.load([spec])
    const death = dyingPorts(cluster.ports, at, 'after')
    const work = runUntilSettled(death.ports, { only: [refOf(spec)] }, new AbortController().signal)
    await cluster.drive(Promise.race([work, death.dead]))
    const isFrozen = frozen(cluster)
    await cluster.save()
    await cluster.close()
    if (isFrozen) return
  }
  throw new Error('No process died with something frozen.')
})

const frozen = (cluster: SimulatedCluster) => cluster.pods.frozenPods().length > 0

test('what a dead process left frozen is shown, released, and stays released', async () => {
  const shown = await run('thaw --dry-run --sim')
  expect(shown).toMatchObject({ exit: 0, out: expect.stringContaining('groupvolumesnapshot/nightly') })
  expect((await run('status --sim')).out).toContain('kubectl pxsnap thaw')
  const { exit, out } = await run('thaw -y --sim')
  expect({ exit, out }).toEqual({ exit: 0, out: expect.stringContaining('thawed') })
  expect(frozen(await open())).toBe(false)
  expect(await run('thaw --sim')).toEqual({ exit: 0, out: '', err: 'Nothing is frozen.\n' })
})

test('an object that froze nothing is thawed without touching others', async () => {
  expect((await run('thaw gvs/another -n shop -y --sim')).err).toContain('Nothing is frozen.')
  expect(frozen(await open())).toBe(true)
})

test('for programs', async () => {
  const { out } = await run('thaw -y -o json --sim')
  expect(JSON.parse(out)).toMatchObject([{ ended: true, frozen: { what: 'attempt' } }, { ended: true }])
})

test('a kind without a name is wrong usage', async () => {
  expect(await run('thaw gvs --sim')).toMatchObject({ exit: 2, err: expect.stringContaining('A name is missing') })
})
