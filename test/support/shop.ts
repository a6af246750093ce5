/** A simulated cluster in memory with a shop's databases on it, for tests that tell a user's story. */

import { type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import { openSimulatedCluster, type SimulatedCluster } from '@pxsnap/core/simulation'
import type { KubeObject, ObjectRef } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'

export const namespace = 'shop'
const snapshotVersion = 'volumesnapshot.external-storage.k8s.io/v1'
const storkVersion = 'stork.libopenstorage.org/v1alpha1'

export type Shop = {
  readonly cluster: SimulatedCluster
  readonly apply: (...objects: KubeObject[]) => Promise<readonly Outcome[]>
}

/** Loads the objects, lets the applications write for a while, and hands over the cluster. */
export async function openShop(seed: number, ...objects: readonly KubeObject[]): Promise<Shop> {
  const cluster = await openSimulatedCluster({ seed, settle: macrotask })
  for (const result of cluster.load(objects)) if (!result.ok) throw new Error(result.message)
  await cluster.advance(5_000 + (seed % 7) * 311)
  return { cluster, apply: (...specs) => applyTo(cluster, specs) }
}

async function applyTo(cluster: SimulatedCluster, specs: readonly KubeObject[]): Promise<readonly Outcome[]> {
  for (const result of cluster.load(specs)) if (!result.ok) throw new Error(result.message)
  const only = specs.filter(({ kind }) => kind !== 'Rule').map(refOf)
  return cluster.drive(runUntilSettled(cluster.ports, { only }, new AbortController().signal))
}

export const refOf = ({ apiVersion, kind, metadata }: KubeObject): ObjectRef => ({
  apiVersion,
  kind,
  name: metadata.name,
  ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
})

/** A database with one claim per mount path; claims and pods carry the label `app`. */
export function database(
  app: string,
  image: string,
  mounts: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): readonly KubeObject[] {
  const claims = Object.keys(mounts)
  return [
    ...claims.map(claim => volumeClaim(claim, { app })),
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: app, namespace },
      spec: {
        serviceName: app,
        replicas: 1,
        selector: { matchLabels: { app } },
        template: {
          metadata: { labels: { app } },
          spec: {
            containers: [
              {
                name: app,
                image,
                env: Object.entries(env).map(([name, value]) => ({ name, value })),
                volumeMounts: claims.map(claim => ({ name: claim, mountPath: mounts[claim] })),
              },
            ],
            volumes: claims.map(claim => ({ name: claim, persistentVolumeClaim: { claimName: claim } })),
          },
        },
      },
    },
  ]
}

export const mysql = (): readonly KubeObject[] =>
  database(
    'mysql',
    'mysql:8.0',
    { 'mysql-data': '/var/lib/mysql', 'mysql-log': '/var/lib/mysql-redo' },
    { MYSQL_ROOT_PASSWORD: 'only-for-tests' },
  )
export const cassandra = (): readonly KubeObject[] =>
  database('cassandra', 'cassandra:4.1', { 'cassandra-data': '/var/lib/cassandra' })
export const mongodb = (): readonly KubeObject[] =>
  database('mongodb', 'mongo:7.0', { 'mongo-data': '/data/db', 'mongo-journal': '/data/db/journal' })

export function volumeClaim(name: string, labels: Readonly<Record<string, string>>): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, labels },
    spec: {
      storageClassName: 'px-csi-db',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '4Gi' } },
    },
  }
}

export function volumeSnapshot(
  name: string,
  claim: string,
  annotations: Readonly<Record<string, string>> = {},
): KubeObject {
  return {
    apiVersion: snapshotVersion,
    kind: 'VolumeSnapshot',
    metadata: { name, namespace, annotations },
    spec: { persistentVolumeClaimName: claim },
  }
}

export function groupVolumeSnapshot(
  name: string,
  matchLabels: Readonly<Record<string, string>>,
  spec: Readonly<Record<string, unknown>> = {},
): KubeObject {
  return {
    apiVersion: storkVersion,
    kind: 'GroupVolumeSnapshot',
    metadata: { name, namespace },
    spec: { ...spec, pvcSelector: { matchLabels } },
  }
}

export type Action = { readonly value: string; readonly background?: boolean; readonly runInSinglePod?: boolean }

export function rule(
  name: string,
  podSelector: Readonly<Record<string, string>> | undefined,
  ...actions: readonly Action[]
): KubeObject {
  const item = {
    ...(podSelector === undefined ? {} : { podSelector }),
    actions: actions.map(action => ({ type: 'command', ...action })),
  }
  return { apiVersion: storkVersion, kind: 'Rule', metadata: { name, namespace }, rules: [item] }
}

/** Locks the tables in a session of its own until released. */
export const mysqlLock = rule(
  'mysql-lock',
  { app: 'mysql' },
  {
    background: true,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is spelled like this in Rules.
    value: "mysql --user=root --password=$MYSQL_ROOT_PASSWORD -Bse 'flush tables with read lock;system ${WAIT_CMD};'",
  },
)

export function cloneOf(name: string, snapshot: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, annotations: { 'snapshot.alpha.kubernetes.io/snapshot': snapshot } },
    spec: {
      storageClassName: 'stork-snapshot-sc',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '4Gi' } },
    },
  }
}
