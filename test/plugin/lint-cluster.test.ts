import { beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from './shop.ts'

let shop: Shop

const snapshot = (claim: string, namespace = 'shop') => `apiVersion: volumesnapshot.external-storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: orders
  namespace: ${namespace}
  annotations:
    stork.libopenstorage.org/pre-snapshot-rule: no-such-rule
spec:
  persistentVolumeClaimName: ${claim}
`

beforeAll(async () => {
  shop = await openShop('mysql.yaml')
})

test('names are checked against what the cluster has', async () => {
  const { exit, out } = await shop.run('lint -f - --cluster --sim', { stdin: snapshot('mysql-dta') })
  expect(exit).toBe(3)
  expect(out).toContain('(rule/reference-missing)')
  expect(out).toContain('(volume-snapshot/claim-name-near-miss)')
})

test('without --cluster nothing is known of it', async () => {
  const { exit, out } = await shop.run('lint -f - --sim', { stdin: snapshot('mysql-dta') })
  expect({ exit, out }).toEqual({ exit: 0, out: expect.not.stringContaining('near-miss') })
})

test('what is right is right', async () => {
  const right = snapshot('mysql-data').replace(/ {2}annotations:\n.*\n/, '')
  expect((await shop.run('lint -f - --cluster --sim', { stdin: right })).exit).toBe(0)
})

test('an object that the cluster has already is judged as the file says it', async () => {
  const { out: live } = await shop.run('get pvc mysql-data -n shop -o yaml --sim')
  const { exit, out } = await shop.run('lint -f - --cluster --sim', { stdin: `${live}---\n${snapshot('mysql-data')}` })
  expect(exit).toBe(3)
  expect(out).not.toContain('twice')
})

test('a cluster that is not there is exit code 4', async () => {
  expect((await shop.run('lint -f - --cluster --sim=gone', { stdin: snapshot('x') })).exit).toBe(4)
})
