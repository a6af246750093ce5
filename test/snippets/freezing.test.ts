/** The snippets that freeze an application, carried out as they are inserted: they freeze it, and it goes on afterwards. */

import { readFileSync } from 'node:fs'
import { createWorkspace, fillSnippet, readSnippet } from '@pxsnap/core/language'
import type { KubeObject } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { cassandra, database, groupVolumeSnapshot, namespace, openShop } from '../support/shop.ts'

const applications: Readonly<Record<string, () => readonly KubeObject[]>> = {
  '3dsnap-mysql': () =>
    database('mysql', 'mysql:8.0', { 'mysql-data': '/var/lib/mysql' }, { MYSQL_ROOT_PASSWORD: 'only-for-tests' }),
  '3dsnap-mongodb': () => database('mongodb', 'mongo:7.0', { 'mongodb-data': '/data/db' }),
  '3dsnap-cassandra': cassandra,
}

describe.each(Object.keys(applications))('%s', name => {
  test('runs all its commands in the pods of the application, successfully, and leaves nothing frozen', async () => {
    const { cluster, apply } = await openShop(1, ...(applications[name]?.() ?? []))
    const [outcome] = await apply(...objectsOf(name))
    expect(outcome).toMatchObject({ result: 'successful' })
    expect(outcome?.evidence?.commands.length).toBeGreaterThan(0)
    expect(outcome?.evidence?.commands.map(({ exit }) => exit)).toEqual(outcome?.evidence?.commands.map(() => 0))
    expect(cluster.pods.frozenPods()).toEqual([])
  })
})

test.each(['3dsnap-mysql', '3dsnap-mongodb'])('%s: the copy is clean, and the evidence says why', async name => {
  for (let seed = 0; seed < 5; seed += 1) {
    const { cluster, apply } = await openShop(seed, ...(applications[name]?.() ?? []))
    const [outcome] = await apply(...objectsOf(name))
    expect(outcome?.evidence?.consistency).toBe('application')
    expect(outcome?.evidence?.frozen.length).toBeGreaterThan(0)
    const snapshot = objectsOf(name).at(-1)?.metadata.name ?? ''
    expect(cluster.judgeSnapshots({ namespace, name: snapshot }).verdict).toBe('clean')
  }
})

test('the thaw of MongoDB takes back a lock that was taken several times, and does nothing when there is none', async () => {
  const { cluster, apply } = await openShop(3, ...(applications['3dsnap-mongodb']?.() ?? []))
  const thaw = objectsOf('rule-mongodb-thaw')
  const lockThrice: KubeObject = {
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'Rule',
    metadata: { name: 'thrice', namespace },
    rules: [
      {
        podSelector: { app: 'mongodb' },
        actions: [1, 2, 3].map(() => ({ type: 'command', value: "mongosh --quiet --eval 'db.fsyncLock()'" })),
      },
    ],
  }
  const group = (name: string, spec: Readonly<Record<string, string>>) =>
    groupVolumeSnapshot(name, { app: 'mongodb' }, { ...spec, postExecRule: 'mongodb-thaw' })
  const [locked] = await apply(lockThrice, ...thaw, group('locked', { preExecRule: 'thrice' }))
  expect(locked?.result).toBe('successful')
  expect(cluster.pods.frozenPods()).toEqual([])
  const [free] = await apply(group('free', {}))
  expect(free?.evidence?.commands.map(({ when, exit }) => ({ when, exit }))).toEqual([{ when: 'post', exit: 0 }])
})

/** The snippet's objects with its starting values, in the namespace of the shop. */
function objectsOf(name: string): readonly KubeObject[] {
  const path = new URL(`../../snippets/${name}.yaml`, import.meta.url)
  const workspace = createWorkspace()
  workspace.set(name, fillSnippet(readSnippet(name, readFileSync(path, 'utf8'))))
  return workspace.objects(name).map(({ object }) => ({ ...object, metadata: { ...object.metadata, namespace } }))
}
