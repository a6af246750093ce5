/**
 * Clones: a claim of our own restores the snapshot, its volume is kept when that claim goes, and is given to the claim
 * that it is for. The PersistentVolume carries the task's marks as long as it lives.
 */

import { parseQuantity } from '../../base/index.ts'
import {
  type BindResult,
  type Clock,
  type CloneTask,
  type Cluster,
  PortError,
  type VolumeBinding,
} from '../../ports/index.ts'
import { entry, type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import { change, isGoing, refOf, specOf } from './changing.ts'
import { volumeHandle } from './claimed-volumes.ts'
import { isOfTask, labelsOf, managedBy, marksOf, nameFor } from './task-marks.ts'

/** A claim that restores a snapshot, made in its namespace; what is missing of it is filled in. */
export type RestoringClaim = {
  readonly namespace: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly spec: Readonly<Record<string, unknown>>
  readonly sizeBytes: number
}

/** How a driver restores snapshots: by which claim, why by none, or undefined when it cannot be said yet. */
export type RestoreBy = (
  snapshot: string,
  signal: AbortSignal | undefined,
) => Promise<RestoringClaim | { readonly problem: string } | undefined>

export class CloneTasks {
  readonly #cluster: Cluster
  readonly #clock: Clock
  readonly #restoreBy: RestoreBy
  /** What failed before anything was made. Another process that is asked comes to the same. */
  readonly #refused = new Map<string, string>()

  constructor(cluster: Cluster, clock: Clock, restoreBy: RestoreBy) {
    this.#cluster = cluster
    this.#clock = clock
    this.#restoreBy = restoreBy
  }

  async start(
    {
      key,
      snapshot: handle,
      sizeBytes = 0,
    }: { readonly key: string; readonly snapshot: string; readonly sizeBytes?: number },
    signal?: AbortSignal,
  ): Promise<CloneTask> {
    const existing = await this.find(key, signal)
    if (existing !== undefined) return existing
    const claim = await this.#restoreBy(handle, signal)
    if (claim === undefined) return { phase: 'running' }
    if ('problem' in claim) return this.#refuse(key, claim.problem)
    const made = await this.#cluster.create(helperClaim(key, claim, sizeBytes), signal)
    if (made.ok || made.because === 'already-exists') return { phase: 'running' }
    return this.#refuse(key, made.message)
  }

  /** What the clone has come to. Whoever asks takes the next step of it, if there is one. */
  async find(key: string, signal?: AbortSignal): Promise<CloneTask | undefined> {
    const refused = this.#refused.get(key)
    if (refused !== undefined) return { phase: 'failed', message: refused }
    const [volume] = await this.#volumes(key, signal)
    const claim = await this.#helper(key, signal)
    if (volume !== undefined) {
      if (claim !== undefined && !isGoing(claim)) await this.#deleteClaim(claim, signal)
      return succeeded(volume)
    }
    if (claim === undefined || isGoing(claim)) return undefined
    const adopted = await this.#adopt(key, claim, signal)
    if (adopted === undefined) return { phase: 'running' }
    await this.#deleteClaim(claim, signal)
    return succeeded(adopted)
  }

  async discard(key: string, signal?: AbortSignal): Promise<void> {
    this.#refused.delete(key)
    for (let turn = 0; ; turn++) {
      const claim = await this.#helper(key, signal)
      if (claim !== undefined) {
        await this.#adopt(key, claim, signal)
        if (!isGoing(claim)) await this.#deleteClaim(claim, signal)
      }
      const volumes = await this.#volumes(key, signal)
      for (const volume of volumes) await this.#release(volume, signal)
      const left = volumes.filter(one => claimOf(one)?.name === nameFor(key))
      // A volume that another claim has goes with that claim.
      if (claim === undefined && left.length === 0) return
      if (turn >= discardTurns) throw new PortError('timeout', `The clone ${nameFor(key)} is still being deleted.`)
      await this.#clock.sleep(discardLookMs, signal)
    }
  }

  async bind(request: VolumeBinding, signal?: AbortSignal): Promise<BindResult> {
    const volume = await this.#volumeOf(request.volume, signal)
    if (volume === undefined)
      return { ok: false, message: `No clone made the volume ${request.volume}.`, mayPass: false }
    const owner = claimOf(volume)
    if (owner?.uid === request.claim.uid) return { ok: true }
    const before = owner === undefined ? undefined : await this.#cluster.get(owner.ref, signal)
    if (before !== undefined && before.metadata.uid === owner?.uid) {
      const isOurs = before.metadata.labels?.[managedKey] === managedBy[managedKey]
      const message = `The volume ${request.volume} is still of claim ${before.metadata.name}.`
      return { ok: false, message, mayPass: isOurs }
    }
    const { namespace, name, uid } = request.claim
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid }
    await change(
      this.#cluster,
      refOf(volume),
      now => ({
        ...now,
        spec: {
          ...specOf(now),
          claimRef,
          accessModes: request.accessModes,
          storageClassName: request.storageClass ?? '',
          persistentVolumeReclaimPolicy: 'Delete',
        },
      }),
      signal,
    )
    return { ok: true }
  }

  /** Deletes a volume that a clone made. One that a claim has goes when that claim goes. */
  async deleteVolume(handle: string, signal?: AbortSignal): Promise<void> {
    const volume = await this.#volumeOf(handle, signal)
    if (volume !== undefined) return this.#release(volume, signal)
  }

  #refuse(key: string, message: string): CloneTask {
    this.#refused.set(key, message)
    return { phase: 'failed', message }
  }

  /** Marks the volume of a bound helper as the task's, and keeps it when the helper goes. Undefined: not bound yet. */
  async #adopt(key: string, claim: KubeObject, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    const name = textOf(valueAt(claim, ['spec', 'volumeName']))
    if (name === undefined || name === '' || valueAt(claim, ['status', 'phase']) !== 'Bound') return undefined
    const ref = { apiVersion: 'v1', kind: 'PersistentVolume', name }
    const { labels, annotations } = marksOf(key)
    let adopted: KubeObject | undefined
    await change(
      this.#cluster,
      ref,
      volume => {
        if (claimOf(volume)?.uid !== claim.metadata.uid) return undefined
        const { metadata } = volume
        adopted = {
          ...volume,
          metadata: {
            ...metadata,
            labels: { ...metadata.labels, ...labels },
            annotations: { ...metadata.annotations, ...annotations },
          },
          spec: { ...specOf(volume), persistentVolumeReclaimPolicy: 'Retain' },
        }
        return adopted
      },
      signal,
    )
    return adopted
  }

  async #release(volume: KubeObject, signal: AbortSignal | undefined): Promise<void> {
    const owner = claimOf(volume)
    const claim = owner === undefined ? undefined : await this.#cluster.get(owner.ref, signal)
    const isUsed = claim !== undefined && claim.metadata.uid === owner?.uid && !isGoing(claim)
    if (isUsed && claim.metadata.labels?.[managedKey] !== managedBy[managedKey])
      throw new PortError(
        'rejected',
        `The volume is of claim ${claim.metadata.namespace}/${claim.metadata.name}; delete that.`,
      )
    const make = (now: KubeObject) =>
      valueAt(now, ['spec', 'persistentVolumeReclaimPolicy']) === 'Delete'
        ? undefined
        : { ...now, spec: { ...specOf(now), persistentVolumeReclaimPolicy: 'Delete' } }
    await change(this.#cluster, refOf(volume), make, signal)
  }

  async #volumes(key: string, signal: AbortSignal | undefined): Promise<readonly KubeObject[]> {
    const query = { apiVersion: 'v1', kind: 'PersistentVolume', labels: labelsOf(key) }
    const { items } = await this.#cluster.list(query, signal)
    return items.filter(one => isOfTask(one, key))
  }

  async #helper(key: string, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    const query = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', labels: labelsOf(key) }
    const { items } = await this.#cluster.list(query, signal)
    return items.find(one => isOfTask(one, key) && one.metadata.name === nameFor(key))
  }

  async #volumeOf(handle: string, signal: AbortSignal | undefined): Promise<KubeObject | undefined> {
    const query = { apiVersion: 'v1', kind: 'PersistentVolume', labels: managedBy }
    const { items } = await this.#cluster.list(query, signal)
    return items.find(one => volumeHandle(one) === handle)
  }

  async #deleteClaim(claim: KubeObject, signal: AbortSignal | undefined): Promise<void> {
    const { uid } = claim.metadata
    await this.#cluster.delete(refOf(claim), uid === undefined ? {} : { uid }, signal)
  }
}

