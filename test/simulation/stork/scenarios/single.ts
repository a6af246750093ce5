/** Scenarios of single VolumeSnapshots. */

import type { KubeObject } from '@pxsnap/core/specs'
import { expect } from 'vitest'
import { mysqlLock, namespace, rule, volumeSnapshot } from '../../../support/shop.ts'
import { longestMs, told } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { mysqlOnOneClaim, readOnlyRule, readWrite, readWriteRule, rules } from '../worlds.ts'

const nightly = (annotations: Readonly<Record<string, string>>) => volumeSnapshot('nightly', 'mysql-data', annotations)

export const singleScenarios: readonly Scenario[] = [
  {
    id: 'S01',
    sentence: 'A single local snapshot with a foreground pair of rules',
    stork: 'Ready; window ≈ 1-3 s',
    ours: 'same, reported',
    setup: 'MySQL on one claim. The pre rule sets read_only, the post rule takes it back; both are foreground.',
    world: mysqlOnOneClaim(),
    specs: [readOnlyRule, readWriteRule, nightly({ [rules.pre]: 'mysql-read-only', [rules.post]: 'mysql-read-write' })],
    patienceMs: 60_000,
    afterwardsMs: 10_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(longestMs(stork)).toBeGreaterThan(300)
      expect(longestMs(stork)).toBeLessThan(3_000)
      expect(stork.copies.join()).toMatch(/^(clean|recovers)/)
      expect(ours.result).toBe('successful')
      expect(longestMs(ours)).toBeLessThan(3_000)
      expect(ours.copies.join()).toMatch(/^(clean|recovers)/)
    },
  },
  {
    id: 'S02',
    sentence: 'A single local snapshot with a background rule',
    stork: 'Ready; ≈ 25 s',
    ours: '≈ 2 s',
    setup: 'MySQL on one claim. The pre rule takes the read lock in a session that waits in the background.',
    world: mysqlOnOneClaim(),
    specs: [mysqlLock, nightly({ [rules.pre]: 'mysql-lock' })],
    patienceMs: 120_000,
    afterwardsMs: 10_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(longestMs(stork)).toBeGreaterThan(20_000)
      expect(longestMs(stork)).toBeLessThan(30_000)
      expect(told(stork)).toContain('clean')
      expect(ours.result).toBe('successful')
      expect(longestMs(ours)).toBeLessThan(2_000)
      expect(told(ours)).toContain('clean')
    },
  },
  {
    id: 'S03',
    sentence: 'A single snapshot whose rule is missing',
    stork: 'Error, retried 0.5 s … 122 s',
    ours: 'Failed with reason',
    setup: 'MySQL on one claim. The snapshot names the pre rule mysql-lokc, and there is only mysql-lock.',
    world: mysqlOnOneClaim(),
    specs: [mysqlLock, nightly({ [rules.pre]: 'mysql-lokc' })],
    patienceMs: 600_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('failed')
      expect(stork.status.join()).toContain('Error')
      expect(stork.events).toEqual([])
      expect(told(stork)).toContain('All of it again in 0.5 s')
      expect(told(stork)).toContain('All of it again in 122 s')
      expect(ours.result).toBe('failed')
      expect(told(ours)).toContain('rule-missing')
    },
  },
  {
    id: 'S04',
    sentence: 'A single snapshot whose rule selects nothing',
    stork: 'Ready, no quiesce',
    ours: 'Failed',
    setup: 'MySQL on one claim. The pods carry app=mysql; the rule looks for app=mariadb.',
    world: mysqlOnOneClaim(),
    specs: [
      { ...mysqlLock, rules: [{ ...firstItem(mysqlLock), podSelector: { app: 'mariadb' } }] },
      nightly({ [rules.pre]: 'mysql-lock' }),
    ],
    patienceMs: 60_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(stork.frozen).toEqual([])
      expect(told(stork)).toContain('STORK takes that for success')
      expect(ours.result).toBe('failed')
    },
  },
  {
    id: 'S05',
    sentence: 'A single snapshot whose post rule fails once',
    stork: "Error, pre repeated, then Ready with the first snapshot's data",
    ours: 'thaw retried, snapshot kept',
    setup:
      'MySQL on one claim, with a foreground pair. The post rule lets MySQL write again only once the file /tmp/open is there. Somebody makes it shortly after the first failure that the executor knows of: with STORK that of all twelve tries, with pxsnap that of the first.',
    world: mysqlOnOneClaim(),
    specs: [
      readOnlyRule,
      rule('mysql-read-write', { app: 'mysql' }, { value: `test -f /tmp/open && ${readWrite}` }),
      nightly({ [rules.pre]: 'mysql-read-only', [rules.post]: 'mysql-read-write' }),
    ],
    incidents: [
      {
        text: 'The file /tmp/open is made.',
        atMs: { stork: 57_000, pxsnap: 1_000 },
        happen: ({ cluster }) => {
          const argv = ['sh', '-c', 'touch /tmp/open']
          cluster.ports.exec.run({ namespace, pod: 'mysql-0', argv, timeoutMs: 5_000 })
        },
      },
    ],
    patienceMs: 240_000,
    afterwardsMs: 20_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(told(stork)).toContain('Attempt 1 failed')
      const cuts = stork.story.filter(({ text }) => text.includes('The back end has snapshot'))
      expect(cuts).toHaveLength(2)
      expect(cuts[0]?.text).toBe(cuts[1]?.text)
      expect(longestMs(stork)).toBeGreaterThan(55_000)
      expect(['successful', 'downgraded']).toContain(ours.result)
      expect(ours.story.filter(({ text }) => text.startsWith('Attempt'))).toHaveLength(1)
      expect(longestMs(ours)).toBeLessThan(longestMs(stork))
    },
  },
  {
    id: 'S13',
    sentence: 'Items of a rule that overlap',
    stork: 'double execution',
    ours: 'once',
    setup: 'MySQL on one claim. Both items of the pre rule select app=mysql, and each flushes the tables.',
    world: mysqlOnOneClaim(),
    specs: [
      {
        ...readOnlyRule,
        rules: ['FLUSH TABLES', 'FLUSH LOGS'].map(statement => ({
          podSelector: { app: 'mysql' },
          actions: [{ type: 'command', value: `mysql --user=root --password=$MYSQL_ROOT_PASSWORD -e '${statement}'` }],
        })),
      },
      nightly({ [rules.pre]: 'mysql-read-only' }),
    ],
    patienceMs: 60_000,
    counted: ['FLUSH TABLES', 'FLUSH LOGS'],
    holds: (stork, ours) => {
      expect(stork.executions.map(line => line.split(' ')[0])).toEqual(['2', '2'])
      expect(ours.executions.map(line => line.split(' ')[0])).toEqual(['1', '1'])
    },
  },
  {
    id: 'S14',
    sentence: 'A pod with a sidecar, and a background rule that names its container',
    stork: 'executor fails ≥ 30 s',
    ours: 'works',
    setup: 'MySQL on one claim, with a sidecar in its pod. The rule names the container mysql.',
    world: mysqlOnOneClaim().map(withSidecar),
    specs: [
      { ...mysqlLock, rules: [{ ...firstItem(mysqlLock), container: 'mysql' }] },
      nightly({ [rules.pre]: 'mysql-lock' }),
    ],
    patienceMs: 120_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('failed')
      expect(told(stork)).toMatch(/executor pod failed after 3\d s: a container name must be specified/)
      expect(ours.result).toBe('successful')
    },
  },
  {
    id: 'S15',
    sentence: 'A rule with its list below spec',
    stork: 'no-op success',
    ours: 'validation error',
    setup:
      'MySQL on one claim. The rule has spec.rules, as old documents show it; STORK reads the top-level key rules.',
    world: mysqlOnOneClaim(),
    specs: [
      {
        apiVersion: mysqlLock.apiVersion,
        kind: mysqlLock.kind,
        metadata: mysqlLock.metadata,
        spec: { rules: mysqlLock.rules },
      },
      nightly({ [rules.pre]: 'mysql-lock' }),
    ],
    patienceMs: 60_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(stork.frozen).toEqual([])
      expect(ours.result).toBe('failed')
      expect(told(ours)).toContain('rule-wrong')
    },
  },
  {
    id: 'S16',
    sentence: 'The annotation px/pre-snap-command',
    stork: 'no-op success',
    ours: 'validation error + fix; applied all the same, the command is run as its documents promised',
    setup: 'MySQL on one claim. The snapshot carries px/pre-snap-command, which was documented and never implemented.',
    world: mysqlOnOneClaim(),
    specs: [nightly({ 'px/pre-snap-command': 'mysql --user=root --password=$MYSQL_ROOT_PASSWORD -e "FLUSH TABLES"' })],
    patienceMs: 60_000,
    counted: ['FLUSH TABLES'],
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(stork.executions).toEqual(['0 × FLUSH TABLES'])
      expect(ours.executions).toEqual(['1 × FLUSH TABLES'])
    },
  },
]

function firstItem({ rules: items }: KubeObject): object {
  const first: unknown = Array.isArray(items) ? items[0] : undefined
  return typeof first === 'object' && first !== null ? first : {}
}

function withSidecar(object: ReturnType<typeof mysqlOnOneClaim>[number]) {
  if (object.kind !== 'StatefulSet') return object
  const copy = structuredClone(object) as typeof object & {
    spec: { template: { spec: { containers: object[] } } }
  }
  copy.spec.template.spec.containers.push({ name: 'proxy', image: 'envoyproxy/envoy:v1.30' })
  return copy
}
