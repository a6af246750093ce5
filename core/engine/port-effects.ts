/** Performs effects over the ports. Whatever goes wrong outside comes back as an outcome. */

import { assert } from '../base/index.ts'
import {
  type Clock,
  type CloudStorage,
  type Cluster,
  type DownloadTask,
  type Ids,
  type PodExec,
  PortError,
  type RemoteClusters,
  type StorageDriver,
} from '../ports/index.ts'
import { entry, type KubeObject, type ObjectRef, textOf, valueAt } from '../specs/index.ts'
import { cloneTaskKey } from './clone.ts'
import { clonePersistentVolume } from './clone-objects.ts'
import { cloneSource, planCloneOf } from './clone-plan.ts'
import { cloudWish } from './cloud-wish.ts'
import {
  foreignCopy,
  isDataOfAnother,
  isUploadOf,
  refusal,
  type Whose,
  whoseBackup,
  whoseSnapshot,
} from './copy-guard.ts'
import type {
  Answer,
  ClusterEffect,
  Effect,
  EffectOutcome,
  KindEffect,
  PodEffect,
  SharedEffect,
  StorageEffect,
} from './effect.ts'
import { finalizer } from './finalizer.ts'
import { ownVolumes } from './own-volumes.ts'
import { askPod } from './pod-effects.ts'
import type { Reason } from './reason.ts'
import { namedHandles } from './restore-guard.ts'
import type { SnapshotLifecycle } from './snapshot-lifecycle.ts'
import { belongsTo, recordObjects, recordRefs, snapshotVersion } from './snapshot-objects.ts'
import { claimsOf, phaseOf, resolveTargets, rulesNeeded, volumesNeeded, writersAmong } from './targets.ts'

export type EnginePorts = {
  readonly cluster: Cluster
  readonly exec: PodExec
  readonly storage: StorageDriver
  readonly clock: Clock
  readonly ids: Ids
  /** Absent where no other cluster can be reached. */
  readonly remote?: RemoteClusters
}

/** What an effect is performed for. */
export type EffectOwner = {
  readonly object: KubeObject
  /** The snapshot's status when the effect was asked for; absent for a clone. */
  readonly status?: SnapshotLifecycle
  /** Whether this process has worked out itself what the status says. What was read from the object may be forged. */
  readonly isOurs: boolean
  /** Performs the effects of the owner's kind; absent where it has none. */
  readonly perform?: (effect: KindEffect, signal: AbortSignal | undefined) => Promise<Answer>
}

/** Performs one effect. `signal` ends what freezes or only looks; what thaws or cleans up has its own limits. */
export async function performEffect(
  ports: EnginePorts,
  owner: EffectOwner,
  effect: Effect,
  signal: AbortSignal,
): Promise<EffectOutcome> {
  const from = ports.clock.now()
  const answer = await ask(ports, owner, effect, mustEnd(effect) ? undefined : signal)
  return { from, to: ports.clock.now(), ...answer }
}

async function ask(
  ports: EnginePorts,
  owner: EffectOwner,
  effect: Effect,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  try {
    if ('of' in effect) {
      assert(owner.perform !== undefined, 'whose effect it is performs it')
      return await owner.perform(effect, signal)
    }
    if (isPodEffect(effect)) return await askPod(ports.exec, effect, signal)
    const settled = owner.isOurs ? undefined : await guard(ports, owner.object, effect)
    if (settled !== undefined) return settled
    if (isStorageEffect(effect)) return await askStorage(ports, effect, signal)
    return await askCluster(ports, owner, effect, signal)
  } catch (error) {
    if (error instanceof PortError) return failure(error)
    if (signal?.aborted === true)
      return {
        got: 'failure',
        reason: { code: 'stopped', message: 'The run was stopped.', blame: 'spec' },
        mayPass: true,
      }
    throw error
  }
}

/** The thaw and the bookkeeping go on when the user stops the run. */
function mustEnd(effect: Effect): boolean {
  if ('of' in effect) return effect.mustEnd === true
  switch (effect.do) {
    case 'run':
      return effect.name.startsWith('post-')
    case 'release':
    case 'close':
    case 'clean-up':
    case 'discard':
    case 'delete-copy':
    case 'discard-upload':
    case 'delete-backup':
    case 'discard-clone':
    case 'find-writers':
    case 'record':
    case 'erase-record':
    case 'erase-volume-object':
    case 'look-at-hold':
    case 'make-volume-object':
      return true
    case 'arm':
    case 'hold':
    case 'snapshot':
    case 'upload':
    case 'clone-volume':
    case 'download':
    case 'resolve':
    case 'find-users':
      return false
  }
}