function helperClaim(key: string, claim: RestoringClaim, wantedBytes: number): KubeObject {
  const { labels, annotations } = marksOf(key)
  const storage = String(Math.max(wantedBytes, claim.sizeBytes))
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: nameFor(key),
      namespace: claim.namespace,
      labels,
      annotations: { ...annotations, ...claim.annotations },
    },
    spec: { ...claim.spec, resources: { requests: { storage } } },
  }
}

function claimOf(
  volume: KubeObject,
): { readonly ref: ObjectRef; readonly name: string; readonly uid: string } | undefined {
  const ref = valueAt(volume, ['spec', 'claimRef'])
  const [namespace, name, uid] = [entry(ref, 'namespace'), entry(ref, 'name'), entry(ref, 'uid')].map(textOf)
  if (namespace === undefined || name === undefined || uid === undefined) return undefined
  return { ref: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }, name, uid }
}

function succeeded(volume: KubeObject): CloneTask {
  const handle = volumeHandle(volume) ?? ''
  const capacity = parseQuantity(valueAt(volume, ['spec', 'capacity', 'storage']))
  return { phase: 'succeeded', volume: handle, sizeBytes: capacity ?? 0 }
}

const managedKey = 'app.kubernetes.io/managed-by'
const discardLookMs = 250
const discardTurns = 240
