/** A simulated cluster with CSI in it, and the csi driver over its API, for the tests of that driver. */

import { instant } from '../../core/base/index.ts'
import type { StorageDriver } from '../../core/ports/index.ts'
import { type CsiOptions, openSimulatedCluster, type SimulatedCluster, startCsi } from '../../core/simulation/index.ts'
import { textOf, valueAt } from '../../core/specs/index.ts'
import { csiStorage } from '../../core/storage/csi/index.ts'
import { macrotask } from '../../core/system/index.ts'

export type CsiTestWorld = {
  readonly cluster: SimulatedCluster
  /** Every call lets the time pass that it needs. */
  readonly driver: StorageDriver
  /** The same storage for another process. */
  another(): StorageDriver
  /** A bound claim of so many bytes; the storage's name of its volume. */
  provision(name: string, sizeBytes: number, namespace?: string): string
  /** Deletes the claim of a provisioned volume, and so the volume. */
  remove(volume: string): void
}

export async function csiWorld(options: CsiOptions = {}): Promise<CsiTestWorld> {
  const cluster = await emptyCluster()
  startCsi(cluster, options)
  const { cluster: api, clock } = cluster.ports
  const groups = options.groups === false ? {} : { groupVersion: 'groupsnapshot.storage.k8s.io/v1' }
  const another = () => driven(cluster, csiStorage({ cluster: api, clock, ...groups }))
  return { cluster, driver: another(), another, ...claimsOf(cluster) }
}

export function emptyCluster(): Promise<SimulatedCluster> {
  return openSimulatedCluster({ settle: macrotask, start: instant(Date.UTC(2026, 0, 1, 8, 0, 0, 123)) })
}

/** Makes claims with volumes, and takes them away. */
export function claimsOf(cluster: SimulatedCluster): Pick<CsiTestWorld, 'provision' | 'remove'> {
  const claims = new Map<string, { namespace: string; name: string }>()
  return {
    provision: (name, sizeBytes, namespace = 'default') => {
      cluster.load([
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name, namespace },
          spec: {
            storageClassName: 'px-csi-db',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: String(sizeBytes) } },
          },
        },
      ])
      const claim = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
      const volume = textOf(valueAt(claim, ['spec', 'volumeName'])) ?? ''
      const found = cluster.plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name: volume })
      const handle = textOf(valueAt(found, ['spec', 'csi', 'volumeHandle'])) ?? ''
      claims.set(handle, { namespace, name })
      return handle
    },
    remove: volume => {
      const claim = claims.get(volume)
      if (claim !== undefined) cluster.plane.delete({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim })
    },
  }
}

/** The driver with time passing during each of its calls. */
export function driven(cluster: SimulatedCluster, driver: StorageDriver): StorageDriver {
  const { prepare, discardClone, bind } = driver
  const go = <T>(work: Promise<T>): Promise<T> => cluster.drive(work)
  return {
    name: driver.name,
    capabilities: driver.capabilities,
    ...(prepare === undefined ? {} : { prepare: (volumes, signal) => go(prepare(volumes, signal)) }),
    snapshot: (request, signal) => go(driver.snapshot(request, signal)),
    snapshotTask: (key, signal) => go(driver.snapshotTask(key, signal)),
    discardSnapshots: (key, signal) => go(driver.discardSnapshots(key, signal)),
    deleteSnapshot: (handle, signal) => go(driver.deleteSnapshot(handle, signal)),
    clone: (request, signal) => go(driver.clone(request, signal)),
    cloneTask: (key, signal) => go(driver.cloneTask(key, signal)),
    ...(discardClone === undefined ? {} : { discardClone: (key, signal) => go(discardClone(key, signal)) }),
    ...(bind === undefined ? {} : { bind: (request, signal) => go(bind(request, signal)) }),
    deleteVolume: (handle, signal) => go(driver.deleteVolume(handle, signal)),
    listSnapshots: signal => go(driver.listSnapshots(signal)),
  }
}
