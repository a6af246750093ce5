import { readFileSync } from 'node:fs'
import { openSimulatedCluster, type SimulatedCluster, twinnedKinds, twinOf } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'

const mysql = parseAllDocuments(readFileSync(new URL('../../plugin/tour/mysql.yaml', import.meta.url), 'utf8')).map(
  document => document.toJS() as KubeObject,
)
const everything = (cluster: SimulatedCluster) =>
  twinnedKinds.flatMap(({ apiVersion, kind }) => cluster.plane.list({ apiVersion, kind }).items)

describe('the twin of a cluster', () => {
  let original: SimulatedCluster
  let twin: SimulatedCluster
  let objects: readonly KubeObject[]

  beforeAll(async () => {
    original = await openSimulatedCluster({ settle: macrotask })
    original.load(mysql)
    await original.advance(2_000)
    objects = twinOf(everything(original))
    twin = await openSimulatedCluster({ settle: macrotask })
    for (const result of twin.load(objects)) expect(result).toMatchObject({ ok: true })
    await twin.advance(10_000)
  })

  test('has the same claims, with volumes of its own', () => {
    const claims = (cluster: SimulatedCluster) =>
      cluster.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }).items
    expect(claims(twin).map(({ metadata }) => metadata.name)).toEqual(
      claims(original).map(({ metadata }) => metadata.name),
    )
    for (const { status } of claims(twin)) expect(status).toMatchObject({ phase: 'Bound' })
  })

  test('runs the same applications', () => {
    const models = (cluster: SimulatedCluster) => cluster.pods.models().map(({ image, model }) => `${image} ${model}`)
    expect(models(twin)).toEqual(models(original))
    expect(models(twin)).toContainEqual(expect.stringContaining('mysql'))
  })

  test('has nothing secret: only the keys that pods ask for, with a value of no meaning', () => {
    expect(JSON.stringify(objects)).not.toContain('not-a-real-password')
    expect(objects.filter(({ kind }) => kind === 'Secret')).toMatchObject([
      { metadata: { name: 'mysql-root' }, stringData: { password: 'simulated' } },
    ])
  })

  test('brings nothing along that the API server made', () => {
    for (const { metadata, status } of objects) {
      expect(status).toBeUndefined()
      expect(metadata).not.toHaveProperty('uid')
      expect(metadata).not.toHaveProperty('resourceVersion')
      expect(metadata).not.toHaveProperty('ownerReferences')
    }
  })
})

test('pods that a workload makes are left to it; bare pods are kept without their place', () => {
  const pod = (name: string, more: object): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', ...more },
    spec: { nodeName: 'node-7', containers: [] },
  })
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'u', controller: true }
  expect(twinOf([pod('db-0', { ownerReferences: [owner] }), pod('bare', {})])).toEqual([
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: 'shop' }, spec: { containers: [] } },
  ])
})
