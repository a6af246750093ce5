/** Reads what a restore in place is about, and performs what only restores ask for. */

import { assert } from '../base/index.ts'
import type { ClusterReader, InPlaceRestorer } from '../ports/index.ts'
import { entry, type KubeObject, valueAt } from '../specs/index.ts'
import type { Answer } from './effect.ts'
import type { EnginePorts } from './port-effects.ts'
import type { RestoreEffect } from './restore-effect.ts'
import { foreignWrite } from './restore-guard.ts'
import type { RestoreSource, Workload } from './restore-lifecycle.ts'
import { type PlannedRestore, planRestoreOf, type RestoreSurroundings, restoreSource } from './restore-plan.ts'
import { groupVersion, snapshotVersion } from './snapshot-objects.ts'
import { claimsOf, phaseOf } from './targets.ts'

type Signal = AbortSignal | undefined

export async function performRestore(
  ports: EnginePorts,
  restore: KubeObject,
  effect: RestoreEffect,
  signal: Signal,
): Promise<Answer> {
  switch (effect.do) {
    case 'plan-restore':
      return plan(ports, restore, signal)
    case 'scale':
      return scale(ports, effect.workload, effect.up, signal)
    case 'find-mounts': {
      const namespace = restore.metadata.namespace ?? ''
      const pods = await ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }, signal)
      const claims = effect.members.map(member => member.claim)
      const users = pods.items
        .filter(pod => claimsOf(pod).some(claim => claims.includes(claim)))
        .filter(pod => phaseOf(pod) !== 'Succeeded' && phaseOf(pod) !== 'Failed')
      return { got: 'pods', pods: users.map(({ metadata: { uid = '', name } }) => ({ uid, name })) }
    }
    case 'write-volumes': {
      const { restorer } = ports.storage
      if (restorer === undefined) return unsupported(ports)
      const foreign = await foreignWrite(ports, restore, effect.volumes)
      if (foreign !== undefined)
        return { got: 'failure', reason: { code: 'refused', message: foreign, blame: 'spec' }, mayPass: false }
      const task = await restorer.restore({ key: effect.task, members: effect.volumes }, signal)
      if (task.phase === 'running') return { got: 'running' }
      if (task.phase === 'succeeded') return { got: 'written' }
      const { message, mayPass } = task
      return { got: 'failure', reason: { code: 'storage-failed', message, blame: 'storage' }, mayPass }
    }
    case 'compare': {
      const { restorer } = ports.storage
      if (restorer === undefined) return unsupported(ports)
      const same = await Promise.all(effect.volumes.map(({ volume, from }) => holds(restorer, volume, from, signal)))
      return { got: 'compared', same: same.every(one => one) }
    }
  }
}

async function holds(restorer: InPlaceRestorer, volume: string, from: RestoreSource, signal: Signal): Promise<boolean> {
  const [is, wanted] = await Promise.all([restorer.digest({ volume }, signal), restorer.digest(from, signal)])
  return is !== undefined && is === wanted
}

/** What a restore would do now, for showing it before it is created. */
export async function foreseeRestore(
  ports: EnginePorts,
  restore: KubeObject,
  signal?: AbortSignal,
): Promise<PlannedRestore> {
  const answer = await plan(ports, restore, signal)
  if (answer.got === 'restore-plan') return { plan: answer.plan }
  assert(answer.got === 'problem', 'a restore is planned or hindered')
  return { problem: answer.reason, mayPass: answer.mayPass }
}

