/** Performs what only a Migration asks for: in the cluster here, in the other one, and between their storages. */

import { assert, toIso } from '../base/index.ts'
import { type Cluster, PortError, type RemoteCluster } from '../ports/index.ts'
import {
  createdByMigration,
  type KubeObject,
  keptReclaimPolicy,
  migrated,
  resourceHash,
  valueAt,
} from '../specs/index.ts'
import type { Answer } from './effect.ts'
import type { MigrationEffect } from './migration-effect.ts'
import type { MigrationPlan, ResourceResult, SentVolume, Workload } from './migration-lifecycle.ts'
import { findMembers, findRunning, findWriters, openPair, planMigration } from './migration-planning.ts'
import {
  asMadeBy,
  choiceOf,
  isTaken,
  type MigratedKind,
  migratedKinds,
  prepared,
  replicasOf,
  scaled,
} from './migration-resources.ts'
import type { EnginePorts } from './port-effects.ts'
import { phaseOf } from './targets.ts'

type Signal = AbortSignal | undefined
type Of<Do extends MigrationEffect['do']> = Extract<MigrationEffect, { do: Do }>

export async function performForMigration(
  ports: EnginePorts,
  migration: KubeObject,
  effect: MigrationEffect,
  signal: Signal,
): Promise<Answer> {
  const { cluster } = ports
  switch (effect.do) {
    case 'plan-migration':
      return planMigration(ports, migration, signal)
    case 'find-members':
      return findMembers(ports, migration, effect.plan, effect.withRules, signal)
    case 'find-migrated-writers':
      return { got: 'pods', pods: await findWriters(ports, effect.plan, effect.selection, signal) }
    case 'find-running-here':
      return { got: 'pods', pods: await findRunning(cluster, effect.plan, signal) }
    case 'stop-here':
      return scaleHere(cluster, effect.workload, 0, signal)
    case 'start-here':
      return scaleHere(cluster, effect.workload, effect.workload.replicas, signal)
    case 'stop-sending':
      await ports.storage.sender?.discardSend(effect.task, signal)
      return done
    case 'send-volume':
      return inReach(ports, migration, signal, () => send(ports, effect, signal))
    case 'compare-volume':
      return inReach(ports, migration, signal, remote => compare(ports, remote, effect, signal))
    case 'apply-there':
      return inReach(ports, migration, signal, remote => applyThere(ports, migration, remote, effect, signal))
    case 'start-there':
      return inReach(ports, migration, signal, remote => startThere(cluster, remote.cluster, effect, signal))
    case 'remove-there':
      return inReach(ports, migration, signal, remote => removeThere(migration, remote, effect.plan, signal))
  }
}

const done: Answer = { got: 'done' }

async function inReach(
  ports: EnginePorts,
  migration: KubeObject,
  signal: Signal,
  work: (remote: RemoteCluster) => Promise<Answer>,
): Promise<Answer> {
  const pair = await openPair(ports, migration, signal)
  if ('remote' in pair) return work(pair.remote)
  // It was there when the migration was planned, so it may come back.
  return { got: 'failure', reason: pair.reason, mayPass: true }
}

async function scaleHere(cluster: Cluster, workload: Workload, replicas: number, signal: Signal): Promise<Answer> {
  const found = await cluster.get(refTo(workload), signal)
  if (found === undefined) return done
  if (replicasOf(found) === replicas) return done
  return written(await cluster.update(scaled(found, replicas, replicas === 0 ? workload.replicas : undefined), signal))
}

async function send({ storage }: EnginePorts, effect: Of<'send-volume'>, signal: Signal): Promise<Answer> {
  const { sender } = storage
  assert(sender !== undefined, 'a plan that copies volumes has somebody to send them')
  const { task: key, snapshot, pairing: remote, name } = effect
  const task = await sender.send({ key, snapshot, remote, name }, signal)
  switch (task.phase) {
    case 'queued':
      return { got: 'running' }
    case 'running': {
      const { doneBytes, totalBytes } = task
      return { got: 'running', progress: { doneBytes, totalBytes } }
    }
    case 'succeeded':
      return { got: 'volume', volume: task.volume, sizeBytes: task.sizeBytes }
    case 'failed': {
      // Its key is free again, so asking once more sends once more.
      if (task.mayPass) await sender.discardSend(key, signal)
      const message = `Claim ${effect.claim}: ${task.message}`
      return { got: 'failure', reason: { code: 'storage-failed', message, blame: 'storage' }, mayPass: task.mayPass }
    }
  }
}

async function compare(
  { storage }: EnginePorts,
  remote: RemoteCluster,
  { snapshot, volume }: Of<'compare-volume'>,
  signal: Signal,
): Promise<Answer> {
  const there = remote.storage?.driver.sender
  const [ours, theirs] = await Promise.all([
    storage.sender?.digest({ snapshot }, signal),
    there?.digest({ volume }, signal),
  ])
  if (ours === undefined) throw new PortError('rejected', `The snapshot ${snapshot} that was copied is gone.`)
  return { got: 'digests', here: ours, there: theirs ?? 'nothing' }
}

