import {
  carryOut,
  expectSnapshot,
  inNamespace,
  isFollowed,
  planApply,
  planClone,
  planDelete,
  refOf,
  subject,
} from '@pxsnap/core/actions'
import { openSimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const object = (
  kind: string,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
  apiVersion = 'v1',
): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(kind === 'Namespace' ? {} : { namespace: 'shop' }) },
  ...more,
})
const stork = 'stork.libopenstorage.org/v1alpha1'
const legacy = 'volumesnapshot.external-storage.k8s.io/v1'
const namespace = object('Namespace', 'shop')
const claim = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
  object('PersistentVolumeClaim', name, {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
    ...more,
  })
const snapshot = (name: string, of: string, ready = true) =>
  object(
    'VolumeSnapshot',
    name,
    {
      spec: { persistentVolumeClaimName: of },
      status: { conditions: [{ type: ready ? 'Ready' : 'Pending', status: 'True' }] },
    },
    legacy,
  )
const kinds = (objects: readonly KubeObject[]) =>
  planApply(objects, []).writes.map(write => `${subject(write).kind}/${subject(write).name}`)

async function cluster() {
  const sim = await openSimulatedCluster({ settle: macrotask, seed: 1 })
  const get = (wanted: KubeObject) => sim.drive(sim.ports.cluster.get(refOf(wanted)))
  const write = (plan: ReturnType<typeof planApply>) => sim.drive(carryOut(plan, sim.ports.cluster, () => undefined))
  return { sim, get, write }
}

describe('the plan of apply', () => {
  test('puts objects in the order in which they need each other, whatever the order of the file', () => {
    const cloned = claim('copy')
    const asClone = {
      ...cloned,
      metadata: { ...cloned.metadata, annotations: { 'snapshot.alpha.kubernetes.io/snapshot': 'one' } },
    }
    const objects = [
      asClone,
      object('GroupVolumeSnapshot', 'group', {}, stork),
      snapshot('one', 'data'),
      object('Deployment', 'app', {}, 'apps/v1'),
      object('Gadget', 'other', {}, 'example.com/v1'),
      object('Rule', 'rule', {}, stork),
      claim('data'),
      object('Secret', 'secret'),
      namespace,
    ]
    expect(kinds(objects)).toEqual([
      'Namespace/shop',
      'Secret/secret',
      'PersistentVolumeClaim/data',
      'Rule/rule',
      'Gadget/other',
      'Deployment/app',
      'VolumeSnapshot/one',
      'GroupVolumeSnapshot/group',
      'PersistentVolumeClaim/copy',
    ])
    expect(objects.filter(isFollowed).map(({ metadata }) => metadata.name)).toEqual(['copy', 'group', 'one'])
  })

  test('writes an object once when the files name it twice; the last one counts', () => {
    const plan = planApply(
      [object('ConfigMap', 'a', { data: { x: '1' } }), object('ConfigMap', 'a', { data: { x: '2' } })],
      [],
    )
    expect(plan.writes).toMatchObject([{ do: 'create', object: { data: { x: '2' } } }])
  })

  test('keeps what the cluster has and the spec does not name, and leaves an object alone that is already so', () => {
    const was = object('ConfigMap', 'a', { data: { x: '1', y: '2' } })
    const stored = { ...was, metadata: { ...was.metadata, resourceVersion: '7', uid: 'u' } }
    expect(planApply([object('ConfigMap', 'a', { data: { x: '3' } })], [stored]).writes).toEqual([
      { do: 'update', was: stored, object: { ...stored, data: { x: '3', y: '2' } } },
    ])
    expect(planApply([object('ConfigMap', 'a', { data: { y: '2' } })], [stored])).toMatchObject({
      writes: [],
      unchanged: [{ name: 'a' }],
    })
    expect(planApply([object('ConfigMap', 'a', { data: { y: null } })], [stored]).writes).toMatchObject([
      { object: { data: { x: '1' } } },
    ])
  })

  test('leaves a secret alone whose texts the cluster has already, encoded', () => {
    const stored = object('Secret', 'a', { data: { password: 'Z2hlaW0=', other: 'eA==' } })
    expect(planApply([object('Secret', 'a', { stringData: { password: 'gheim' } })], [stored])).toMatchObject({
      writes: [],
      unchanged: [{ name: 'a' }],
    })
    expect(planApply([object('Secret', 'a', { stringData: { password: 'new' } })], [stored]).writes).toMatchObject([
      { do: 'update', object: { data: { password: 'bmV3', other: 'eA==' } } },
    ])
  })

  test('refuses to change the spec of a snapshot that was carried out', () => {
    const taken = snapshot('one', 'data')
    const stored = { ...taken, metadata: { ...taken.metadata, annotations: { 'pxsnap.io/lifecycle': '{}' } } }
    const plan = planApply([snapshot('one', 'other')], [stored])
    expect(plan).toMatchObject({ writes: [], obstacles: [{ code: 'not-allowed' }] })
  })

  test('of nothing is an obstacle', () => {
    expect(planApply([], []).obstacles).toMatchObject([{ code: 'nothing-to-do' }])
  })

  test('applied to its own result changes nothing', () => {
    const json = fc.dictionary(
      fc.string({ minLength: 1, maxLength: 4 }),
      fc.oneof(fc.string(), fc.integer(), fc.array(fc.string())),
    )
    fc.assert(
      fc.property(json, json, (wanted, had) => {
        const spec = object('ConfigMap', 'a', { data: wanted })
        const [write] = planApply([spec], [object('ConfigMap', 'a', { data: had })]).writes
        const result =
          write === undefined || write.do === 'delete' ? object('ConfigMap', 'a', { data: had }) : write.object
        expect(planApply([spec], [result]).writes).toEqual([])
      }),
    )
  })
})