function isPodEffect(effect: SharedEffect): effect is PodEffect {
  return 'target' in effect
}

function isStorageEffect(effect: SharedEffect): effect is StorageEffect {
  return (
    effect.do === 'snapshot' ||
    effect.do === 'discard' ||
    effect.do === 'delete-copy' ||
    effect.do === 'upload' ||
    effect.do === 'discard-upload' ||
    effect.do === 'delete-backup' ||
    effect.do === 'clone-volume' ||
    effect.do === 'download' ||
    effect.do === 'discard-clone'
  )
}

async function askStorage(
  { storage }: EnginePorts,
  effect: StorageEffect,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  switch (effect.do) {
    case 'snapshot': {
      const { task: key, volumes } = effect
      return { got: 'task', task: await storage.snapshot({ key, volumes }, signal) }
    }
    case 'discard':
      await storage.discardSnapshots(effect.task, signal)
      return { got: 'done' }
    case 'delete-copy':
      await storage.deleteSnapshot(effect.handle, signal)
      return { got: 'done' }
    case 'upload': {
      const { task: key, snapshot, credential, full, incrementals } = effect
      const where = credential === undefined ? {} : { credential }
      const count = incrementals === undefined ? {} : { incrementals }
      return { got: 'upload', task: await cloudOf(storage).upload({ key, snapshot, full, ...where, ...count }, signal) }
    }
    case 'discard-upload':
      await cloudOf(storage).discardUpload(effect.task, signal)
      return { got: 'done' }
    case 'delete-backup':
      await cloudOf(storage).deleteBackup(effect.handle, effect.credential, signal)
      return { got: 'done' }
    case 'clone-volume': {
      const { task: key, snapshot, sizeBytes } = effect
      const size = sizeBytes === undefined ? {} : { sizeBytes }
      return volumeAnswer(await storage.clone({ key, snapshot, ...size }, signal))
    }
    case 'download': {
      const { task: key, backup, credential } = effect
      const where = credential === undefined ? {} : { credential }
      return volumeAnswer(await cloudOf(storage).download({ key, backup, ...where }, signal))
    }
    case 'discard-clone': {
      if (storage.discardClone !== undefined) await storage.discardClone(effect.task, signal)
      const cloned = await storage.cloneTask(effect.task, signal)
      const task = cloned ?? (await storage.cloud?.downloadTask(effect.task, signal))
      if (task?.phase === 'running') return { got: 'running' }
      if (task?.phase === 'succeeded') await storage.deleteVolume(task.volume, signal)
      return { got: 'done' }
    }
  }
}

/** The answer to an effect on something that is another's, or that is gone already; undefined when it is to be performed. */
async function guard(
  ports: EnginePorts,
  object: KubeObject,
  effect: StorageEffect | ClusterEffect,
): Promise<Answer | undefined> {
  switch (effect.do) {
    case 'delete-copy':
      return answerOf(effect.handle, await whoseSnapshot(ports, object, effect.handle))
    case 'delete-backup':
      return answerOf(effect.handle, await whoseBackup(ports, object, effect))
    case 'discard-upload':
      return answerOf(effect.task, (await isUploadOf(ports, object, effect.task)) ? 'own' : 'foreign')
    case 'upload': {
      const task = (await isUploadOf(ports, object, effect.task)) ? 'own' : 'foreign'
      const refused = refusal(effect.task, task)
      const copy = refusal(effect.snapshot, await whoseSnapshot(ports, object, effect.snapshot))
      return failed(refused ?? copy)
    }
    case 'record':
      return failed(await foreignCopy(ports, object, effect.copy))
    case 'snapshot': {
      if (object.metadata.namespace === undefined || object.kind === 'Migration') return undefined
      const own = await ownVolumes(ports, object)
      const stranger = effect.volumes.find(volume => !own.includes(volume))
      return stranger === undefined ? undefined : failed(refusal(stranger, 'foreign'))
    }
    case 'clone-volume':
    case 'download': {
      const { storage } = ports
      if (object.kind === 'VolumeSnapshotRestore' && effect.do === 'download') {
        const named = await namedHandles(ports.cluster, object.metadata.namespace ?? '')
        return named.includes(effect.backup) ? undefined : failed(refusal(effect.backup, 'foreign'))
      }
      if (object.kind !== 'PersistentVolumeClaim') return undefined
      const begun = (await storage.cloneTask(effect.task)) ?? (await storage.cloud?.downloadTask(effect.task))
      if (begun !== undefined) return undefined
      const planned = await resolveClone(ports.cluster, object, undefined)
      if (planned.got !== 'clone-plan') return planned
      const handle = effect.do === 'download' ? effect.backup : effect.snapshot
      const isSame = planned.plan.snapshot === handle
      return isSame ? undefined : failed(refusal(handle, 'foreign'))
    }
    case 'make-volume-object': {
      const { storage } = ports
      const task = cloneTaskKey(object.metadata.uid ?? '')
      const made = (await storage.cloneTask(task)) ?? (await storage.cloud?.downloadTask(task))
      const isSame = made?.phase === 'succeeded' && made.volume === effect.volume
      return isSame ? undefined : failed(refusal(effect.volume, 'foreign'))
    }
    default:
      return undefined
  }
}

