/** What a container says of the model that runs in it. */

import { expect, test } from 'vitest'
import { database, namespace, openShop } from '../support/shop.ts'

test.each([
  ['postgres:17', 'postgresql', /not found. The simulated container db-0 understands psql -c 'CHECKPOINT'/],
  ['bitnami/postgresql:16', 'postgresql', /psql/],
  ['redis:7.4', 'redis', /redis-cli SAVE, BGSAVE, BGREWRITEAOF/],
  ['valkey/valkey:8', 'redis', /redis-cli/],
  ['docker.elastic.co/elasticsearch/elasticsearch:8.15.0', 'elasticsearch', /POST \/_flush/],
  ['opensearchproject/opensearch:2', 'elasticsearch', /curl -s http:\/\/localhost:9200/],
  ['bitnami/redis-sentinel:7', 'files', /sync; fsfreeze/],
  ['prometheuscommunity/postgres-exporter:1', 'files', /sync; fsfreeze/],
])('%s runs as %s, and an unknown command is told what it understands', async (image, model, understood) => {
  const { cluster } = await openShop(1, ...database('db', image, { data: '/data' }))
  expect(cluster.pods.models()).toEqual([{ pod: 'db-0', image, model }])
  const argv = ['sh', '-c', 'frobnicate']
  const result = await cluster.drive(cluster.ports.exec.run({ namespace, pod: 'db-0', argv, timeoutMs: 5000 }))
  expect(result).toMatchObject({ exit: 127, stderr: expect.stringMatching(understood) })
})

test('the settings of a container’s arguments count: what they say is how the application keeps its data', async () => {
  const [claim, set] = database('db', 'redis:7.4', { data: '/data' })
  const withArgs = JSON.parse(JSON.stringify(set).replace('"env":[]', '"args":["redis-server","--appendonly","yes"]'))
  const { cluster } = await openShop(1, ...(claim ? [claim] : []), withArgs)
  const argv = ['redis-cli', 'CONFIG', 'GET', 'appendonly']
  const result = await cluster.drive(cluster.ports.exec.run({ namespace, pod: 'db-0', argv, timeoutMs: 5000 }))
  expect(result).toMatchObject({ exit: 0, stdout: 'appendonly\nyes\n' })
})