test('objects without a namespace are placed in one, but not those of kinds that have none', () => {
  const bare = (kind: string, apiVersion = 'v1'): KubeObject => ({ apiVersion, kind, metadata: { name: 'a' } })
  expect(inNamespace(bare('ConfigMap'), 'shop').metadata.namespace).toBe('shop')
  expect(inNamespace(bare('Rule', stork), 'shop').metadata.namespace).toBe('shop')
  expect(inNamespace(bare('StorageClass', 'storage.k8s.io/v1'), 'shop').metadata.namespace).toBeUndefined()
  expect(inNamespace(bare('ClusterRole', 'rbac.authorization.k8s.io/v1'), 'shop').metadata.namespace).toBeUndefined()
  expect(inNamespace(object('ConfigMap', 'a'), 'other').metadata.namespace).toBe('shop')
})

describe('carrying out', () => {
  test('writes exactly the plan and tells it in the order of the plan', async () => {
    const { sim, get } = await cluster()
    const objects = [
      namespace,
      ...Array.from({ length: 70 }, (_, index) => object('ConfigMap', `c${index}`)),
      object('Secret', 's'),
    ]
    const plan = planApply(objects, [])
    const told: string[] = []
    const { done, refused } = await sim.drive(carryOut(plan, sim.ports.cluster, ({ ref }) => told.push(ref.name)))
    expect(refused).toBeUndefined()
    expect(told).toEqual(plan.writes.map(write => subject(write).name))
    expect(done.map(({ did }) => did)).toEqual(told.map(() => 'created'))
    for (const one of objects) expect(await get(one)).toMatchObject({ kind: one.kind })
  })

  test('stops at a refusal, with what was written until then', async () => {
    const { write, get } = await cluster()
    const lost: KubeObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'nowhere' } }
    const { done, refused } = await write(
      planApply([namespace, lost, object('Rule', 'later', { rules: [] }, stork)], []),
    )
    expect(done.map(({ ref }) => ref.name)).toEqual(['shop'])
    expect(refused).toMatchObject({ ref: { name: 'a' } })
    expect(await get(object('Rule', 'later', {}, stork))).toBeUndefined()
  })

  test('an object that somebody changed in between is not overwritten', async () => {
    const { sim, write, get } = await cluster()
    await write(planApply([namespace, object('ConfigMap', 'a', { data: { x: '1' } })], []))
    const seen = await get(object('ConfigMap', 'a'))
    const plan = planApply([object('ConfigMap', 'a', { data: { x: 'mine' } })], seen === undefined ? [] : [seen])
    await sim.drive(sim.ports.cluster.update({ ...object('ConfigMap', 'a'), data: { x: 'theirs' } }))
    expect((await write(plan)).refused).toMatchObject({ because: 'conflict' })
    expect(await get(object('ConfigMap', 'a'))).toMatchObject({ data: { x: 'theirs' } })
  })

  test('another object of the same name is not deleted', async () => {
    const { sim, write, get } = await cluster()
    await write(planApply([namespace, object('ConfigMap', 'a')], []))
    const seen = await get(object('ConfigMap', 'a'))
    const plan = planDelete([refOf(object('ConfigMap', 'a'))], seen === undefined ? [] : [seen], {
      ignoreMissing: false,
    })
    await sim.drive(sim.ports.cluster.delete(refOf(object('ConfigMap', 'a'))))
    await write(planApply([object('ConfigMap', 'a')], []))
    expect((await write(plan)).refused).toMatchObject({ because: 'conflict' })
    expect(await get(object('ConfigMap', 'a'))).toBeDefined()
  })
})

