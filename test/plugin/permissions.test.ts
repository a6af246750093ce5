/** What is asked of the server before anything is written: whether this account may, and whether the server would take it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KubeObject } from '@pxsnap/core/specs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { runCommand } from './run-command.ts'
import { mysqlGroup, openShop, tourDirectory } from './shop.ts'

const onlyRule = mysqlGroup.split('---')[0] ?? ''

describe('--dry-run=server', () => {
  test('tells what the server would do, and stores nothing', async () => {
    const shop = await openShop('mysql.yaml')
    const { exit, out, err } = await shop.run('apply -f - --dry-run=server --sim', { stdin: mysqlGroup })
    expect({ exit, err }).toMatchObject({ exit: 0 })
    expect(out).toContain('rule.stork.libopenstorage.org/orders-lock created (server dry run)\n')
    expect((await shop.run('get rules,gvs -n shop -o name --sim')).out).toBe('')
    expect((await shop.run('delete pvc mysql-data -n shop --dry-run=server --sim')).out).toContain(
      'persistentvolumeclaim/mysql-data deleted (server dry run)\n',
    )
    expect((await shop.run('get pvc mysql-data -n shop -o name --sim')).exit).toBe(0)
  })

  test('is told apart from none, and other words are refused', async () => {
    const shop = await openShop('mysql.yaml')
    expect((await shop.run('apply -f - --dry-run=sever --sim', { stdin: mysqlGroup })).exit).toBe(2)
    expect((await shop.run('thaw --dry-run=server --sim')).exit).toBe(2)
    const { out } = await shop.run('apply -f - --dry-run=none -y --wait=false --sim', { stdin: mysqlGroup })
    expect(out).toContain('created')
  })
})

describe('a cluster in which an account may not do everything', () => {
  let served: ServedCluster
  beforeAll(async () => {
    served = await openServedCluster({
      deny: ({ verb, resource, subresource }) =>
        (verb === 'create' && (resource === 'rules' || subresource === 'exec')) || verb === 'delete'
          ? 'the tests say so'
          : undefined,
    })
    const objects = parseAllDocuments(readFileSync(join(tourDirectory, 'mysql.yaml'), 'utf8')).map(
      one => one.toJS() as KubeObject,
    )
    served.cluster.load(objects)
  })
  afterAll(() => served.close())
  const run = (line: string, stdin = '') => runCommand(line, { stdin, env: { KUBECONFIG: served.kubeconfig } })

  test('the missing verbs are named before anything is written, with exit code 5', async () => {
    const { exit, err } = await run('apply -f - -y --as eve --as-group night', onlyRule)
    expect(exit).toBe(5)
    expect(err).toContain('  as         eve of night\n')
    expect(err).toContain('This account may not create Rule in namespace "shop"')
    expect(err).toContain('Nothing was written.')
    expect((await run('get rules -n shop -o name')).out).toBe('')
  })

  test('delete, too', async () => {
    expect(await run('delete pvc mysql-data -n shop -y')).toMatchObject({
      exit: 5,
      err: expect.stringContaining('may not delete PersistentVolumeClaim "mysql-data" in namespace "shop"'),
    })
  })
})
