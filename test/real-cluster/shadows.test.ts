/** Shadows beside the objects of STORK, on a real API server: lists, a watch of both, finalizers and deletion. */

import { kubernetesCluster } from '@pxsnap/core/cluster/kubernetes'
import { shadowedCluster, withShadows } from '@pxsnap/core/cluster/shadow'
import type { Cluster } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import { systemClock } from '@pxsnap/core/system'
import { beforeAll, describe, expect, test } from 'vitest'
import { assets, cleanPlane, installKinds } from './clean-plane.ts'

const kind = { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' }
const snapshot = (name: string, finalizers?: readonly string[]): KubeObject => ({
  ...kind,
  metadata: { name, namespace: 'default', ...(finalizers === undefined ? {} : { finalizers }) },
  spec: { persistentVolumeClaimName: 'data' },
})
const ref = (name: string) => ({ ...kind, name, namespace: 'default' })
const query = { ...kind, namespace: 'default' }

describe.skipIf(assets === undefined)('shadows on a real API server', () => {
  const plane = cleanPlane()
  let shadows: Cluster
  let seen: Cluster

  beforeAll(async () => {
    await installKinds(plane)
    const api = kubernetesCluster(await plane.connect(), { clock: systemClock })
    shadows = shadowedCluster(api, { home: 'kube-system' })
    seen = withShadows(api, { home: 'kube-system', ours: () => false })
  })

  test('lists and commands have both; a deletion waits for the finalizer of a shadow', async () => {
    await plane.make(snapshot('of-stork'))
    expect(await shadows.create(snapshot('of-ours', ['pxsnap.io/cleanup']))).toMatchObject({ ok: true })
    const { items } = await seen.list(query)
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['of-ours', 'of-stork'])
    expect((await plane.run('get volumesnapshots -o name')).out).toMatch(/of-ours\n.*of-stork\n/)
    expect(await seen.delete(ref('of-ours'))).toBe('deleting')
    const going = await seen.get(ref('of-ours'))
    if (going === undefined) throw new Error('It was not held.')
    const { finalizers: _, ...metadata } = going.metadata
    expect(await seen.update({ ...going, metadata: { ...metadata, finalizers: [] } })).toMatchObject({ ok: true })
    expect(await seen.get(ref('of-ours'))).toBeUndefined()
  })

  test('one watch tells the changes of both', async () => {
    const { resourceVersion } = await seen.list(query)
    const stop = new AbortController()
    const told = new Set<string>()
    const watching = (async () => {
      for await (const event of seen.watch(query, resourceVersion, stop.signal)) {
        if (event.type !== 'BOOKMARK') told.add(event.object.metadata.name)
        if (told.has('new-of-ours') && told.has('new-of-stork')) return
      }
    })()
    await shadows.create(snapshot('new-of-ours'))
    await plane.make(snapshot('new-of-stork'))
    await watching
    stop.abort()
    expect([...told].toSorted()).toEqual(['new-of-ours', 'new-of-stork'])
  })

  test('the offset of the clock is learned from a real server', async () => {
    const connection = await plane.connect()
    await kubernetesCluster(connection, { clock: systemClock }).get(ref('of-stork'))
    const offset = connection.time.offset(systemClock.now())
    expect(offset?.leastMs).toBeLessThanOrEqual(0)
    expect(offset?.mostMs).toBeGreaterThanOrEqual(0)
  })
})
