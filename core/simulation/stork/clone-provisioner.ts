/** The provisioner `stork-snapshot`: claims that are made from a VolumeSnapshot. */

import { clonePersistentVolume, isClone } from '../../engine/index.ts'
import type { CloneTask, DownloadTask } from '../../ports/index.ts'
import {
  annotationsOf,
  entry,
  type KubeObject,
  mayRestore,
  oldRestoreNamespaces,
  oldSnapshotSourceNamespace,
  restoreNamespaces,
  snapshotSource,
  snapshotSourceNamespace,
  textOf,
  valueAt,
} from '../../specs/index.ts'
import type { EventRecorder } from './events.ts'
import { inform } from './informer.ts'
import { dataRef, snapshotVersion } from './snapshot-objects.ts'
import { messageOf, namespaceOf, pause, post, StorkError, type StorkProcess, uidOf } from './stork-process.ts'
import { backoffMs } from './timings.ts'

/** Source: STORK, snapshot provisioner; its waits and events are those of the provisioner library. */
export function runCloneProvisioner(stork: StorkProcess, events: EventRecorder): Promise<void> {
  const wanted = new Set<string>()
  return inform(
    stork,
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
    {
      added: claim => {
        if (!stork.isOurs(claim)) return
        wanted.add(uidOf(claim))
        stork.go(follow(stork, events, claim, wanted))
      },
      changed: () => {},
      deleted: claim => wanted.delete(uidOf(claim)),
    },
  )
}

async function follow(stork: StorkProcess, events: EventRecorder, claim: KubeObject, wanted: ReadonlySet<string>) {
  const { cluster, signal, timings } = stork
  if (valueAt(claim, ['status', 'phase']) === 'Bound' || (textOf(entry(claim.spec, 'volumeName')) ?? '') !== '') return
  const name = textOf(entry(claim.spec, 'storageClassName')) ?? ''
  const storageClass =
    name === '' ? undefined : await cluster.get({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name }, signal)
  if (!isClone(claim, storageClass)) return
  for (let failures = 1; wanted.has(uidOf(claim)); failures++) {
    try {
      const message = `External provisioner is provisioning volume for claim "${spell(claim)}"`
      events.say(claim, { type: 'Normal', reason: 'Provisioning', message })
      const volume = await provision(stork, claim)
      events.say(claim, {
        type: 'Normal',
        reason: 'ProvisioningSucceeded',
        message: `Successfully provisioned volume ${volume}`,
      })
      stork.tell(claim, `Cloned: volume ${volume}.`)
      return
    } catch (error) {
      const message = messageOf(stork, error)
      events.say(claim, { type: 'Warning', reason: 'ProvisioningFailed', message })
      const waitMs = backoffMs(timings.provisionBackoffMs, failures)
      stork.tell(claim, `Provisioning failed: ${message}. Again in ${waitMs / 1000} s.`)
      await pause(stork, waitMs)
    }
  }
}

/** The name of the new PersistentVolume. The size of the claim is not compared with the snapshot's. */
async function provision(stork: StorkProcess, claim: KubeObject): Promise<string> {
  const { cluster, signal } = stork
  const annotations = annotationsOf(claim)
  if (entry(claim.spec, 'selector') !== undefined) throw new StorkError('claim.Spec.Selector is not supported')
  const name = annotations[snapshotSource.key] ?? ''
  if (name === '') throw new StorkError(`snapshot annotation not found on PVC`)
  const namespace =
    annotations[snapshotSourceNamespace.key] ?? annotations[oldSnapshotSourceNamespace.key] ?? namespaceOf(claim)
  const snapshot = await cluster.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name }, signal)
  if (snapshot === undefined) throw new StorkError(`failed to retrieve VolumeSnapshot ${namespace}/${name}`)
  refuseNamespace(snapshot, namespaceOf(claim))
  const dataName = textOf(entry(snapshot.spec, 'snapshotDataName')) ?? ''
  if (dataName === '')
    throw new StorkError(`VolumeSnapshot ${namespace}/${name} is not bound to any VolumeSnapshotData`)
  const data = await cluster.get(dataRef(dataName), signal)
  const conditions = valueAt(data, ['status', 'conditions'])
  const last: unknown = Array.isArray(conditions) ? conditions.at(-1) : undefined
  if (entry(last, 'type') !== 'Ready') throw new StorkError(`VolumeSnapshotData ${dataName} is not ready`)
  const volume = await bytesOf(stork, claim, data)
  const modes = valueAt(claim, ['spec', 'accessModes'])
  const storageClass = textOf(entry(claim.spec, 'storageClassName'))
  const persistentVolume = `pvc-${uidOf(claim)}`
  const plan = {
    claim: claim.metadata.name,
    namespace: namespaceOf(claim),
    claimUid: uidOf(claim),
    persistentVolume,
    snapshot: '',
    accessModes: Array.isArray(modes) ? modes.filter(mode => typeof mode === 'string') : [],
    storage: textOf(valueAt(claim, ['spec', 'resources', 'requests', 'storage'])) ?? '',
    ...(storageClass === undefined ? {} : { storageClass }),
  }
  await post(stork, clonePersistentVolume(plan, volume))
  return persistentVolume
}

/** An entry that does not compile refuses, and what stands behind it is not looked at. */
function refuseNamespace(snapshot: KubeObject, namespace: string): void {
  if (namespace === namespaceOf(snapshot)) return
  const annotations = annotationsOf(snapshot)
  const list = annotations[restoreNamespaces.key] ?? annotations[oldRestoreNamespaces.key]
  if (mayRestore(list, namespace) !== 'allowed')
    throw new StorkError(`namespace ${namespace} is not allowed to restore from ${spell(snapshot)}`)
}

/** A new volume with the snapshot's bytes; a download is looked at every five seconds. */
async function bytesOf(stork: StorkProcess, claim: KubeObject, data: KubeObject | undefined): Promise<string> {
  const { storage, signal, timings } = stork
  const source = valueAt(data, ['spec', 'portworxVolume'])
  const snapshot = textOf(entry(source, 'snapshotId')) ?? ''
  if (entry(source, 'snapshotType') !== 'cloud') {
    const key = `pvc-${uidOf(claim)}`
    const task = await storage.clone({ key, snapshot }, signal)
    return ended(stork, task, timings.backendLookMs, () => storage.cloneTask(key, signal))
  }
  const { cloud } = storage
  if (cloud === undefined) throw new StorkError('the back end keeps no snapshots in the cloud')
  const credential = textOf(entry(source, 'snapshotCloudCredID')) ?? ''
  const key = uidOf(claim)
  const task = await cloud.download({ key, backup: snapshot, ...(credential === '' ? {} : { credential }) }, signal)
  return ended(stork, task, timings.cloudPollMs, () => cloud.downloadTask(key, signal))
}

async function ended(
  stork: StorkProcess,
  begun: DownloadTask | CloneTask,
  lookMs: number,
  look: () => Promise<DownloadTask | undefined>,
): Promise<string> {
  for (let task: DownloadTask | undefined = begun; ; task = await look()) {
    if (task === undefined) throw new StorkError('the task is gone')
    if (task.phase === 'failed') throw new StorkError(task.message)
    if (task.phase === 'succeeded') return task.volume
    await pause(stork, lookMs)
  }
}

function spell(object: KubeObject): string {
  return `${namespaceOf(object)}/${object.metadata.name}`
}
