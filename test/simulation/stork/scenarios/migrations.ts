/** Scenarios of migrations between two simulated clusters. */

import { simulatedPairSpec } from '@pxsnap/core/simulation'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { expect } from 'vitest'
import { mysqlLock, namespace, refOf } from '../../../support/shop.ts'
import { migration, pair } from '../../../support/two-clusters.ts'
import { told } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { mysqlOnOneClaim } from '../worlds.ts'

const followed = (spec: KubeObject) => [refOf(spec)]

export const migrationScenarios: readonly Scenario[] = [
  {
    id: 'S20',
    sentence: 'A migration with a pre rule over a pair that is not ready',
    stork: 'freeze/thaw every pass',
    ours: 'checked before the freeze',
    setup:
      'MySQL on one claim. The other cluster answers, but the storage options of the pair lead nowhere. The pre rule holds MySQL in the background.',
    world: [...mysqlOnOneClaim(), halfPair()],
    specs: [mysqlLock, migration('move', { preExecRule: 'mysql-lock' })],
    follow: followed(migration('move')),
    patienceMs: 600_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('waiting')
      expect(stork.frozen.length).toBeGreaterThan(10)
      expect(ours.result).toBe('failed')
      expect(ours.frozen).toEqual([])
    },
  },
  {
    id: 'S21',
    sentence: 'A migration of two namespaces from a namespace of a tenant',
    stork: 'event every 10 s',
    ours: 'Failed',
    setup: 'A Migration in the namespace shop names the namespaces shop and payments.',
    world: [...mysqlOnOneClaim(), pair(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'payments' } }],
    specs: [migration('move', { namespaces: [namespace, 'payments'] })],
    follow: followed(migration('move')),
    patienceMs: 600_000,
    holds: (stork, ours) => {
      expect(stork.result).toBe('waiting')
      expect(stork.events.join()).toMatch(/Failed \(6\d ×\)/)
      expect(ours.result).toBe('failed')
    },
  },
  {
    id: 'S22',
    sentence: 'A migration with a transformation of a Deployment',
    stork: 'unmodified, Successful',
    ours: 'applied or refused',
    setup: 'MySQL on one claim and a Deployment, whose minReadySeconds a ResourceTransformation is to set to 30.',
    world: [...mysqlOnOneClaim(), pair(), web(), transformation()],
    specs: [migration('move', { transformSpecs: ['slow-start'] })],
    follow: followed(migration('move')),
    patienceMs: 600_000,
    findings: ({ there, cluster }) => {
      const found = there.plane.get(refOf(web()))
      const seconds = valueAt(found, ['spec', 'minReadySeconds'])
      const about = cluster.plane.get(refOf(transformation()))
      return [
        `The transformation: ${String(valueAt(about, ['status', 'status']) ?? 'no status')}`,
        `The Deployment there: ${found === undefined ? 'not there' : `minReadySeconds ${String(seconds ?? 'not set')}`}`,
      ]
    },
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(stork.findings).toEqual(['The transformation: Ready', 'The Deployment there: minReadySeconds not set'])
      expect(ours.result).toBe('failed')
      expect(told(ours)).toContain('slow-start')
      expect(ours.findings[1]).toContain('not there')
    },
  },
]

/** Leads to the other cluster, and to no storage. */
function halfPair(): KubeObject {
  const spec = simulatedPairSpec('staging')
  return { ...pair(), spec: { ...spec, options: { ip: '10.0.0.9', port: '9001', token: 'of-a-cluster-that-is-gone' } } }
}

function web(): KubeObject {
  const labels = { app: 'web' }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
    },
  }
}

function transformation(): KubeObject {
  return {
    apiVersion: 'stork.libopenstorage.org/v1alpha1',
    kind: 'ResourceTransformation',
    metadata: { name: 'slow-start', namespace },
    specs: {
      transformSpecs: [
        {
          resource: 'apps/v1/Deployment',
          paths: [{ path: 'spec.minReadySeconds', value: '30', type: 'int', operation: 'add' }],
        },
      ],
    },
  }
}