function answerOf(handle: string, whose: Whose): Answer | undefined {
  return whose === 'gone' ? { got: 'done' } : failed(refusal(handle, whose))
}

function failed(reason: Reason | undefined): Answer | undefined {
  return reason === undefined ? undefined : { got: 'failure', reason, mayPass: false }
}

function volumeAnswer(task: DownloadTask): Answer {
  if (task.phase === 'running') {
    if (!('totalBytes' in task)) return { got: 'running' }
    const { doneBytes, totalBytes } = task
    return { got: 'running', progress: { doneBytes, totalBytes } }
  }
  if (task.phase === 'succeeded') return { got: 'volume', volume: task.volume, sizeBytes: task.sizeBytes }
  return { got: 'failure', reason: { code: 'storage-failed', message: task.message, blame: 'storage' }, mayPass: false }
}

function cloudOf(storage: StorageDriver): CloudStorage {
  if (storage.cloud === undefined) throw new PortError('unsupported', noCloud(storage))
  return storage.cloud
}

function noCloud({ name }: StorageDriver): string {
  return `The storage ${name} has no object store, so it keeps local snapshots only.`
}

async function askCluster(
  ports: EnginePorts,
  owner: EffectOwner,
  effect: ClusterEffect,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const { cluster } = ports
  const { object } = owner
  switch (effect.do) {
    case 'resolve':
      return object.kind === 'PersistentVolumeClaim'
        ? resolveClone(cluster, object, signal)
        : resolve(ports, object, signal)
    case 'find-writers': {
      const pods = await cluster.list(inNamespace(object, 'v1', 'Pod'), signal)
      return { got: 'pods', pods: writersAmong(pods.items, effect.selection) }
    }
    case 'find-users': {
      const pods = await cluster.list(inNamespace(object, 'v1', 'Pod'), signal)
      const users = pods.items
        .filter(pod => claimsOf(pod).includes(object.metadata.name))
        .filter(pod => phaseOf(pod) !== 'Succeeded' && phaseOf(pod) !== 'Failed')
      return { got: 'pods', pods: users.map(pod => ({ uid: pod.metadata.uid ?? '', name: pod.metadata.name })) }
    }
    case 'record': {
      assert(owner.status !== undefined, 'only snapshots are recorded')
      for (const record of recordObjects(object, owner.status, effect.copy)) {
        const refusal = await put(cluster, record, object, signal)
        if (refusal !== undefined) return refusal
      }
      return { got: 'done' }
    }
    case 'erase-record': {
      for (const ref of recordRefs(object, effect.copy)) await erase(cluster, ref, object, signal)
      return { got: 'done' }
    }
    case 'make-volume-object':
      return makeVolumeObject(ports, object, effect, signal)
    case 'erase-volume-object': {
      const ref = { apiVersion: 'v1', kind: 'PersistentVolume', name: effect.name }
      const found = await cluster.get(ref, signal)
      if (found !== undefined && valueAt(found, ['spec', 'claimRef', 'uid']) === object.metadata.uid)
        await cluster.delete(ref, deleteOptions(found), signal)
      return { got: 'done' }
    }
  }
}

