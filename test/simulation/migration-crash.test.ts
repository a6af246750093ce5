import { runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import { valueAt } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'
import { mysql, namespace, refOf } from '../support/shop.ts'
import { load, migration, pair } from '../support/two-clusters.ts'
import { type MemoryDirectory, memoryDirectory } from './memory-directory.ts'

const workload = { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace, name: 'mysql' }
const move = migration('move', { startApplications: true })

type Both = { readonly here: SimulatedCluster; readonly there: SimulatedCluster }

async function openBoth(hereDirectory: MemoryDirectory, thereDirectory: MemoryDirectory): Promise<Both> {
  const there = await openSimulatedCluster({ seed: 11, settle: macrotask, directory: thereDirectory })
  const others = async (name: string) => (name === 'staging' ? there : undefined)
  const here = await openSimulatedCluster({ seed: 5, settle: macrotask, directory: hereDirectory, others })
  return { here, there }
}

async function carryOut({ here }: Both): Promise<string> {
  const run = { only: [refOf(move)] }
  const outcomes = await here.drive(runUntilSettled(here.ports, run, new AbortController().signal))
  return outcomes[0]?.result ?? 'nothing'
}

const replicas = (cluster: SimulatedCluster) => valueAt(cluster.plane.get(workload), ['spec', 'replicas']) ?? 0
const isActive = (cluster: SimulatedCluster) =>
  replicas(cluster) !== 0 || cluster.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items.length > 0

async function rows(at: SimulatedCluster): Promise<number> {
  const argv = ['sh', '-c', "mysql -uroot -ponly-for-tests -BNse 'SELECT COUNT(*) FROM shop.orders'"]
  const said = await at.drive(at.ports.exec.run({ namespace, pod: 'mysql-0', argv, timeoutMs: 5000 }))
  return said.exit === 0 ? Number(said.stdout.trim()) : -1
}

test('killed after a commit of either cluster, a move goes on: one side active, every acknowledged row there', async () => {
  const hereDirectory = memoryDirectory()
  const thereDirectory = memoryDirectory()
  const whole = await openBoth(hereDirectory, thereDirectory)
  load(whole.here, [...mysql(), pair(), move])
  await whole.here.advance(5_000)
  await whole.there.save()
  await whole.here.save()
  // In which order the two were written: a kill leaves a beginning of this.
  const commits: { readonly here: number; readonly there: number }[] = []
  const note = () =>
    commits.push({ here: hereDirectory.documents.length - 1, there: thereDirectory.documents.length - 1 })
  for (const directory of [hereDirectory, thereDirectory]) {
    const commit = directory.commit.bind(directory)
    Object.assign(directory, {
      commit: async (...given: Parameters<typeof commit>) => {
        await commit(...given)
        note()
      },
    })
  }
  const before = await rows(whole.here)
  expect(await carryOut(whole)).toBe('successful')
  expect(commits.length).toBeGreaterThan(20)

  const finished: string[] = []
  for (const [index, at] of commits.entries()) {
    if (index % 2 === commits.length % 2) continue
    const both = await openBoth(hereDirectory.asOf(at.here), thereDirectory.asOf(at.there))
    expect(isActive(both.here) && isActive(both.there), `both are active after commit ${index}`).toBe(false)
    const count = isActive(both.here) ? await rows(both.here) : before
    finished.push(await carryOut(both))
    expect(isActive(both.here), `the source runs after commit ${index}`).toBe(false)
    await both.there.advance(2_000)
    expect(await rows(both.there), `rows after commit ${index}`).toBeGreaterThanOrEqual(Math.max(before, count))
    expect(both.here.plane.get(refOf(move))?.status).toMatchObject({ stage: 'Final', status: 'Successful' })
  }
  expect(new Set(finished)).toEqual(new Set(['successful']))
})
