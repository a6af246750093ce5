/** STORK's Portworx driver: from claims to volumes, and local snapshots as one call that returns when they are there. */

import { assert } from '../../base/index.ts'
import { handleOf } from '../../cluster/simulated/index.ts'
import type { StoredSnapshot } from '../../ports/index.ts'
import { type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { namespaceOf, pause, StorkError, type StorkProcess } from './stork-process.ts'

export type BoundVolume = {
  readonly claim: string
  readonly persistentVolume: string
  /** The back end's name. */
  readonly volume: string
  readonly provisioner: string
}

/** The volume behind a claim. Throws a StorkError when there is none, or none of Portworx. */
export async function volumeOfClaim(
  stork: StorkProcess,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): Promise<BoundVolume> {
  const ref = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }
  const claim = await stork.cluster.get(ref, stork.signal)
  if (claim === undefined) throw new StorkError(`persistentvolumeclaims "${name}" not found`)
  return volumeBehind(stork, claim)
}

export async function volumeBehind({ cluster, signal }: StorkProcess, claim: KubeObject): Promise<BoundVolume> {
  const { name } = claim.metadata
  const phase = textOf(valueAt(claim, ['status', 'phase'])) ?? 'Pending'
  const persistentVolume = textOf(valueAt(claim, ['spec', 'volumeName'])) ?? ''
  if (phase !== 'Bound' || persistentVolume === '')
    throw new StorkError(`the PVC ${namespaceOf(claim)}/${name} is not bound: its phase is ${phase}`)
  const ref = { apiVersion: 'v1', kind: 'PersistentVolume', name: persistentVolume }
  const found = await cluster.get(ref, signal)
  if (found === undefined) throw new StorkError(`persistentvolumes "${persistentVolume}" not found`)
  const volume = handleOf(found)
  if (volume === undefined) throw new StorkError(`the volume ${persistentVolume} is of an unsupported type`)
  const csi = textOf(valueAt(found, ['spec', 'csi', 'driver']))
  return { claim: name, persistentVolume, volume, provisioner: csi ?? 'kubernetes.io/portworx-volume' }
}

/** All nodes must be new enough; asking them takes a moment, in the middle of the freeze. */
export function checkVersions(stork: StorkProcess): Promise<void> {
  return pause(stork, stork.timings.versionCheckMs)
}

/**
 * Local snapshots of the volumes at one instant, under a name. A name that exists already gives the snapshots it has. A
 * call that fails leaves nothing, so that the next of its name is a new one. Throws a StorkError with the back end's words.
 */
export async function snapshotVolumes(
  stork: StorkProcess,
  key: string,
  volumes: readonly string[],
): Promise<readonly StoredSnapshot[]> {
  const { storage, signal, timings, dozes } = stork
  let looks = 0
  for (let task = await storage.snapshot({ key, volumes }, signal); ; ) {
    if (task.phase === 'succeeded') return task.snapshots
    if (task.phase === 'failed') {
      await storage.discardSnapshots(key, signal)
      throw new StorkError(task.message)
    }
    looks += 1
    await pause(stork, timings.backendLookMs * (dozes && looks > manyLooks ? 40 : 1))
    const seen = await storage.snapshotTask(key, signal)
    assert(seen !== undefined, 'A task that was started is there until it is discarded.')
    task = seen
  }
}

/** Of a task that takes so many, the end need not be known to the moment. */
const manyLooks = 400
