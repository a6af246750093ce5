import { beforeAll, expect, test } from 'vitest'
import { expectGolden } from './golden.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop

const wrongRule = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: Rule
metadata: {name: nobody, namespace: shop}
rules:
  - podSelector: {app: no-such-pods}
    actions: [{type: command, value: sync}]
`
const group = `apiVersion: stork.libopenstorage.org/v1alpha1
kind: GroupVolumeSnapshot
metadata: {name: hopeless, namespace: shop}
spec:
  preExecRule: nobody
  pvcSelector: {matchLabels: {app: mysql}}
`
const copies = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: of-nothing
  namespace: shop
  annotations: {snapshot.alpha.kubernetes.io/snapshot: gone}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: stork-snapshot-sc
  resources: {requests: {storage: 1Gi}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: no-class, namespace: shop}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: no-such-class
  resources: {requests: {storage: 1Gi}}
`

beforeAll(async () => {
  shop = await openShop('mysql.yaml')
  await shop.run('sim load --sim -f -', { stdin: `${wrongRule}---\n${group}---\n${copies}` })
  await shop.run('snapshot mysql-data --name good -n shop -y --sim')
})

test('a snapshot that nobody began, and why it could not be carried out', async () => {
  const { exit, out } = await shop.run('diagnose gvs hopeless -n shop --sim')
  expect(exit).toBe(0)
  expectGolden('diagnose-group', out)
})

test('a claim that is to be cloned from a snapshot that is not there', async () => {
  const { out } = await shop.run('diagnose pvc of-nothing -n shop --sim')
  expectGolden('diagnose-clone', out)
})

test('a claim of a class that is not there', async () => {
  const { out } = await shop.run('diagnose pvc/no-class -n shop --sim')
  expect(out).toContain('There is no StorageClass no-such-class.')
})

test('what is well is said to be well', async () => {
  const { exit, out } = await shop.run('diagnose vs good -n shop --sim')
  expect({ exit, out }).toEqual({ exit: 0, out: 'VolumeSnapshot good: well. It is Ready.\n' })
  expect((await shop.run('diagnose rule nobody -n shop --sim')).out).toContain('well')
})

test('for programs', async () => {
  const { out } = await shop.run('diagnose gvs hopeless -n shop -o json --sim')
  expect(JSON.parse(out)).toMatchObject({ kind: 'GroupVolumeSnapshot', state: 'waits', causes: expect.any(Array) })
})