async function resolve(
  { cluster, storage }: EnginePorts,
  object: KubeObject,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const cloud = cloudWish(object)
  if ('wish' in cloud && cloud.wish !== undefined && storage.cloud === undefined)
    return {
      got: 'problem',
      reason: { code: 'unsupported', message: noCloud(storage), blame: 'storage' },
      mayPass: false,
    }
  const wish = 'wish' in cloud ? cloud.wish : undefined
  const [denied, claims, pods, rules] = await Promise.all([
    wish === undefined ? undefined : storeRefusal(cloudOf(storage), wish.credential, signal),
    cluster.list(inNamespace(object, 'v1', 'PersistentVolumeClaim'), signal),
    cluster.list(inNamespace(object, 'v1', 'Pod'), signal),
    getAll(
      cluster,
      rulesNeeded(object).map(name => ({ ...inNamespace(object, ruleVersion, 'Rule'), name })),
      signal,
    ),
  ])
  if (denied !== undefined) return { got: 'problem', reason: denied, mayPass: false }
  const names = volumesNeeded(object, claims.items)
  const refs = names.map(name => ({ apiVersion: 'v1', kind: 'PersistentVolume', name }))
  const volumes = await getAll(cluster, refs, signal)
  const resolved = resolveTargets(object, { claims: claims.items, pods: pods.items, rules, volumes })
  if ('problem' in resolved) return { got: 'problem', reason: resolved.problem, mayPass: resolved.mayPass }
  const handles = resolved.targets.members.map(member => member.volume)
  const objection = await storage.prepare?.(handles, signal)
  if (objection === undefined) return { got: 'targets', targets: resolved.targets }
  return { got: 'problem', reason: { code: 'unsupported', message: objection, blame: 'storage' }, mayPass: false }
}

/** Whether the object store lets us in, asked before anything is frozen. One that is away may be back for the upload. */
async function storeRefusal(
  cloud: CloudStorage,
  credential: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Reason | undefined> {
  try {
    await cloud.listBackups(credential, signal)
    return undefined
  } catch (error) {
    if (!(error instanceof PortError) || !refusing.has(error.kind)) return undefined
    return { code: 'upload-refused', message: error.message, blame: 'storage' }
  }
}

const refusing: ReadonlySet<PortError['kind']> = new Set(['forbidden', 'unauthenticated', 'rejected', 'missing'])

async function resolveClone(cluster: Cluster, claim: KubeObject, signal: AbortSignal | undefined): Promise<Answer> {
  const source = cloneSource(claim)
  if ('problem' in source) return { got: 'problem', reason: source.problem, mayPass: false }
  const snapshot = await cluster.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', ...source }, signal)
  const dataName = textOf(entry(snapshot?.spec, 'snapshotDataName'))
  const data =
    dataName === undefined
      ? undefined
      : await cluster.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name: dataName }, signal)
  if (data !== undefined && isDataOfAnother(data, source.namespace)) {
    const message = `${dataName} belongs to a snapshot of another namespace than ${source.namespace}.`
    return { got: 'problem', reason: { code: 'not-own-copy', message, blame: 'spec' }, mayPass: false }
  }
  const planned = planCloneOf(claim, source, snapshot, data)
  if ('plan' in planned) return { got: 'clone-plan', plan: planned.plan }
  return { got: 'problem', reason: planned.problem, mayPass: planned.mayPass }
}

async function makeVolumeObject(
  { cluster, storage }: EnginePorts,
  claim: KubeObject,
  effect: Extract<ClusterEffect, { do: 'make-volume-object' }>,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const because =
    storage.bind === undefined
      ? await putVolumeObject(cluster, claim, effect, signal)
      : await bindVolume(storage.bind.bind(storage), effect, signal)
  if (because !== undefined) return because
  const now = await cluster.get(
    { ...inNamespace(claim, 'v1', 'PersistentVolumeClaim'), name: claim.metadata.name },
    signal,
  )
  if (now !== undefined && phaseOf(now) === 'Bound') return { got: 'done' }
  const message = `Claim ${claim.metadata.name} is not bound to its volume yet.`
  return { got: 'failure', reason: { code: 'claim-unbound', message, blame: 'cluster' }, mayPass: true }
}

/** The storage has a PersistentVolume of its own for the clone, and gives it to the claim. */
async function bindVolume(
  bind: NonNullable<StorageDriver['bind']>,
  { plan, volume }: Extract<ClusterEffect, { do: 'make-volume-object' }>,
  signal: AbortSignal | undefined,
): Promise<Answer | undefined> {
  const { claim: name, namespace, claimUid: uid, accessModes, storageClass } = plan
  const named = storageClass === undefined ? {} : { storageClass }
  const bound = await bind({ volume, claim: { namespace, name, uid }, accessModes, ...named }, signal)
  return bound.ok ? undefined : refused(bound.message, bound.mayPass)
}