async function applyThere(
  ports: EnginePorts,
  migration: KubeObject,
  remote: RemoteCluster,
  { plan, kind, sent }: Of<'apply-there'>,
  signal: Signal,
): Promise<Answer> {
  const known = migratedKinds.find(one => one.kind === kind)
  assert(known !== undefined, `${kind} is migrated`)
  const { name, namespace = '', uid = '' } = migration.metadata
  const at = toIso(ports.clock.now())
  const keepServiceAddresses = valueAt(migration, ['spec', 'skipServiceUpdate']) === true
  const how = { plan, sent, migration: { name, namespace, uid, at }, keepServiceAddresses }
  const objects = await collect(ports.cluster, migration, plan, known, signal)
  const results: ResourceResult[] = []
  for (const object of objects) results.push(await put(remote.cluster, prepared(object, how), uid, signal))
  if (kind === 'PersistentVolumeClaim') {
    const unbound = await firstUnbound(remote.cluster, plan, sent, signal)
    if (unbound !== undefined) {
      const message = `Claim ${unbound} is not bound there yet.`
      return { got: 'failure', reason: { code: 'claim-unbound', message, blame: 'cluster' }, mayPass: true }
    }
    await restoreReclaimPolicies(remote.cluster, plan, signal)
  }
  return { got: 'applied', results }
}

/** The objects of one kind that the migration takes along, as they are now. */
async function collect(
  cluster: Cluster,
  migration: KubeObject,
  plan: MigrationPlan,
  { apiVersion, kind, scope }: MigratedKind,
  signal: Signal,
): Promise<readonly KubeObject[]> {
  const get = (name: string) => cluster.get({ apiVersion, kind, name }, signal)
  if (kind === 'Namespace') return present(await Promise.all(plan.namespaces.map(get)))
  const volumes = present(
    kind === 'StorageClass' || kind === 'PersistentVolume'
      ? await Promise.all(
          plan.volumes.map(({ persistentVolume: name }) =>
            cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, signal),
          ),
        )
      : [],
  )
  if (kind === 'PersistentVolume') return volumes
  if (kind === 'StorageClass') {
    const names = new Set(volumes.flatMap(volume => valueAt(volume, ['spec', 'storageClassName']) ?? []))
    return present(await Promise.all([...names].map(name => get(String(name)))))
  }
  assert(scope === 'Namespaced', `${kind} stands in a namespace`)
  const choice = choiceOf(migration)
  const lists = await Promise.all(
    plan.namespaces.map(namespace => cluster.list({ apiVersion, kind, namespace }, signal)),
  )
  const claims = new Set(plan.volumes.map(({ namespace, claim }) => `${namespace}/${claim}`))
  return lists
    .flatMap(({ items }) => items)
    .filter(object =>
      kind === 'PersistentVolumeClaim'
        ? claims.has(`${object.metadata.namespace}/${object.metadata.name}`)
        : isTaken(object, choice),
    )
}

/** Creates the object, or brings what an earlier migration brought to what it must say. Others' objects are left alone. */
async function put(there: Cluster, object: KubeObject, uid: string, signal: Signal): Promise<ResourceResult> {
  const { apiVersion, kind } = object
  const { name, namespace } = object.metadata
  const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
  const good: ResourceResult = { ...ref, status: 'Successful' }
  const bad = (reason: string): ResourceResult => ({ ...ref, status: 'Failed', reason })
  const made = await there.create(asMadeBy(object, uid), signal)
  if (made.ok) return good
  if (made.because !== 'already-exists') return bad(made.message)
  const found = await there.get(ref, signal)
  if (found === undefined) throw new PortError('unreachable', `${kind} ${name} comes and goes there.`)
  const { annotations = {} } = found.metadata
  // A namespace or a class of that name does, whoever made it; a claim cannot change.
  if (kind === 'Namespace' || kind === 'StorageClass') return { ...good, reason: 'It was there already.' }
  if (annotations[migrated.key] !== 'true') return bad(`There is a ${kind} ${name} there that no migration brought.`)
  if (kind === 'PersistentVolumeClaim') {
    if (valueAt(found, ['spec', 'volumeName']) === valueAt(object, ['spec', 'volumeName'])) return good
    return bad(`The claim ${name} there belongs to another volume.`)
  }
  const sameHash = annotations[resourceHash.key] === object.metadata.annotations?.[resourceHash.key]
  if (sameHash && kind !== 'Deployment' && kind !== 'StatefulSet') return { ...good, reason: 'It was there already.' }
  const creator = annotations[createdByMigration.key]
  const marked = creator === undefined ? object : asMadeBy(object, creator)
  const { uid: itsUid, resourceVersion, creationTimestamp, finalizers } = found.metadata
  const kept = { uid: itsUid, resourceVersion, creationTimestamp, finalizers }
  const claimRef = valueAt(found, ['spec', 'claimRef'])
  const spec =
    kind === 'PersistentVolume' && claimRef !== undefined ? { ...Object(marked.spec), claimRef } : marked.spec
  const update = {
    ...marked,
    ...(spec === undefined ? {} : { spec }),
    ...(found.status === undefined ? {} : { status: found.status }),
    metadata: { ...marked.metadata, ...defined(kept) },
  }
  const updated = await there.update(update, signal)
  if (updated.ok) return good
  if (updated.because === 'rejected') return bad(updated.message)
  throw new PortError('unreachable', `${kind} ${name} was changed there meanwhile.`)
}

