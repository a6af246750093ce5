/** The in-place restore controller: pods are deleted, volumes turned back, and the pods come again. */

import { entry, isMap, type KubeObject, restoreInProgress, textOf, valueAt } from '../../specs/index.ts'
import type { EventRecorder } from './events.ts'
import { groupStatusOf } from './group-status.ts'
import { volumeOfClaim } from './portworx.ts'
import { turnBack } from './restore-volume.ts'
import { dataRef, snapshotVersion, storkVersion } from './snapshot-objects.ts'
import { followAll } from './stork-controller.ts'
import { change, messageOf, pause, put, StorkError, type StorkProcess } from './stork-process.ts'
import { withAnnotation } from './tracker.ts'

export type RestoredVolume = {
  readonly volume: string
  readonly pvc: string
  readonly namespace: string
  readonly snapshot: string
  readonly status: string
  readonly reason: string
}

/** Source: STORK, snapshot restore controller. */
export class RestoreController {
  readonly #stork: StorkProcess
  readonly #events: EventRecorder

  constructor(stork: StorkProcess, events: EventRecorder) {
    this.#stork = stork
    this.#events = events
  }

  run(): Promise<void> {
    return followAll(this.#stork, 'VolumeSnapshotRestore', restore => this.#pass(restore))
  }

  async #pass(restore: KubeObject): Promise<void> {
    try {
      const status = await this.#handle(restore)
      if (status !== undefined) await put(this.#stork, { ...restore, status })
    } catch (error) {
      const message = messageOf(this.#stork, error)
      this.#events.say(restore, { type: 'Warning', reason: 'Failed', message })
      this.#stork.tell(restore, `${message}. Event Failed; the status stays, and STORK comes back.`)
      throw error
    }
  }

  async #handle(restore: KubeObject): Promise<Readonly<Record<string, unknown>> | undefined> {
    const status = textOf(entry(restore.status, 'status')) ?? ''
    switch (status) {
      case '':
        return { status: 'Pending', volumes: await this.#volumes(restore) }
      case 'Pending':
        // Local snapshots have nothing to wait for.
        return { status: 'Staged', volumes: volumesOf(restore) }
      case 'Staged':
        return this.#staged(restore)
      default:
        return undefined
    }
  }

  /** One after another, and each is acted on before the next is looked at: not atomic (BUG). */
  async #staged(restore: KubeObject): Promise<Readonly<Record<string, unknown>>> {
    const volumes = volumesOf(restore)
    for (const volume of volumes) await this.#emptyClaim(restore, volume)
    if (entry(restore.spec, 'pvcs') !== undefined && isMap(entry(restore.spec, 'pvcs')))
      throw new StorkError('restoring to other PVCs is not supported')
    const restored: RestoredVolume[] = []
    let failure = ''
    for (const volume of volumes) {
      const problem = failure === '' ? await turnBack(this.#stork, restore, volume) : failure
      failure = problem ?? failure
      restored.push({ ...volume, status: problem === undefined ? 'Successful' : 'Failed', reason: problem ?? '' })
    }
    for (const { namespace, pvc } of volumes) await this.#mark(namespace, pvc, undefined)
    const result = failure === '' ? 'Successful' : 'Failed'
    const message = failure === '' ? 'Snapshot in-place restore completed' : failure
    this.#events.say(restore, { type: failure === '' ? 'Normal' : 'Warning', reason: result, message })
    this.#stork.tell(restore, `${result}: ${message}.`)
    return { status: result, volumes: restored }
  }

  /** The mark comes first, and stays when the pods are not STORK's to schedule (BUG). */
  async #emptyClaim(restore: KubeObject, { namespace, pvc }: RestoredVolume): Promise<void> {
    const { cluster, signal, timings, tell } = this.#stork
    await this.#mark(namespace, pvc, 'true')
    const using = async () => {
      const { items } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal)
      return items.filter(pod => uses(pod, pvc) && textOf(valueAt(pod, ['status', 'phase'])) === 'Running')
    }
    const pods = await using()
    const foreign = pods.find(pod => textOf(entry(pod.spec, 'schedulerName')) !== 'stork')
    if (foreign !== undefined)
      throw new StorkError(`application not scheduled by stork scheduler: pod ${foreign.metadata.name} uses PVC ${pvc}`)
    for (const pod of pods) {
      tell(restore, `Pod ${pod.metadata.name}, which uses ${pvc}, is deleted.`)
      await cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod.metadata.name }, undefined, signal)
    }
    const until = this.#stork.clock.now() + timings.restorePodDeletionMs
    while ((await using()).length > 0) {
      if (this.#stork.clock.now() >= until) throw new StorkError(`the pods that use ${pvc} are not gone`)
      await pause(this.#stork, timings.cloudPollMs)
    }
  }

  async #mark(namespace: string, name: string, value: string | undefined): Promise<void> {
    const ref = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }
    await change(this.#stork, ref, claim => withAnnotation(claim, restoreInProgress.key, value))
  }

  /** The claims of the same names must still be there; restores go to the namespace of the source. */
  async #volumes(restore: KubeObject): Promise<readonly RestoredVolume[]> {
    const { cluster, signal } = this.#stork
    const namespace = textOf(entry(restore.spec, 'sourceNamespace')) ?? ''
    const name = textOf(entry(restore.spec, 'sourceName')) ?? ''
    const names = entry(restore.spec, 'groupSnapshot') === true ? await this.#children(namespace, name) : [name]
    const volumes: RestoredVolume[] = []
    for (const one of names) {
      const ref = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name: one }
      const snapshot = await cluster.get(ref, signal)
      if (snapshot === undefined) throw new StorkError(`unable to get snapshot details ${namespace}/${one}`)
      const data = await cluster.get(dataRef(textOf(entry(snapshot.spec, 'snapshotDataName')) ?? ''), signal)
      const handle = textOf(valueAt(data, ['spec', 'portworxVolume', 'snapshotId']))
      const pvc = textOf(entry(snapshot.spec, 'persistentVolumeClaimName')) ?? ''
      if (handle === undefined) throw new StorkError(`snapshot ${namespace}/${one} is not ready`)
      if (valueAt(data, ['spec', 'portworxVolume', 'snapshotType']) === 'cloud')
        throw new StorkError('in-place restores from the cloud are not part of this model')
      const { volume } = await volumeOfClaim(this.#stork, { namespace, name: pvc })
      volumes.push({ volume, pvc, namespace, snapshot: handle, status: 'Pending', reason: '' })
    }
    return volumes
  }

  async #children(namespace: string, name: string): Promise<readonly string[]> {
    const ref = { apiVersion: storkVersion, kind: 'GroupVolumeSnapshot', namespace, name }
    const group = await this.#stork.cluster.get(ref, this.#stork.signal)
    if (group === undefined) throw new StorkError(`unable to get group snapshot details ${namespace}/${name}`)
    const { status, members } = groupStatusOf(group)
    if (status !== 'Successful') throw new StorkError(`group snapshot ${namespace}/${name} is not successful`)
    return members.map(({ snapshot }) => snapshot)
  }
}

function volumesOf(restore: KubeObject): readonly RestoredVolume[] {
  const volumes = entry(restore.status, 'volumes')
  return (Array.isArray(volumes) ? volumes : []).map(volume => ({
    volume: textOf(entry(volume, 'volume')) ?? '',
    pvc: textOf(entry(volume, 'pvc')) ?? '',
    namespace: textOf(entry(volume, 'namespace')) ?? '',
    snapshot: textOf(entry(volume, 'snapshot')) ?? '',
    status: textOf(entry(volume, 'status')) ?? '',
    reason: textOf(entry(volume, 'reason')) ?? '',
  }))
}

function uses(pod: KubeObject, claim: string): boolean {
  const volumes = valueAt(pod, ['spec', 'volumes'])
  const names = (Array.isArray(volumes) ? volumes : []).map(volume =>
    valueAt(volume, ['persistentVolumeClaim', 'claimName']),
  )
  return names.includes(claim)
}
