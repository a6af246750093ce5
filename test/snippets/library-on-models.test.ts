/** Every rule of the library for which there is a model, carried out while the application writes; its copy is judged. */

import { readFileSync } from 'node:fs'
import { createWorkspace, fillSnippet, readSnippet } from '@pxsnap/core/language'
import { findQuiesceEntry, type KubeObject, quiesceLibrary } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { database, namespace, openShop, volumeSnapshot } from '../support/shop.ts'

type Try = {
  readonly entry: string
  readonly workload: () => readonly KubeObject[]
  /** Claim to snapshot. */
  readonly claim: string
  readonly values?: Readonly<Record<string, string>>
  readonly verdict: 'clean' | 'recovers'
  /** Whether the evidence has a freeze. */
  readonly freezes: boolean
}

const password = 'only-for-tests'

const tries: readonly Try[] = [
  {
    entry: 'mysql',
    workload: () => database('mysql', 'mysql:8.4', { data: '/var/lib/mysql' }, { MYSQL_ROOT_PASSWORD: password }),
    claim: 'data',
    verdict: 'clean',
    freezes: true,
  },
  {
    entry: 'mariadb',
    workload: () =>
      database('mariadb', 'mariadb:11.4', { data: '/var/lib/mysql' }, { MARIADB_ROOT_PASSWORD: password }),
    claim: 'data',
    verdict: 'clean',
    freezes: true,
  },
  {
    entry: 'postgresql',
    workload: () =>
      database('postgresql', 'postgres:17', { data: '/var/lib/postgresql/data' }, { POSTGRES_PASSWORD: password }),
    claim: 'data',
    verdict: 'recovers',
    freezes: false,
  },
  {
    entry: 'postgresql',
    workload: () =>
      database(
        'postgresql',
        'bitnami/postgresql:16',
        { data: '/bitnami/postgresql' },
        {
          POSTGRESQL_USERNAME: 'shop',
          POSTGRESQL_PASSWORD: 'another',
          POSTGRESQL_POSTGRES_PASSWORD: password,
        },
      ),
    claim: 'data',
    verdict: 'recovers',
    freezes: false,
  },
  {
    entry: 'mongodb',
    workload: () => database('mongodb', 'mongo:8.0', { data: '/data/db' }),
    claim: 'data',
    verdict: 'clean',
    freezes: true,
  },
  {
    entry: 'cassandra',
    workload: () => database('cassandra', 'cassandra:5.0', { data: '/var/lib/cassandra' }),
    claim: 'data',
    verdict: 'clean',
    freezes: false,
  },
  {
    entry: 'redis',
    workload: () => database('redis', 'redis:7.4', { data: '/data' }),
    claim: 'data',
    verdict: 'clean',
    freezes: false,
  },
  {
    entry: 'redis-aof',
    workload: () =>
      database('redis', 'bitnami/redis:7.4', { data: '/bitnami/redis/data' }, { REDIS_PASSWORD: password }),
    claim: 'data',
    verdict: 'recovers',
    // Nobody waits, but a rule with a counterpart is taken for a freeze, and watched like one.
    freezes: true,
  },
  {
    entry: 'elasticsearch',
    workload: () =>
      database(
        'elasticsearch',
        'docker.elastic.co/elasticsearch/elasticsearch:8.15.0',
        { data: '/usr/share/elasticsearch/data', repository: '/mnt/backup' },
        { ELASTIC_PASSWORD: password },
      ),
    claim: 'repository',
    verdict: 'clean',
    freezes: false,
  },
  {
    entry: 'filesystem',
    workload: () => database('my-application', 'nginx:1', { data: '/data' }),
    claim: 'data',
    verdict: 'clean',
    freezes: true,
  },
]

test('every entry that says it was tried on a model is tried here', () => {
  const claimed = quiesceLibrary.filter(({ tried }) => tried === 'model').map(({ id }) => id)
  expect(new Set(tries.map(({ entry }) => entry))).toEqual(new Set(claimed))
})

describe.each(tries)(
  '$entry on $claim is $verdict',
  ({ entry: id, workload, claim, verdict, freezes, values = {} }) => {
    const entry = findQuiesceEntry(id)
    const rules = entry?.rules

    test('with the rule, while the application writes; nothing stays frozen', async () => {
      for (let seed = 0; seed < 4; seed++) {
        const { cluster, apply } = await openShop(seed, ...workload())
        const pre = ruleOf(rules?.pre ?? '', values)
        const post = rules?.post === undefined ? [] : [ruleOf(rules.post, values)]
        const annotations = {
          'stork.libopenstorage.org/pre-snapshot-rule': pre.metadata.name,
          ...(post[0] === undefined ? {} : { 'stork.libopenstorage.org/post-snapshot-rule': post[0].metadata.name }),
        }
        const [outcome] = await apply(pre, ...post, volumeSnapshot('copy', claim, annotations))
        expect(outcome?.result, JSON.stringify(outcome)).toBe('successful')
        expect(outcome?.evidence?.commands.filter(({ exit }) => exit !== 0)).toEqual([])
        expect(outcome?.evidence?.commands.length).toBeGreaterThan(0)
        expect((outcome?.evidence?.frozen.length ?? 0) > 0).toBe(freezes)
        expect(cluster.pods.frozenPods()).toEqual([])
        const found = cluster.judgeSnapshots({ namespace, name: 'copy' })
        expect(found.verdict, `seed ${seed}: ${found.text}`).toBe(verdict)
      }
    })
  },
)

function ruleOf(name: string, values: Readonly<Record<string, string>>): KubeObject {
  const text = readFileSync(new URL(`../../snippets/${name}.yaml`, import.meta.url), 'utf8')
  const workspace = createWorkspace()
  workspace.set(name, fillSnippet(readSnippet(name, text), values))
  const [rule] = workspace.objects(name).map(({ object }) => object)
  if (rule === undefined) throw new Error(`The snippet ${name} has no object.`)
  return { ...rule, metadata: { ...rule.metadata, namespace } }
}
