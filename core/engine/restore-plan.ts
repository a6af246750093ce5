/** What a restore in place means in the cluster as it is now, or why it must not begin. Nothing is stopped yet. */

import { parseQuantity, spellBytes } from '../base/index.ts'
import {
  annotationsOf,
  entry,
  type KubeObject,
  lifecycle,
  scaleDown,
  sizeBytes,
  textOf,
  valueAt,
} from '../specs/index.ts'
import { isSnapshotReady } from './clone-plan.ts'
import type { Reason } from './reason.ts'
import type { RestoreMember, RestorePlan, Workload } from './restore-lifecycle.ts'
import { claimsOf, phaseOf, volumeHandle } from './targets.ts'

/** What was read for the plan, all of it of the namespace of the restore. */
export type RestoreSurroundings = {
  /** The members' VolumeSnapshots with their VolumeSnapshotData, as far as they exist, in the order of the group. */
  readonly snapshots: readonly {
    readonly name: string
    readonly snapshot: KubeObject | undefined
    readonly data: KubeObject | undefined
  }[]
  readonly claims: readonly KubeObject[]
  readonly volumes: readonly KubeObject[]
  readonly pods: readonly KubeObject[]
  /** Deployments, StatefulSets and ReplicaSets. */
  readonly owners: readonly KubeObject[]
  /** The other restores of the namespace. */
  readonly others: readonly KubeObject[]
}

export type PlannedRestore = { readonly plan: RestorePlan } | RestoreProblem
export type RestoreProblem = { readonly problem: Reason; readonly mayPass: boolean }

/** The snapshot that a restore names, or what is wrong with its spec. */
export function restoreSource(
  restore: KubeObject,
): { readonly name: string; readonly namespace: string; readonly group: boolean } | RestoreProblem {
  const name = textOf(entry(restore.spec, 'sourceName')) ?? ''
  const own = restore.metadata.namespace ?? ''
  const namespace = textOf(entry(restore.spec, 'sourceNamespace')) ?? own
  if (name === '') return problem('snapshot-missing', 'The restore names no snapshot: spec.sourceName is missing.')
  const pvcs = entry(restore.spec, 'pvcs')
  if (pvcs !== undefined && pvcs !== null)
    return problem('unsupported', 'spec.pvcs is not supported: a snapshot goes back to the claims it was taken of.')
  if (namespace !== own && namespace !== '')
    return problem(
      'namespace-refused',
      `The restore is in ${own} and would overwrite claims in ${namespace}. Create it in ${namespace}.`,
    )
  return { name, namespace: own, group: entry(restore.spec, 'groupSnapshot') === true }
}

export function planRestoreOf(restore: KubeObject, around: RestoreSurroundings): PlannedRestore {
  const members: RestoreMember[] = []
  if (around.snapshots.length === 0) return problem('snapshot-not-ready', 'The group has no members yet.', true)
  for (const one of around.snapshots) {
    const member = memberOf(one, around)
    if ('problem' in member) return member
    members.push(member)
  }
  const twice = members.find((member, index) => members.findIndex(other => other.claim === member.claim) !== index)
  if (twice !== undefined) return problem('unsupported', `Two members of the group are snapshots of ${twice.claim}.`)
  const rival = around.others.find(other => overlaps(other, members))
  if (rival !== undefined)
    return problem('in-use', `The restore ${rival.metadata.name} is overwriting one of the claims.`, true)
  const workloads = workloadsOf(restore, members, around)
  return 'problem' in workloads ? workloads : { plan: { members, workloads: workloads.found } }
}