async function plan(ports: EnginePorts, restore: KubeObject, signal: Signal): Promise<Answer> {
  if (ports.storage.restorer === undefined) {
    const message = `The storage ${ports.storage.name} cannot restore volumes in place. Clone the snapshot instead.`
    return { got: 'problem', reason: { code: 'unsupported', message, blame: 'storage' }, mayPass: false }
  }
  const source = restoreSource(restore)
  if ('problem' in source) return { got: 'problem', reason: source.problem, mayPass: source.mayPass }
  const { cluster } = ports
  const { namespace, name, group } = source
  const names = group ? await memberNames(cluster, namespace, name, signal) : [name]
  if (names === undefined) return groupMissing(name)
  const list = async (apiVersion: string, kind: string) =>
    (await cluster.list({ apiVersion, kind, namespace }, signal)).items
  const [claims, pods, replicaSets, deployments, statefulSets, restores, snapshots] = await Promise.all([
    list('v1', 'PersistentVolumeClaim'),
    list('v1', 'Pod'),
    list('apps/v1', 'ReplicaSet'),
    list('apps/v1', 'Deployment'),
    list('apps/v1', 'StatefulSet'),
    list(groupVersion, 'VolumeSnapshotRestore'),
    Promise.all(names.map(one => snapshotWithData(cluster, namespace, one, signal))),
  ])
  const volumes = await volumesOf(cluster, claims, snapshots, signal)
  const around: RestoreSurroundings = {
    snapshots,
    claims,
    volumes,
    pods,
    owners: [...replicaSets, ...deployments, ...statefulSets],
    others: restores.filter(other => other.metadata.uid !== restore.metadata.uid),
  }
  const planned = planRestoreOf(restore, around)
  if ('problem' in planned) return { got: 'problem', reason: planned.problem, mayPass: planned.mayPass }
  if (ports.storage.cloud === undefined && planned.plan.members.some(member => member.cloud !== undefined)) {
    const message = `The snapshot is kept in an object store, which the storage ${ports.storage.name} does not reach.`
    return { got: 'problem', reason: { code: 'unsupported', message, blame: 'storage' }, mayPass: false }
  }
  return { got: 'restore-plan', plan: planned.plan }
}

async function memberNames(
  cluster: ClusterReader,
  namespace: string,
  name: string,
  signal: Signal,
): Promise<readonly string[] | undefined> {
  const group = await cluster.get({ apiVersion: groupVersion, kind: 'GroupVolumeSnapshot', namespace, name }, signal)
  if (group === undefined) return undefined
  const members = valueAt(group, ['status', 'volumeSnapshots'])
  if (!Array.isArray(members)) return []
  return members.flatMap(member => {
    const snapshot = entry(member, 'VolumeSnapshotName')
    return typeof snapshot === 'string' && snapshot !== '' ? [snapshot] : []
  })
}

function groupMissing(name: string): Answer {
  const message = `GroupVolumeSnapshot ${name} does not exist. Leave groupSnapshot out for a single VolumeSnapshot.`
  return { got: 'problem', reason: { code: 'snapshot-missing', message, blame: 'spec' }, mayPass: false }
}

async function snapshotWithData(cluster: ClusterReader, namespace: string, name: string, signal: Signal) {
  const snapshot = await cluster.get({ apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace, name }, signal)
  const dataName = entry(snapshot?.spec, 'snapshotDataName')
  if (typeof dataName !== 'string') return { name, snapshot, data: undefined }
  const ref = { apiVersion: snapshotVersion, kind: 'VolumeSnapshotData', name: dataName }
  return { name, snapshot, data: await cluster.get(ref, signal) }
}

async function volumesOf(
  cluster: ClusterReader,
  claims: readonly KubeObject[],
  snapshots: RestoreSurroundings['snapshots'],
  signal: Signal,
): Promise<readonly KubeObject[]> {
  const wanted = snapshots.map(({ snapshot }) => entry(snapshot?.spec, 'persistentVolumeClaimName'))
  const names = claims
    .filter(claim => wanted.includes(claim.metadata.name))
    .flatMap(claim => valueAt(claim, ['spec', 'volumeName']))
  const found = await Promise.all(
    names.map(async name =>
      typeof name === 'string' ? cluster.get({ apiVersion: 'v1', kind: 'PersistentVolume', name }, signal) : undefined,
    ),
  )
  return found.filter(volume => volume !== undefined)
}

// Up: only what stands at 0 is ours to start; somebody who has started it already has decided for himself.
async function scale({ cluster }: EnginePorts, workload: Workload, up: boolean, signal: Signal): Promise<Answer> {
  const { apiVersion, kind, namespace, name, uid, replicas } = workload
  const found = await cluster.get({ apiVersion, kind, namespace, name }, signal)
  if (found === undefined || found.metadata.uid !== uid) return { got: 'done' }
  const now = entry(found.spec, 'replicas') ?? 1
  const wanted = up ? replicas : 0
  if (now === wanted || (up && now !== 0)) return { got: 'done' }
  const spec = { ...(found.spec as Readonly<Record<string, unknown>>), replicas: wanted }
  const written = await cluster.update({ ...found, spec }, signal)
  if (written.ok || written.because === 'not-found') return { got: 'done' }
  const reason = { code: 'refused', message: written.message, blame: 'cluster' } as const
  return { got: 'failure', reason, mayPass: written.because !== 'rejected' }
}

function unsupported({ storage }: EnginePorts): Answer {
  const message = `The storage ${storage.name} cannot restore volumes in place.`
  return { got: 'failure', reason: { code: 'unsupported', message, blame: 'storage' }, mayPass: false }
}
