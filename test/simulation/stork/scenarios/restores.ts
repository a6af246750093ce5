/** Scenarios of restores: in place, and into other namespaces. */

import { runUntilSettled } from '@pxsnap/core/engine'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject } from '@pxsnap/core/specs'
import { expect } from 'vitest'
import { cloneOf, mysqlLock, namespace, refOf, volumeSnapshot } from '../../../support/shop.ts'
import { told } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import { mysqlOnOneClaim, rules } from '../worlds.ts'

const restore: KubeObject = {
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'VolumeSnapshotRestore',
  metadata: { name: 'back', namespace },
  spec: { sourceName: 'nightly', sourceNamespace: namespace },
}

/** The same container without a controller that would start it again. */
const barePod = (): readonly KubeObject[] =>
  mysqlOnOneClaim().map(object => {
    if (object.kind !== 'StatefulSet') return object
    const { template } = object.spec as { template: { spec: object } }
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'mysql-0', namespace, labels: { app: 'mysql' } },
      spec: template.spec,
    }
  })

const marked = ({ cluster }: { readonly cluster: SimulatedCluster }) => {
  const claim = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: 'mysql-data' })
  const mark = claim?.metadata.annotations?.['stork.libopenstorage.org/restore-in-progress']
  const pods = cluster.plane
    .list({ apiVersion: 'v1', kind: 'Pod', namespace })
    .items.map(({ metadata }) => metadata.name)
  return [`restore-in-progress on the claim: ${mark ?? 'not there'}`, `Pods: ${pods.join(', ') || 'none'}`]
}

export const restoreScenarios: readonly Scenario[] = [
  {
    id: 'S23',
    sentence: 'An in-place restore of a claim that a pod without the stork scheduler uses',
    stork: 'loop with annotation left',
    ours: 'refused up front',
    setup:
      'MySQL in a pod of its own, without a controller and with the usual scheduler. A snapshot is there, and is to be restored in place.',
    world: barePod(),
    specs: [restore],
    prepare: cluster =>
      take(cluster, mysqlLock, volumeSnapshot('nightly', 'mysql-data', { [rules.pre]: 'mysql-lock' })),
    patienceMs: 600_000,
    findings: marked,
    holds: (stork, ours) => {
      expect(stork.result).toBe('waiting')
      expect(stork.findings[0]).toContain('true')
      expect(stork.events.join()).toMatch(/Failed \(\d\d × *\)|Failed \(\d+ ×\)/)
      expect(ours.result).toBe('failed')
      expect(ours.findings[0]).toContain('not there')
      expect(ours.findings[1]).toContain('mysql-0')
    },
  },
  {
    id: 'S23-stateful-set',
    sentence: 'An in-place restore of a claim of a StatefulSet without the stork scheduler',
    stork: 'loop with annotation left',
    ours: 'restored: ours stops and starts the StatefulSet, and needs no scheduler',
    setup: 'MySQL in a StatefulSet with the usual scheduler. A snapshot is there, and is to be restored in place.',
    world: mysqlOnOneClaim(),
    specs: [restore],
    prepare: cluster =>
      take(cluster, mysqlLock, volumeSnapshot('nightly', 'mysql-data', { [rules.pre]: 'mysql-lock' })),
    patienceMs: 600_000,
    findings: marked,
    holds: (stork, ours) => {
      expect(stork.result).toBe('waiting')
      expect(ours.result).toBe('successful')
    },
  },
  {
    id: 'S23-stork-scheduler',
    sentence: 'An in-place restore of a claim whose pods the stork scheduler places',
    stork: 'Successful: the pods are deleted and come back',
    ours: 'the same, with the old data kept until the new is proved',
    setup: 'MySQL in a StatefulSet with schedulerName stork. A snapshot is there, and is to be restored in place.',
    world: mysqlOnOneClaim().map(withStorkScheduler),
    specs: [restore],
    prepare: cluster =>
      take(cluster, mysqlLock, volumeSnapshot('nightly', 'mysql-data', { [rules.pre]: 'mysql-lock' })),
    patienceMs: 600_000,
    findings: stage => [
      ...marked(stage),
      `The claim, as MySQL judges it now: ${stage.cluster.judge({ namespace, name: 'mysql-data' }).verdict}`,
    ],
    holds: (stork, ours) => {
      expect(stork.result).toBe('successful')
      expect(stork.findings.slice(0, 2)).toEqual(['restore-in-progress on the claim: not there', 'Pods: mysql-0'])
      expect(ours.result).toBe('successful')
    },
  },
  {
    id: 'S24',
    sentence: 'Clones across namespaces, allowed by the lists `*`, dev|qa, prod and [',
    stork: 'allowed, too wide, exact, refused',
    ours: 'same plus warning; an alternation is grouped, so it is not too wide',
    setup:
      'Four snapshots with one list each. Claims in the namespaces prod, dev-of-somebody and prod2 are to be cloned from them.',
    world: mysqlOnOneClaim(),
    specs: [
      ...Object.entries({ star: '*', either: 'dev|qa', exact: 'prod', broken: '[' }).map(([name, list]) =>
        volumeSnapshot(name, 'mysql-data', { 'stork.libopenstorage.org/snapshot-restore-namespaces': list }),
      ),
      elsewhere('prod', 'star'),
      elsewhere('dev-of-somebody', 'either'),
      elsewhere('prod', 'exact'),
      elsewhere('prod2', 'exact'),
      elsewhere('prod', 'broken'),
    ],
    patienceMs: 120_000,
    holds: (stork, ours) => {
      const expected = ['Bound', 'Bound', 'Bound', 'Pending', 'Pending']
      expect(stork.status.slice(4).map(line => line.split(', ')[0]?.split(': ')[1])).toEqual(expected)
      expect(ours.status.slice(4).map(line => line.split(', ')[0]?.split(': ')[1])).toEqual(expected.with(1, 'Pending'))
      expect(told(stork)).toContain('is not allowed to restore')
    },
  },
]

async function take(cluster: SimulatedCluster, ...objects: readonly KubeObject[]): Promise<void> {
  cluster.load(objects)
  const only = objects.filter(({ kind }) => kind !== 'Rule').map(refOf)
  const [outcome] = await cluster.drive(runUntilSettled(cluster.ports, { only }, new AbortController().signal))
  if (outcome?.result !== 'successful') throw new Error('The snapshot that the scenario begins with was not taken.')
  await cluster.advance(5_000)
}

function elsewhere(where: string, snapshot: string): KubeObject {
  const claim = cloneOf(`${snapshot}-copy`, snapshot)
  const annotations = {
    ...claim.metadata.annotations,
    'stork.libopenstorage.org/snapshot-source-namespace': namespace,
  }
  return { ...claim, metadata: { ...claim.metadata, namespace: where, annotations } }
}

function withStorkScheduler(object: KubeObject): KubeObject {
  if (object.kind !== 'StatefulSet') return object
  const copy = structuredClone(object) as KubeObject & { spec: { template: { spec: Record<string, unknown> } } }
  copy.spec.template.spec.schedulerName = 'stork'
  return copy
}
