import { instant, toIso } from '@pxsnap/core/base'
import { PortError } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openPlane, openPort, put, start } from './simulated-plane.ts'

const config = (name: string, fields: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  ...fields,
})

const group = (name: string, fields: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'GroupVolumeSnapshot',
  metadata: { name, namespace: 'default' },
  spec: { pvcSelector: { matchLabels: { app: 'mysql' } } },
  ...fields,
})

const configs = { apiVersion: 'v1', kind: 'ConfigMap' }

describe('objects', () => {
  test('the generation counts changes of the spec, not of status or metadata', () => {
    const { plane } = openPlane()
    const made = put(plane, group('nightly'))
    expect(made.metadata.generation).toBe(1)
    const generation = (object: KubeObject) => {
      const result = plane.update(object)
      return result.ok ? result.object.metadata.generation : result.message
    }
    expect(generation(group('nightly', { status: { stage: 'PreChecks' } }))).toBe(1)
    expect(generation({ ...made, metadata: { name: 'nightly', namespace: 'default', labels: { a: 'b' } } })).toBe(1)
    expect(generation(group('nightly', { spec: { maxRetries: 2 } }))).toBe(2)
  })

  test('texts of a secret become data, when it is made and when it is changed', () => {
    const { plane } = openPlane()
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'default' } }
    const made = plane.create({ ...secret, stringData: { key: 'one' } })
    expect(made).toMatchObject({ object: { data: { key: 'b25l' } } })
    const changed = plane.update({ ...secret, stringData: { key: 'two' } })
    expect(changed).toMatchObject({ object: { data: { key: 'dHdv' } } })
    expect(JSON.stringify(changed)).not.toContain('stringData')
  })

  test('the creation timestamp is the time of the clock', () => {
    const { plane, moveTo } = openPlane()
    moveTo(instant(start + 60_000))
    expect(put(plane, config('one')).metadata.creationTimestamp).toBe(toIso(instant(start + 60_000)))
  })

  test('a stored object cannot be changed through the object that was given or read', () => {
    const { plane } = openPlane()
    const given = { ...config('one'), data: { a: '1' } }
    put(plane, given)
    given.data.a = '2'
    const read = plane.get({ ...configs, namespace: 'default', name: 'one' })
    expect(read?.data).toEqual({ a: '1' })
    expect(Object.isFrozen(read?.data)).toBe(true)
  })

  test('an unchanged part of an updated object is shared, not copied', () => {
    const { plane } = openPlane()
    const before = put(plane, group('nightly'))
    const after = plane.update({ ...before, status: { stage: 'Final' } })
    expect(after.ok && after.object.spec).toBe(before.spec)
  })

  test('a cluster-scoped object has no namespace, even when its manifest names one', () => {
    const { plane } = openPlane()
    const made = put(plane, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast', namespace: 'default' },
      provisioner: 'pxd.portworx.com',
    })
    expect(made.metadata.namespace).toBeUndefined()
  })

  test.each(['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'])(
    'a Deployment of %s is served as apps/v1',
    apiVersion => {
      const { plane } = openPlane()
      const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } }
      const made = put(plane, { ...config('web'), apiVersion, kind: 'Deployment', spec: { template } })
      expect(made.apiVersion).toBe('apps/v1')
      expect(made.spec).toMatchObject({ replicas: 1, selector: { matchLabels: { app: 'web' } } })
      expect(plane.get({ apiVersion, kind: 'Deployment', namespace: 'default', name: 'web' })).toBeDefined()
    },
  )

  test('what was saved comes back, and new objects get new names and versions', () => {
    const { plane } = openPlane()
    const generated = put(plane, { ...config(''), metadata: { name: '', generateName: 'run-', namespace: 'default' } })
    const again = openPlane({ state: JSON.parse(JSON.stringify(plane.state())) }).plane
    expect(again.state()).toEqual(plane.state())
    const next = put(again, { ...config(''), metadata: { name: '', generateName: 'run-', namespace: 'default' } })
    expect(next.metadata.name).not.toBe(generated.metadata.name)
    expect(Number(next.metadata.resourceVersion)).toBeGreaterThan(Number(generated.metadata.resourceVersion))
  })
})