function memberOf(
  { name, snapshot, data }: RestoreSurroundings['snapshots'][number],
  around: RestoreSurroundings,
): RestoreMember | RestoreProblem {
  if (snapshot === undefined) return problem('snapshot-missing', `VolumeSnapshot ${name} does not exist.`)
  if (snapshot.metadata.deletionTimestamp !== undefined)
    return problem('snapshot-missing', `VolumeSnapshot ${name} is being deleted.`)
  const source = valueAt(data, ['spec', 'portworxVolume'])
  const handle = textOf(entry(source, 'snapshotId'))
  if (!isSnapshotReady(snapshot) || handle === undefined)
    return problem('snapshot-not-ready', `VolumeSnapshot ${name} is not ready.`, true)
  const claimName = textOf(entry(snapshot.spec, 'persistentVolumeClaimName')) ?? ''
  const claim = around.claims.find(one => one.metadata.name === claimName)
  if (claim === undefined)
    return problem('claim-missing', `Claim ${claimName} does not exist any more. Clone the snapshot instead.`)
  const volumeName = textOf(valueAt(claim, ['spec', 'volumeName']))
  if (phaseOf(claim) !== 'Bound' || volumeName === undefined)
    return problem('claim-unbound', `Claim ${claimName} is ${phaseOf(claim)}, not Bound, so it has no volume.`, true)
  const object = around.volumes.find(one => one.metadata.name === volumeName)
  const volume = object === undefined ? undefined : volumeHandle(object)
  if (object === undefined || volume === undefined)
    return problem('claim-not-ours', `The volume ${volumeName} of claim ${claimName} is not one of this storage.`)
  const was = takenOf(snapshot, claimName)
  if (was !== undefined && was !== volume) {
    const message = `Claim ${claimName} was made anew since the snapshot: it has volume ${volume}, the snapshot is of ${was}.`
    return problem('claim-not-ours', `${message} Clone the snapshot instead.`)
  }
  const room = parseQuantity(textOf(valueAt(object, ['spec', 'capacity', 'storage'])) ?? '')
  const needed = Number(valueAt(data, ['metadata', 'annotations', sizeBytes.key]) ?? Number.NaN)
  if (room !== undefined && needed > room) {
    const message = `The snapshot is of ${spellBytes(needed)}; claim ${claimName} has room for ${spellBytes(room)}.`
    return problem('claim-too-small', message)
  }
  const member = { claim: claimName, namespace: claim.metadata.namespace ?? '', volume, snapshot: name, handle }
  if (entry(source, 'snapshotType') !== 'cloud') return member
  const credential = textOf(entry(source, 'snapshotCloudCredID'))
  return { ...member, cloud: credential === undefined || credential === '' ? {} : { credential } }
}

/** The volume that the snapshot was taken of, where the snapshot says it. */
function takenOf(snapshot: KubeObject, claim: string): string | undefined {
  const stored = parse(annotationsOf(snapshot)[lifecycle.key])
  const copies = entry(stored, 'copies')
  if (!Array.isArray(copies)) return undefined
  const copy = copies.find(one => valueAt(one, ['member', 'claim']) === claim)
  return textOf(valueAt(copy, ['member', 'volume']))
}

/** Whether another restore has begun to overwrite one of the members. */
function overlaps(other: KubeObject, members: readonly RestoreMember[]): boolean {
  const stored = parse(annotationsOf(other)[lifecycle.key])
  const stage = textOf(entry(stored, 'stage'))
  const theirs = valueAt(stored, ['plan', 'members'])
  if (stage === undefined || idle.has(stage) || !Array.isArray(theirs)) return false
  return theirs.some(one => members.some(member => member.volume === entry(one, 'volume')))
}

const idle: ReadonlySet<string> = new Set(['Pending', 'Fetching', 'Final', 'Deleting', 'Gone'])

function workloadsOf(
  restore: KubeObject,
  members: readonly RestoreMember[],
  { pods, owners }: RestoreSurroundings,
): { readonly found: readonly Workload[] } | RestoreProblem {
  const users = pods
    .filter(pod => phaseOf(pod) !== 'Succeeded' && phaseOf(pod) !== 'Failed')
    .filter(pod => claimsOf(pod).some(claim => members.some(member => member.claim === claim)))
  const [user] = users
  const wish = annotationsOf(restore)[scaleDown.key]
  if (user !== undefined && wish === 'false')
    return problem('in-use', `Pod ${user.metadata.name} uses a claim, and ${scaleDown.key} forbids to stop it.`)
  const found = new Map<string, Workload>()
  for (const pod of users) {
    const workload = workloadOf(pod, owners)
    if (workload === undefined) {
      const message = `Pod ${pod.metadata.name} uses a claim and belongs to no Deployment or StatefulSet, so nobody would start it again. Delete it first.`
      return problem('in-use', message)
    }
    found.set(workload.uid, workload)
  }
  return { found: [...found.values()] }
}

function workloadOf(pod: KubeObject, owners: readonly KubeObject[]): Workload | undefined {
  let owner = ownerOf(pod, owners)
  if (owner?.kind === 'ReplicaSet') owner = ownerOf(owner, owners)
  if (owner === undefined || (owner.kind !== 'Deployment' && owner.kind !== 'StatefulSet')) return undefined
  const { apiVersion, kind, metadata, spec } = owner
  const replicas = entry(spec, 'replicas')
  return {
    apiVersion,
    kind,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    replicas: typeof replicas === 'number' ? replicas : 1,
  }
}

function ownerOf(object: KubeObject, owners: readonly KubeObject[]): KubeObject | undefined {
  const reference = object.metadata.ownerReferences?.find(one => one.controller === true)
  return reference === undefined ? undefined : owners.find(owner => owner.metadata.uid === reference.uid)
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function problem(code: Reason['code'], message: string, mayPass = false): RestoreProblem {
  return { problem: { code, message, blame: 'spec' }, mayPass }
}