async function putVolumeObject(
  cluster: Cluster,
  claim: KubeObject,
  effect: Extract<ClusterEffect, { do: 'make-volume-object' }>,
  signal: AbortSignal | undefined,
): Promise<Answer | undefined> {
  const wanted = clonePersistentVolume(effect.plan, effect.volume)
  const ref = { apiVersion: 'v1', kind: 'PersistentVolume', name: wanted.metadata.name }
  const existing = await cluster.get(ref, signal)
  if (existing === undefined) {
    const made = await cluster.create(wanted, signal)
    if (!made.ok && made.because !== 'already-exists') return refused(made.message, made.because !== 'rejected')
  } else if (valueAt(existing, ['spec', 'claimRef', 'uid']) !== claim.metadata.uid) {
    return taken(`PersistentVolume ${ref.name}`)
  }
  return undefined
}

/** Creates the object, or brings an earlier one of ours to what it must say. */
async function put(
  cluster: Cluster,
  record: KubeObject,
  owner: KubeObject,
  signal: AbortSignal | undefined,
): Promise<Answer | undefined> {
  const made = await cluster.create(record, signal)
  if (made.ok) return undefined
  if (made.because !== 'already-exists') return refused(made.message, made.because !== 'rejected')
  const existing = await cluster.get(refOf(record), signal)
  if (existing === undefined) return refused(made.message, true)
  if (!belongsTo(existing, owner)) return taken(`${record.kind} ${record.metadata.name}`)
  const { uid, resourceVersion, creationTimestamp } = existing.metadata
  const kept = {
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
  }
  const updated = await cluster.update({ ...record, metadata: { ...record.metadata, ...kept } }, signal)
  return updated.ok ? undefined : refused(updated.message, updated.because !== 'rejected')
}

/** Deletes an object of ours; a member's finalizer is ours too, and what it guards is being removed right now. */
async function erase(
  cluster: Cluster,
  ref: ObjectRef,
  owner: KubeObject,
  signal: AbortSignal | undefined,
): Promise<void> {
  const found = await cluster.get(ref, signal)
  if (found === undefined || !belongsTo(found, owner)) return
  const { namespace } = owner.metadata
  if (namespace !== undefined && found.kind === 'VolumeSnapshotData' && isDataOfAnother(found, namespace)) return
  const finalizers = found.metadata.finalizers?.filter(one => one !== finalizer)
  if (finalizers !== undefined && finalizers.length !== found.metadata.finalizers?.length) {
    const freed = await cluster.update({ ...found, metadata: { ...found.metadata, finalizers } }, signal)
    if (!freed.ok && freed.because === 'conflict')
      throw new PortError('unreachable', `${ref.kind} ${ref.name} was changed meanwhile.`)
  }
  await cluster.delete(ref, deleteOptions(found), signal)
}

async function getAll(
  cluster: Cluster,
  refs: readonly ObjectRef[],
  signal: AbortSignal | undefined,
): Promise<readonly KubeObject[]> {
  const found = await Promise.all(refs.map(ref => cluster.get(ref, signal)))
  return found.filter(object => object !== undefined)
}

function inNamespace(object: KubeObject, apiVersion: string, kind: string) {
  const { namespace } = object.metadata
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) }
}

function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}

function deleteOptions({ metadata: { uid } }: KubeObject) {
  return uid === undefined ? {} : { uid }
}

function refused(message: string, mayPass: boolean): Answer {
  return { got: 'failure', reason: { code: 'refused', message, blame: 'cluster' }, mayPass }
}

function taken(what: string): Answer {
  const message = `${what} exists and was not made for this snapshot.`
  return { got: 'failure', reason: { code: 'name-taken', message, blame: 'cluster' }, mayPass: false }
}

/** What a port's surprise means for a run. */
export function failure(error: PortError): Extract<Answer, { got: 'failure' }> {
  const mayPass = error.kind !== 'forbidden' && error.kind !== 'unauthenticated' && error.kind !== 'unsupported'
  const reason: Reason = {
    code: error.kind === 'full' ? 'no-room' : mayPass ? 'unreachable' : 'refused',
    message: error.message,
    blame: 'cluster',
  }
  return { got: 'failure', reason, mayPass: mayPass && error.kind !== 'rejected' }
}

const ruleVersion = 'stork.libopenstorage.org/v1alpha1'