describe('the plan of clone', () => {
  const request = {
    snapshots: [snapshot('one', 'data')],
    sources: [claim('data')],
    names: [],
    namespace: 'shop',
    taken: [],
  }
  test('makes a claim as large as the one that was snapshotted', () => {
    expect(planClone(request).writes).toEqual([
      {
        do: 'create',
        object: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: {
            name: 'data-clone',
            namespace: 'shop',
            annotations: { 'snapshot.alpha.kubernetes.io/snapshot': 'one' },
          },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'stork-snapshot-sc',
            resources: { requests: { storage: '5Gi' } },
          },
        },
      },
    ])
  })
  test('says where the snapshot is when the claim goes to another namespace', () => {
    expect(planClone({ ...request, namespace: 'test' }).writes).toMatchObject([
      {
        object: {
          metadata: {
            namespace: 'test',
            annotations: { 'stork.libopenstorage.org/snapshot-source-namespace': 'shop' },
          },
        },
      },
    ])
  })
  test.each([
    ['not-ready', { snapshots: [snapshot('one', 'data', false)] }],
    ['not-ready', { snapshots: [] }],
    ['not-allowed', { names: ['a', 'b'] }],
    ['not-allowed', { names: ['taken'], taken: ['taken'] }],
    [
      'not-allowed',
      {
        snapshots: [snapshot('one', 'data'), snapshot('two', 'log')],
        sources: [undefined, undefined],
        names: ['a', 'a'],
      },
    ],
  ] as const)('%s', (code, change) => {
    expect(planClone({ ...request, ...change })).toMatchObject({ writes: [], obstacles: [{ code }] })
  })
})

describe('what a snapshot will do', () => {
  test('is hindered by a claim or a rule that is not there', () => {
    expect(expectSnapshot(snapshot('one', 'nowhere'), [])).toMatchObject({
      is: 'hindered',
      mayPass: false,
      reason: { code: 'claim-missing' },
    })
  })
  test('names the pods and the commands that the rule reaches', async () => {
    const { sim } = await cluster()
    const pod = object('Pod', 'mysql-0', {
      spec: {
        containers: [{ name: 'mysql', image: 'mysql:8.0', volumeMounts: [{ name: 'd', mountPath: '/var/lib/mysql' }] }],
        volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }],
      },
    })
    sim.load([namespace, claim('data'), pod])
    await sim.advance(1000)
    const around = ['PersistentVolumeClaim', 'PersistentVolume', 'Pod'].flatMap(
      kind => sim.plane.list({ apiVersion: 'v1', kind }).items,
    )
    const one = snapshot('one', 'data')
    const flushed = { ...one, metadata: { ...one.metadata, annotations: { 'px/pre-snap-command': 'sync' } } }
    expect(expectSnapshot(flushed, around)).toEqual({
      is: 'clear',
      claims: ['data'],
      commands: [{ when: 'pre', pod: 'mysql-0', container: 'mysql', text: 'sync', holds: false }],
      notes: [],
    })
  })
})
