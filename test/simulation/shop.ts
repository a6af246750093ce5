/** A shop's MySQL with its tables on one claim and its redo log on another, and the snapshots people take of it. */

import { type Outcome, runUntilSettled, waitPlaceholder } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster, type SimulatedClusterOptions } from '@pxsnap/core/simulation'
import type { KubeObject, ObjectRef } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'

export const stork = 'stork.libopenstorage.org/v1alpha1'
export const volumeSnapshot = 'volumesnapshot.external-storage.k8s.io/v1'
const labels = { app: 'mysql' }
const metadata = (name: string, more = {}) => ({ name, namespace: 'shop', ...more })

export const claim = (
  name: string,
  more: { readonly annotations?: Record<string, string>; readonly spec?: object } = {},
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: metadata(name, more.annotations === undefined ? { labels } : { annotations: more.annotations }),
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more.spec },
})

export const mysql: readonly KubeObject[] = [
  claim('mysql-data'),
  claim('mysql-log'),
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata('mysql'),
    spec: {
      serviceName: 'mysql',
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'mysql',
              image: 'mysql:8.0',
              env: [{ name: 'MYSQL_ROOT_PASSWORD', value: 'secret' }],
              volumeMounts: [
                { name: 'data', mountPath: '/var/lib/mysql' },
                { name: 'log', mountPath: '/var/lib/mysql-redo' },
              ],
            },
          ],
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: 'mysql-data' } },
            { name: 'log', persistentVolumeClaim: { claimName: 'mysql-log' } },
          ],
        },
      },
    },
  },
]

export const lockRule: KubeObject = {
  apiVersion: stork,
  kind: 'Rule',
  metadata: metadata('mysql-lock'),
  rules: [
    {
      podSelector: labels,
      actions: [
        {
          type: 'command',
          background: true,
          value: `mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse 'flush tables with read lock; system ${waitPlaceholder};'`,
        },
      ],
    },
  ],
}

export const group = (name: string, spec: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: stork,
  kind: 'GroupVolumeSnapshot',
  metadata: metadata(name),
  spec: { pvcSelector: { matchLabels: labels }, ...spec },
})

export const single = (name: string, of: string): KubeObject => ({
  apiVersion: volumeSnapshot,
  kind: 'VolumeSnapshot',
  metadata: metadata(name),
  spec: { persistentVolumeClaimName: of },
})

export const cloneOf = (snapshot: string, name: string): KubeObject =>
  claim(name, {
    annotations: { 'snapshot.alpha.kubernetes.io/snapshot': snapshot },
    spec: { storageClassName: 'stork-snapshot-sc' },
  })

export const refOf = ({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef => ({
  apiVersion,
  kind,
  name,
  ...(namespace === undefined ? {} : { namespace }),
})

/** A cluster in which MySQL has been busy for some seconds. */
export async function openShop(options: Partial<SimulatedClusterOptions> = {}): Promise<SimulatedCluster> {
  const cluster = await openSimulatedCluster({ settle: macrotask, ...options })
  load(cluster, ...mysql, lockRule)
  await cluster.advance(10_000)
  return cluster
}

export function load(cluster: SimulatedCluster, ...objects: readonly KubeObject[]): void {
  for (const result of cluster.load(objects)) if (!result.ok) throw new Error(result.message)
}

/** Creates the object through the API and carries it out. */
export async function carryOut(cluster: SimulatedCluster, object: KubeObject, signal?: AbortSignal): Promise<Outcome> {
  const work = async () => {
    const created = await cluster.ports.cluster.create(object)
    if (!created.ok) throw new Error(created.message)
    const [outcome] = await runUntilSettled(
      cluster.ports,
      { only: [refOf(object)] },
      signal ?? new AbortController().signal,
    )
    if (outcome === undefined) throw new Error('the run had no outcome')
    return outcome
  }
  return cluster.drive(work())
}

/** The names of a group's members, those of the first claim first. */
export function membersOf(
  cluster: SimulatedCluster,
  groupName: string,
): readonly { readonly namespace: string; readonly name: string }[] {
  const { items } = cluster.plane.list({ apiVersion: volumeSnapshot, kind: 'VolumeSnapshot', namespace: 'shop' })
  return items
    .map(({ metadata: { name } }) => ({ namespace: 'shop', name }))
    .filter(({ name }) => name.startsWith(`${groupName}-mysql-`))
}