describe('refusals', () => {
  const refusal = (object: KubeObject) => {
    const result = openPlane().plane.create(object)
    return result.ok ? 'stored' : `${result.because}: ${result.message}`
  }

  test('a kind that is not served is refused with what is served', () => {
    expect(refusal({ ...config('x'), apiVersion: 'example.com/v1', kind: 'Toaster' })).toMatch(
      /serves no Toaster of example.com\/v1\. It serves v1 \(Namespace, .*GroupVolumeSnapshot/,
    )
    expect(refusal({ ...config('x'), apiVersion: 'snapshot.storage.k8s.io/v1beta1', kind: 'VolumeSnapshot' })).toMatch(
      /it serves VolumeSnapshot of volumesnapshot.external-storage.k8s.io\/v1 and snapshot.storage.k8s.io\/v1\.$/,
    )
    expect(() => openPlane().plane.list({ apiVersion: 'example.com/v1', kind: 'Toaster' })).toThrow(PortError)
  })

  test.each([
    ['no name', { ...config(''), metadata: { name: '', namespace: 'default' } }, 'has no name'],
    ['no namespace', { ...config('x'), metadata: { name: 'x' } }, 'names no namespace'],
    [
      'a number as a label',
      JSON.parse(
        '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","namespace":"default","labels":{"a":1}}}',
      ),
      'put it in quotes',
    ],
    ['no metadata', JSON.parse('{"apiVersion":"v1","kind":"ConfigMap"}'), 'has no metadata'],
    [
      'a claim without size',
      { ...config('x'), kind: 'PersistentVolumeClaim', spec: { accessModes: ['ReadWriteOnce'] } },
      'how large',
    ],
    ['a pod without containers', { ...config('x'), kind: 'Pod', spec: {} }, 'names no container'],
    [
      'a large annotation',
      { ...config('x'), metadata: { name: 'x', namespace: 'default', annotations: { a: 'x'.repeat(262_144) } } },
      '256 KiB',
    ],
    ['a large object', config('x', { data: { a: 'x'.repeat(1_600_000) } }), '1.5 MB'],
  ])('%s', (_, object, words) => {
    expect(refusal(object)).toContain(words)
  })

  test('the size of a claim cannot be changed later', () => {
    const { plane } = openPlane()
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
    put(plane, { ...config('data'), kind: 'PersistentVolumeClaim', spec })
    const stored = plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' })
    if (stored === undefined) throw new Error('the claim is missing')
    const larger = { ...stored, spec: { ...(stored.spec as object), resources: { requests: { storage: '2Gi' } } } }
    expect(plane.update(larger)).toMatchObject({ ok: false, because: 'rejected' })
  })
})

describe('watches', () => {
  const eventsOf = async (
    query: typeof configs,
    from: string,
    options: { plane: ReturnType<typeof openPlane>['plane']; count: number },
  ) => {
    const { cluster } = openPort(options.plane)
    const events: string[] = []
    for await (const event of cluster.watch(query, from, new AbortController().signal)) {
      events.push(
        event.type === 'BOOKMARK' ? `BOOKMARK ${event.resourceVersion}` : `${event.type} ${event.object.metadata.name}`,
      )
      if (events.length === options.count) break
    }
    return events
  }

  test('a watch from a version that is no longer kept is expired, one from a kept version is complete', async () => {
    const { plane } = openPlane({ historyLimit: 10 })
    const { resourceVersion: old } = plane.list(configs)
    for (let count = 0; count < 40; count += 1) put(plane, config(`c-${count}`))
    await expect(eventsOf(configs, old, { plane, count: 1 })).rejects.toMatchObject({ kind: 'expired' })
    const recent = String(Number(plane.list(configs).resourceVersion) - 5)
    expect(await eventsOf(configs, recent, { plane, count: 5 })).toEqual([35, 36, 37, 38, 39].map(n => `ADDED c-${n}`))
  })

  test('a version from before a restart, or from another cluster, is expired', async () => {
    const { plane } = openPlane()
    put(plane, config('one'))
    const again = openPlane({ state: plane.state() }).plane
    await expect(eventsOf(configs, '1', { plane: again, count: 1 })).rejects.toMatchObject({ kind: 'expired' })
    await expect(eventsOf(configs, '999999', { plane: again, count: 1 })).rejects.toMatchObject({ kind: 'expired' })
  })

  test('a watcher of a quiet kind gets a bookmark to resume from', async () => {
    const { plane } = openPlane()
    const { resourceVersion } = plane.list(configs)
    for (let count = 0; count < 50; count += 1) put(plane, config(`c-${count}`))
    const secrets = { apiVersion: 'v1', kind: 'Secret' }
    const latest = plane.list(configs).resourceVersion
    expect(await eventsOf(secrets, resourceVersion, { plane, count: 1 })).toEqual([`BOOKMARK ${latest}`])
  })

  test('what a watch tells is exactly what turns the earlier list into the later one', async () => {
    const action = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      what: fc.constantFrom('put', 'label', 'delete'),
      value: fc.nat(3),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 30 }), async actions => {
        const { plane } = openPlane()
        const query = { ...configs, labels: { app: 'x' } }
        const { resourceVersion } = plane.list(query)
        for (const { name, what, value } of actions) {
          const labels: Record<string, string> = what === 'label' ? { app: value % 2 === 0 ? 'x' : 'y' } : { app: 'x' }
          const object = {
            ...config(name, { data: { value: String(value) } }),
            metadata: { name, namespace: 'default', labels },
          }
          if (what === 'delete') plane.delete({ ...configs, namespace: 'default', name })
          else if (!plane.create(object).ok) plane.update(object)
        }
        const end = put(plane, {
          ...config('zzz'),
          metadata: { name: 'zzz', namespace: 'default', labels: { app: 'x' } },
        })
        const seen = new Map<string, KubeObject>()
        for await (const event of openPort(plane).cluster.watch(query, resourceVersion, new AbortController().signal)) {
          if (event.type === 'BOOKMARK') continue
          const { name } = event.object.metadata
          expect(seen.has(name)).toBe(event.type !== 'ADDED')
          if (event.type === 'DELETED') seen.delete(name)
          else seen.set(name, event.object)
          if (name === end.metadata.name) break
        }
        const inOrder = [...seen.values()].sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1))
        expect(inOrder).toEqual(plane.list(query).items)
      }),
      { numRuns: 200 },
    )
  })
})

