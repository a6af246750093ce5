/** What STORK really does for a snapshot, single or group. Source: STORK, rule runner and freeze windows. */

import { parseQuantity } from '../../base/index.ts'
import { annotationsOf, type KubeObject, snapshotType, textOf, valueAt } from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import type { ObjectRun, PlannedCommand, PlannedMember, PlannedWrite, RunFinding } from './object-run.ts'
import { noRun, spelled, surroundings, writesOfSnapshot } from './snapshot-writes.ts'
import { storkFreeze } from './stork-freeze.ts'
import { type StorkAction, storkClaims, storkCommands } from './stork-rule.ts'

export function planStorkSnapshot(spec: KubeObject, around: readonly KubeObject[]): ObjectRun {
  const object = refOf(spec)
  const { namespace = 'default' } = spec.metadata
  const near = surroundings(spec, around)
  const found: RunFinding[] = []
  const error = (code: string, message: string) =>
    found.push({ code: `plan/${code}`, severity: 'error', object, message })
  const claims = storkClaims(spec, near.claims)
  if (claims.length === 0) {
    const wait = spec.kind === 'GroupVolumeSnapshot' ? 'with a warning event each time' : 'and says so only in its log'
    return noRun({
      code: 'plan/no-claims',
      severity: 'error',
      object,
      message: `There is no claim for it. STORK tries again for ever, ${wait}.`,
    })
  }
  const unbound = claims.find(claim => valueAt(claim, ['status', 'phase']) !== 'Bound')
  if (unbound !== undefined)
    error('claim-unbound', `The claim ${unbound.metadata.name} is not bound. STORK tries again for ever.`)
  const pre = storkCommands('pre', spec, near)
  const post = storkCommands('post', spec, near)
  found.push(...pre.findings, ...post.findings)
  const cloud = isCloud(spec)
  const members = claims.map(
    (claim): PlannedMember => ({ namespace, claim: claim.metadata.name, volume: volumeOf(claim, near.volumes) }),
  )
  const names = members.map(({ claim }) => claim)
  const background = pre.commands.filter(command => command.background)
  return {
    members,
    commands: [...pre.commands, ...post.commands],
    freeze: storkFreeze(spec, pre.actions, post.commands.length > 0, cloud, sizeOf(claims)),
    writes: [...executorPods(pre.actions), ...writesOfSnapshot(spec, names, ['update'])],
    permissions: [],
    steps: steps(spec, names, { pre: pre.commands, post: post.commands, cloud, background: background.length > 0 }),
    findings: found,
  }
}

function steps(
  spec: KubeObject,
  claims: readonly string[],
  run: {
    readonly pre: readonly PlannedCommand[]
    readonly post: readonly PlannedCommand[]
    readonly cloud: boolean
    readonly background: boolean
  },
): readonly string[] {
  const foreground = run.pre.some(command => !command.background)
  const group = spec.kind === 'GroupVolumeSnapshot'
  return [
    ...(foreground ? ['The pre rule runs in all its pods; a command that fails is tried 12 times, 5 s apart.'] : []),
    ...(run.background ? ['An executor pod starts the command that holds, and STORK sleeps 30 s for each.'] : []),
    `The back end ${run.cloud ? 'begins to upload' : 'snapshots'} ${spelled(claims)}.`,
    ...(run.cloud && run.post.length > 0 ? ['STORK waits until all uploads are complete.'] : []),
    ...(run.background && group ? ['The holds are released, which they notice within 2 s.'] : []),
    ...(run.post.length > 0 ? ['The post rule runs; it is not run when the pre rule failed.'] : []),
    ...(run.background && !group ? ['The holds are released, which they notice within 2 s.'] : []),
    group
      ? 'A failure is tried again with growing pauses, up to 1000 s, for ever.'
      : 'A failure is tried again from the start, up to 122 s apart, for ever.',
  ]
}

/** Each background action has a pod that starts it. Source: STORK's name formats. */
function executorPods(actions: readonly StorkAction[]): readonly PlannedWrite[] {
  const count = actions.filter(action => action.background && action.reached > 0).length
  const pod = { kind: 'Pod', namespace: 'kube-system', name: 'pod-cmd-executor-<task>' } as const
  return Array.from({ length: count }, () => [
    { verb: 'create', ...pod } as const,
    { verb: 'delete', ...pod } as const,
  ]).flat()
}

function isCloud(spec: KubeObject): boolean {
  const type = valueAt(spec, ['spec', 'options', snapshotType.key]) ?? annotationsOf(spec)[snapshotType.key]
  return type === 'cloud'
}

function sizeOf(claims: readonly KubeObject[]): number {
  return claims.reduce(
    (sum, claim) =>
      sum + (parseQuantity(textOf(valueAt(claim, ['spec', 'resources', 'requests', 'storage'])) ?? '') ?? 0),
    0,
  )
}

function volumeOf(claim: KubeObject, volumes: readonly KubeObject[]): string {
  const name = textOf(valueAt(claim, ['spec', 'volumeName'])) ?? ''
  const volume = volumes.find(one => one.metadata.name === name)
  return (
    textOf(valueAt(volume, ['spec', 'csi', 'volumeHandle'])) ??
    textOf(valueAt(volume, ['spec', 'portworxVolume', 'volumeID'])) ??
    name
  )
}