async function firstUnbound(
  there: Cluster,
  { volumes }: MigrationPlan,
  sent: readonly SentVolume[],
  signal: Signal,
): Promise<string | undefined> {
  if (sent.length === 0) return undefined
  for (const { namespace, claim: name } of volumes) {
    const claim = await there.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }, signal)
    if (claim === undefined || phaseOf(claim) !== 'Bound') return `${namespace}/${name}`
  }
  return undefined
}

/** While they were not bound, volumes were to be kept whatever happens. */
async function restoreReclaimPolicies(there: Cluster, { volumes }: MigrationPlan, signal: Signal): Promise<void> {
  for (const { persistentVolume: name } of volumes) {
    const volume = await there.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, signal)
    const persistentVolumeReclaimPolicy = volume?.metadata.annotations?.[keptReclaimPolicy.key]
    if (volume === undefined || persistentVolumeReclaimPolicy === undefined) continue
    if (valueAt(volume, ['spec', 'persistentVolumeReclaimPolicy']) === persistentVolumeReclaimPolicy) continue
    const updated = await there.update(
      { ...volume, spec: { ...Object(volume.spec), persistentVolumeReclaimPolicy } },
      signal,
    )
    if (!updated.ok) throw new PortError('unreachable', `PersistentVolume ${name} was changed there meanwhile.`)
  }
}

async function startThere(
  here: Cluster,
  there: Cluster,
  { workload, bothRun }: Of<'start-there'>,
  signal: Signal,
): Promise<Answer> {
  const { kind, namespace, name, replicas } = workload
  const source = await here.get(refTo(workload), signal)
  if (!bothRun && source !== undefined && replicasOf(source) > 0) {
    const message = `${kind} ${namespace}/${name} was started here again, so it is not started there.`
    return { got: 'failure', reason: { code: 'source-active', message, blame: 'cluster' }, mayPass: true }
  }
  const found = await there.get(refTo(workload), signal)
  if (found === undefined) {
    const message = `${kind} ${namespace}/${name} is gone there.`
    return { got: 'failure', reason: { code: 'refused', message, blame: 'cluster' }, mayPass: false }
  }
  if (replicasOf(found) === replicas) return done
  const { [migrated.key]: _, ...labels } = { ...found.metadata.labels }
  const started = scaled({ ...found, metadata: { ...found.metadata, labels } }, replicas, replicas)
  return written(await there.update(started, signal))
}

async function removeThere(
  migration: KubeObject,
  { cluster: there, storage }: RemoteCluster,
  plan: MigrationPlan,
  signal: Signal,
): Promise<Answer> {
  const uid = migration.metadata.uid ?? ''
  const isOurs = (object: KubeObject) => object.metadata.annotations?.[createdByMigration.key] === uid
  const left: string[] = []
  for (const { apiVersion, kind, scope } of [...migratedKinds].reverse()) {
    const lists =
      scope === 'Cluster'
        ? [await there.list({ apiVersion, kind }, signal)]
        : await Promise.all(plan.namespaces.map(namespace => there.list({ apiVersion, kind, namespace }, signal)))
    for (const object of lists.flatMap(({ items }) => items).filter(isOurs)) {
      const { name, namespace } = object.metadata
      const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
      const result = await there.delete(
        ref,
        object.metadata.uid === undefined ? {} : { uid: object.metadata.uid },
        signal,
      )
      if (result === 'deleting' && kind !== 'Namespace') left.push(`${kind} ${name}`)
    }
  }
  if (left.length > 0) {
    const message = `${left.join(', ')} is still being deleted there.`
    return { got: 'failure', reason: { code: 'left-behind', message, blame: 'cluster' }, mayPass: true }
  }
  for (const { persistentVolume: name } of plan.volumes) {
    const other = await there.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, signal)
    // A volume that an earlier migration brought keeps its PersistentVolume, and is kept for it.
    if (other === undefined) await storage?.driver.deleteVolume(name, signal)
  }
  return done
}

function refTo({ kind, namespace, name }: Workload) {
  return { apiVersion: 'apps/v1', kind, namespace, name }
}

function written(result: Awaited<ReturnType<Cluster['update']>>): Answer {
  if (result.ok) return done
  const mayPass = result.because !== 'rejected'
  return { got: 'failure', reason: { code: 'refused', message: result.message, blame: 'cluster' }, mayPass }
}

function present(objects: readonly (KubeObject | undefined)[]): readonly KubeObject[] {
  return objects.flatMap(object => object ?? [])
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
}