describe('faults', () => {
  const one = { ...configs, namespace: 'default', name: 'one' }

  test('a lost response has done its work, a timeout has not', async () => {
    const { plane } = openPlane()
    const lost = openPort(plane, () => ({ do: 'lose-response' })).cluster
    await expect(lost.create(config('one'))).rejects.toMatchObject({ kind: 'timeout' })
    expect(plane.get(one)).toBeDefined()
    const silent = openPort(plane, () => ({ do: 'timeout' })).cluster
    await expect(silent.delete(one)).rejects.toMatchObject({ kind: 'timeout' })
    expect(plane.get(one)).toBeDefined()
  })

  test('an injected conflict refuses the write and lets reads through', async () => {
    const { plane } = openPlane()
    put(plane, config('one'))
    const { cluster } = openPort(plane, () => ({ do: 'conflict' }))
    expect(await cluster.update(config('one', { data: { a: '1' } }))).toMatchObject({ because: 'conflict' })
    expect(await cluster.delete(one)).toBe('conflict')
    expect((await cluster.get(one))?.data).toBeUndefined()
  })

  test.each([
    ['forbid', 'forbidden'],
    ['unreachable', 'unreachable'],
  ] as const)('%s throws %s before anything is done', async (fault, kind) => {
    const { plane } = openPlane()
    const { cluster } = openPort(plane, ({ verb }) => (verb === 'create' ? { do: fault } : undefined))
    await expect(cluster.create(config('one'))).rejects.toMatchObject({ kind })
    expect(await cluster.get(one)).toBeUndefined()
  })

  test('a slow call takes longer, and a watch can break or expire', async () => {
    const { plane } = openPlane()
    const slow = openPort(plane, () => ({ do: 'slow', ms: 700 }))
    await slow.cluster.get(one)
    expect(slow.slept()).toBe(705)
    const { resourceVersion } = plane.list(configs)
    for (const name of ['a', 'b', 'c']) put(plane, config(name))
    const seen: string[] = []
    const breaking = async (fault: 'break-watch' | 'expire') => {
      const { cluster } = openPort(plane, () => (fault === 'expire' ? { do: fault } : { do: fault, afterEvents: 2 }))
      for await (const event of cluster.watch(configs, resourceVersion, new AbortController().signal))
        seen.push(event.type)
    }
    await expect(breaking('break-watch')).rejects.toMatchObject({ kind: 'unreachable' })
    expect(seen).toEqual(['ADDED', 'ADDED'])
    await expect(breaking('expire')).rejects.toMatchObject({ kind: 'expired' })
  })
})
