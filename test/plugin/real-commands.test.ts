/** Commands through the API of a cluster that is reached by a kubeconfig, as on a real one. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KubeObject } from '@pxsnap/core/specs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'
import { runCommand } from './run-command.ts'
import { mysqlGroup, tourDirectory } from './shop.ts'
import type { TestFaceOptions } from './test-face.ts'

let served: ServedCluster
const rule = mysqlGroup.split('---')[0] ?? ''

beforeAll(async () => {
  const text = readFileSync(join(tourDirectory, 'mysql.yaml'), 'utf8')
  served = await openServedCluster({ objects: parseAllDocuments(text).map(one => one.toJS() as KubeObject) })
}, 60_000)
afterAll(() => served.close())

const run = (line: string, options: TestFaceOptions = {}) =>
  runCommand(line, { env: { KUBECONFIG: served.kubeconfig }, ...options })

test('get takes field selectors, columns and kinds that only the cluster knows', async () => {
  const columns = '-o custom-columns=NAME:.metadata.name,PHASE:.status.phase --no-headers'
  expect(await run(`get pvc -n shop --field-selector metadata.name=mysql-data ${columns}`)).toEqual({
    exit: 0,
    out: 'mysql-data   Bound\n',
    err: '',
  })
  expect((await run('get leases -n shop -o name')).exit).toBe(0)
})

test('get -w follows a watch of the API server', async () => {
  const interrupt = new AbortController()
  let work: Promise<unknown> = Promise.resolve()
  let printed = ''
  await run('apply -f - -y', { stdin: rule })
  const { exit, out } = await run('get rules -n shop -w --output-watch-events', {
    signal: interrupt.signal,
    onPrint: text => {
      const isFirst = printed === ''
      printed += text
      if (isFirst) work = run('delete rule orders-lock -n shop -y')
      if (printed.includes('DELETED')) interrupt.abort(new Error('enough'))
    },
  })
  await work
  expect(exit).toBe(130)
  expect(out).toMatch(/ADDED +orders-lock[\s\S]*DELETED +orders-lock/)
})

test('wait ends when it is so, and with 7 when the time is up', async () => {
  expect((await run('wait --for=jsonpath={.status.phase}=Bound pvc/mysql-data -n shop --timeout 20s')).exit).toBe(0)
  expect((await run('wait --for=condition=Never pod -l app=mysql -n shop --timeout 1s')).exit).toBe(7)
  expect((await run('wait --for=usable gvs/gone -n shop')).exit).toBe(4)
})

test('--dry-run=server is answered by the API server, which stores nothing', async () => {
  const { exit, out } = await run('apply -f - --dry-run=server', { stdin: rule })
  expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining('orders-lock created (server dry run)') })
  expect((await run('get rule orders-lock -n shop')).exit).toBe(4)
})
