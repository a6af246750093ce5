/** What becomes of volumes that are put back in place, by either executor: workloads stand still, nobody is frozen. */

import { planRestoreOf, restoreSource } from '../../engine/index.ts'
import { entry, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import { noFreeze, type ObjectRun, type PlannedWrite, type RunFinding } from './object-run.ts'
import { noRun, spelled, surroundings } from './snapshot-writes.ts'

export function planOurRestore(spec: KubeObject, around: readonly KubeObject[]): ObjectRun {
  const object = refOf(spec)
  const { namespace = 'default', name } = spec.metadata
  const planned = foreseen(spec, around)
  if ('problem' in planned) {
    const { code, message } = planned.problem
    return noRun({ code: `plan/${code}`, severity: 'error', object, message })
  }
  const { members, workloads } = planned.plan
  const claims = members.map(({ claim }) => claim)
  const scaled = workloads.map(
    ({ kind, name: workload }): PlannedWrite => ({ verb: 'update', kind, namespace, name: workload }),
  )
  const stopped = spelled(workloads.map(workload => `${workload.kind} ${workload.name}`))
  const fetched = members.some(member => member.cloud !== undefined)
  return {
    members: members.map(({ claim, volume }) => ({ namespace, claim, volume })),
    commands: [],
    freeze: noFreeze(
      workloads.length === 0
        ? 'Nothing is frozen, and nobody uses the claims, so nobody is stopped.'
        : `Nothing is frozen: ${stopped} stands still instead, with no pods, until the volumes are written and compared.`,
    ),
    writes: [
      { verb: 'update', kind: spec.kind, namespace, name },
      // Down, and up again.
      ...scaled,
      ...scaled,
    ],
    permissions: [
      { verb: 'list', resource: 'persistentvolumeclaims', namespace },
      { verb: 'list', resource: 'pods', namespace },
      { verb: 'get', resource: 'volumesnapshotdatas' },
      { verb: 'update', resource: 'volumesnapshotrestores', namespace },
      ...workloads.map(({ kind }) => ({ verb: 'update', resource: `${kind.toLowerCase()}s`, namespace })),
    ],
    steps: [
      'The plan is stored on the object, with the replicas of every workload.',
      ...(fetched ? ['The backups are fetched into volumes of their own; the application still runs.'] : []),
      ...(workloads.length === 0 ? [] : [`${stopped} is scaled down, and its pods are waited for.`]),
      `A safety snapshot of ${spelled(claims)} is taken as it is now.`,
      `The storage writes the snapshots' bytes into ${spelled(claims)}, all or none, and they are compared.`,
      'If that fails, the volumes are turned back to the safety snapshot.',
      ...(workloads.length === 0 ? [] : [`${stopped} gets its replicas again.`]),
    ],
    findings: [],
  }
}

/** Source: STORK, snapshot restore controller. */
export function planStorkRestore(spec: KubeObject, around: readonly KubeObject[]): ObjectRun {
  const object = refOf(spec)
  const { namespace = 'default', name } = spec.metadata
  // STORK restores into the namespace of the snapshot, wherever the restore is.
  const home = textOf(entry(spec.spec, 'sourceNamespace')) || namespace
  const seen = storkView(spec, home)
  const planned = foreseen(seen, around)
  const found: RunFinding[] = []
  const say = (severity: RunFinding['severity'], code: string, message: string) =>
    found.push({ code: `plan/${code}`, severity, object, message })
  const refusal = 'problem' in planned && !storkAllows.has(planned.problem.code) ? planned.problem : undefined
  if (refusal !== undefined)
    return noRun({
      code: `plan/${refusal.code}`,
      severity: 'error',
      object,
      message: `${refusal.message} STORK writes an event and tries again for ever.`,
    })
  const names = snapshotsOf(seen, around, home)
  const near = surroundings({ ...seen, metadata: { ...seen.metadata, namespace: home } }, around)
  const claims = names.flatMap(one => claimOfSnapshot(around, home, one) ?? [])
  const pods = near.pods.filter(pod => claims.some(claim => uses(pod, claim)))
  const foreign = pods.find(pod => textOf(entry(pod.spec, 'schedulerName')) !== 'stork')
  if (foreign !== undefined)
    say(
      'error',
      'scheduler-not-stork',
      `Pod ${foreign.metadata.name} is not scheduled by stork. STORK marks the claim, refuses, and tries again for ever; the mark stays.`,
    )
  if (isMap(entry(spec.spec, 'pvcs')))
    say('error', 'pvcs-unsupported', 'spec.pvcs is not supported: STORK fails the restore after it deleted the pods.')
  if (claims.length > 1)
    say('warning', 'not-atomic', 'STORK restores one volume after the other: a failure leaves some old and some new.')
  const marks = claims.map(
    (claim): PlannedWrite => ({ verb: 'update', kind: 'PersistentVolumeClaim', namespace: home, name: claim }),
  )
  const members = 'plan' in planned ? planned.plan.members : []
  return {
    members: members.map(({ claim, volume }) => ({ namespace: home, claim, volume })),
    commands: [],
    freeze: noFreeze(
      pods.length === 0
        ? 'Nothing is frozen, and nobody uses the claims.'
        : `Nothing is frozen: STORK deletes ${spelled(pods.map(pod => pod.metadata.name))}, and they stay down until the volumes are written.`,
    ),
    writes: [
      { verb: 'update', kind: spec.kind, namespace, name },
      ...marks,
      ...pods.map(pod => ({ verb: 'delete', kind: 'Pod', namespace: home, name: pod.metadata.name }) as const),
      ...marks,
    ],
    permissions: [],
    steps: [
      ...(claims.length === 0 ? [] : [`The claims ${spelled(claims)} are marked as being restored.`]),
      ...(pods.length === 0 ? [] : [`STORK deletes the pods that use them, after it looked who scheduled them.`]),
      'Each volume is restored by itself, with up to five calls; nothing is saved before and nothing compared after.',
      'The marks are removed, and the pods may be scheduled again.',
    ],
    findings: found,
  }
}

/** What our engine refuses and STORK does all the same. */
const storkAllows: ReadonlySet<string> = new Set(['in-use'])

function storkView(spec: KubeObject, home: string): KubeObject {
  const rest = isMap(spec.spec) ? Object.fromEntries(Object.entries(spec.spec).filter(([key]) => key !== 'pvcs')) : {}
  return { ...spec, metadata: { ...spec.metadata, namespace: home }, spec: rest }
}

function foreseen(spec: KubeObject, around: readonly KubeObject[]): ReturnType<typeof planRestoreOf> {
  const namespace = spec.metadata.namespace ?? 'default'
  const object = { ...spec, metadata: { ...spec.metadata, namespace } }
  const source = restoreSource(object)
  if ('problem' in source) return source
  const here = around.filter(({ metadata }) => (metadata.namespace ?? 'default') === namespace)
  const of = (...kinds: readonly string[]) => here.filter(({ kind }) => kinds.includes(kind))
  const { volumes, claims, pods } = surroundings(object, around)
  return planRestoreOf(object, {
    snapshots: snapshotsOf(object, around, namespace).map(name => {
      const snapshot = snapshotNamed(around, namespace, name)
      const data = textOf(entry(snapshot?.spec, 'snapshotDataName'))
      return {
        name,
        snapshot,
        data: around.find(({ kind, metadata }) => kind === 'VolumeSnapshotData' && metadata.name === data),
      }
    }),
    claims,
    volumes,
    pods,
    owners: of('Deployment', 'StatefulSet', 'ReplicaSet'),
    others: of('VolumeSnapshotRestore').filter(({ metadata }) => metadata.name !== object.metadata.name),
  })
}

/** The VolumeSnapshots that a restore names: one, or the members of a group. */
function snapshotsOf(spec: KubeObject, around: readonly KubeObject[], namespace: string): readonly string[] {
  const name = textOf(entry(spec.spec, 'sourceName')) ?? ''
  if (entry(spec.spec, 'groupSnapshot') !== true) return [name]
  const group = around.find(
    ({ kind, metadata }) =>
      kind === 'GroupVolumeSnapshot' && metadata.name === name && metadata.namespace === namespace,
  )
  const members = valueAt(group, ['status', 'volumeSnapshots'])
  return (Array.isArray(members) ? members : []).flatMap(
    member => textOf(entry(member, 'VolumeSnapshotName') ?? entry(member, 'volumeSnapshotName')) ?? [],
  )
}

function snapshotNamed(around: readonly KubeObject[], namespace: string, name: string): KubeObject | undefined {
  return around.find(
    ({ kind, apiVersion, metadata }) =>
      kind === 'VolumeSnapshot' &&
      !apiVersion.startsWith('snapshot.storage.k8s.io/') &&
      metadata.name === name &&
      metadata.namespace === namespace,
  )
}

function claimOfSnapshot(around: readonly KubeObject[], namespace: string, name: string): string | undefined {
  return textOf(entry(snapshotNamed(around, namespace, name)?.spec, 'persistentVolumeClaimName'))
}

function uses(pod: KubeObject, claim: string): boolean {
  const volumes = valueAt(pod, ['spec', 'volumes'])
  return (Array.isArray(volumes) ? volumes : []).some(
    volume => valueAt(volume, ['persistentVolumeClaim', 'claimName']) === claim,
  )
}
