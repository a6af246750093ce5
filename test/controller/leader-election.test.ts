/** One process leads at a time, and another takes over. */

import { leadWhileElected, leaseMs, renewLimitMs } from '@pxsnap/core/controller'
import { type Cluster, PortError } from '@pxsnap/core/ports'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import { entry } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { expect, test } from 'vitest'

type Process = { readonly leads: () => boolean; end(): void; die(): void; cut(): void; readonly ended: Promise<void> }

/** A process that leads and does nothing. `die` lets it vanish without a word; `cut` takes the API server from it. */
function process(cluster: SimulatedCluster, identity: string, tidyMs = 0): Process {
  const { clock, cluster: api } = cluster.ports
  const life = new AbortController()
  const death = new AbortController()
  let leads = false
  let isCut = false
  const reach = async <T>(call: () => Promise<T>): Promise<T> => {
    if (death.signal.aborted) return new Promise(() => undefined)
    if (isCut) throw new PortError('unreachable', 'no route to host')
    return call()
  }
  const limited: Cluster = {
    get: ref => reach(() => api.get(ref)),
    list: query => reach(() => api.list(query)),
    create: object => reach(() => api.create(object)),
    update: object => reach(() => api.update(object)),
    delete: (ref, options) => reach(() => api.delete(ref, options)),
    watch: (query, version, signal) => api.watch(query, version, signal),
  }
  const options = { cluster: limited, clock, namespace: 'default', name: 'lock', identity, random: () => 0 }
  const ended = leadWhileElected(
    options,
    async leading => {
      leads = true
      await new Promise<void>(resolve => leading.addEventListener('abort', () => resolve(), { once: true }))
      if (tidyMs > 0) await clock.sleep(tidyMs)
      leads = false
    },
    life.signal,
  )
  return {
    ended,
    leads: () => leads && !death.signal.aborted,
    end: () => life.abort(),
    die: () => death.abort(),
    cut: () => {
      isCut = true
    },
  }
}

const open = () => openSimulatedCluster({ settle: macrotask })
const lease = (cluster: SimulatedCluster) =>
  cluster.plane.get({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'default', name: 'lock' })

test('of two processes one leads, and its name is on the Lease with times that Go can read', async () => {
  const cluster = await open()
  const [a, b] = [process(cluster, 'a'), process(cluster, 'b')]
  await cluster.advance(60_000)
  expect([a.leads(), b.leads()]).toEqual([true, false])
  expect(lease(cluster)?.spec).toMatchObject({ holderIdentity: 'a', leaseDurationSeconds: 15, leaseTransitions: 0 })
  expect(entry(lease(cluster)?.spec, 'renewTime')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
})

test('one that ends gives the Lease back when it has tidied up, and another leads within seconds', async () => {
  const cluster = await open()
  const [a, b] = [process(cluster, 'a', 30_000), process(cluster, 'b')]
  await cluster.advance(10_000)
  a.end()
  await cluster.advance(29_000)
  expect([a.leads(), b.leads()]).toEqual([true, false])
  await cluster.advance(6_000)
  expect([a.leads(), b.leads()]).toEqual([false, true])
  await cluster.drive(a.ended)
})

test('one that vanished is followed after its time, not before', async () => {
  const cluster = await open()
  const [a, b] = [process(cluster, 'a'), process(cluster, 'b')]
  await cluster.advance(10_000)
  a.die()
  await cluster.advance(leaseMs - 3_000)
  expect(b.leads()).toBe(false)
  await cluster.advance(8_000)
  expect(b.leads()).toBe(true)
})

test('one that cannot renew stops before another can begin', async () => {
  const cluster = await open()
  const [a, b] = [process(cluster, 'a'), process(cluster, 'b')]
  await cluster.advance(10_000)
  a.cut()
  const seen: string[] = []
  for (let second = 0; second < 30; second++) {
    await cluster.advance(1_000)
    seen.push(`${a.leads() ? 'a' : ''}${b.leads() ? 'b' : ''}`)
  }
  expect(seen).not.toContain('ab')
  expect(seen.indexOf('b')).toBeGreaterThan(seen.lastIndexOf('a'))
  expect(seen.lastIndexOf('a')).toBeLessThanOrEqual(renewLimitMs / 1000)
})
