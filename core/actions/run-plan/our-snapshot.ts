/** What our engine does for a snapshot, single or group. */

import {
  type Command,
  groupVolumeSnapshotSettings,
  resolveTargets,
  type SnapshotSettings,
  type Targets,
  volumeSnapshotSettings,
  type Wave,
} from '../../engine/index.ts'
import { type KubeObject, locksOf, studyCommand } from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import { noFreeze, type ObjectRun, type Permission, type PlannedCommand, type PlannedFreeze } from './object-run.ts'
import { noRun, spelled, surroundings, writesOfSnapshot } from './snapshot-writes.ts'

/** Typical times in milliseconds: one command there and back, and a storage snapshot. Measured in the simulator. */
const execMs = 150
const snapshotMs = 500

export function planOurSnapshot(spec: KubeObject, around: readonly KubeObject[]): ObjectRun {
  const ref = refOf(spec)
  const { namespace = 'default' } = spec.metadata
  const resolved = resolveTargets(spec, surroundings(spec, around))
  if ('problem' in resolved) {
    const { code, message } = resolved.problem
    return noRun({ code: `plan/${code}`, severity: 'error', object: ref, message })
  }
  const { members, targets, pre, post, notes } = resolved.targets
  const settings =
    spec.kind === 'GroupVolumeSnapshot' ? groupVolumeSnapshotSettings(spec) : volumeSnapshotSettings(spec)
  const commands = [...commandsOf('pre', pre, targets), ...commandsOf('post', post, targets)]
  const claims = members.map(({ claim }) => claim)
  return {
    members: members.map(({ claim, volume }) => ({ namespace, claim, volume })),
    commands,
    freeze: freezeOf(resolved.targets, settings),
    writes: writesOfSnapshot(spec, claims, ['update']),
    permissions: permissionsOf(spec, namespace, commands.length > 0),
    steps: steps(claims, resolved.targets, settings),
    findings: notes.map(message => ({ code: 'plan/note', severity: 'warning', object: ref, message })),
  }
}

export function commandsOf(
  when: 'pre' | 'post',
  waves: readonly Wave[],
  targets: Targets['targets'],
): readonly PlannedCommand[] {
  return waves.flat().flatMap(({ target, text, holds }: Command) => {
    const where = targets[target]
    if (where === undefined) return []
    const { namespace, pod, container } = where
    return [{ when, namespace, pod, container, command: text, background: holds }]
  })
}

function freezeOf({ pre, post }: Targets, { freezeBudgetMs }: SnapshotSettings): PlannedFreeze {
  const commands = pre.flat()
  if (commands.length === 0) return noFreeze('No rule asks the application to stand still.')
  const holds = commands.some(command => command.holds)
  const locks = commands.some(({ text }) => locksOf(studyCommand(text)).length > 0)
  const typicalMs = pre.length * execMs + snapshotMs + execMs
  const budget = `${freezeBudgetMs / 1000} s`
  if (holds) {
    const because = `A hold ends when the storage has its copy, and by itself ${budget} after the plan is written down, even if nobody is left to release it.`
    return { typicalMs, longestMs: freezeBudgetMs, because }
  }
  if (post.flat().length > 0) {
    const because = `The post rule runs when the storage has its copy; a watchdog in the container runs it ${budget} after the plan is written down at the latest.`
    return { typicalMs, longestMs: freezeBudgetMs, because }
  }
  if (locks) {
    const because = 'The pre rule takes a lock that outlives its command, and there is no post rule to release it.'
    return { typicalMs, longestMs: null, because }
  }
  return noFreeze('The pre rule flushes, and leaves no lock behind that is known.')
}

function steps(claims: readonly string[], { pre, post }: Targets, settings: SnapshotSettings): readonly string[] {
  const { attempts } = settings
  const together = claims.length > 1 ? ', all at one instant' : ''
  return [
    'The plan is stored on the object before the first command.',
    ...(pre.flat().length === 0 ? [] : ['The pre rule runs, action after action, in all its pods at once.']),
    `The storage snapshots ${spelled(claims)}${together}.`,
    ...(pre.flat().some(({ holds }) => holds) ? ['The holds are released.'] : []),
    ...(post.flat().length === 0 ? [] : ['The post rule runs, also when the snapshot failed.']),
    ...(settings.cloud === undefined ? [] : ['The copies are uploaded; nothing is frozen any more.']),
    'The copies are recorded in the cluster, with the evidence of who was frozen when.',
    attempts === 1
      ? 'A failed attempt is discarded, and the object fails.'
      : `A failed attempt is discarded and quiesces again, ${attempts} attempts in all; then the object fails.`,
  ]
}

function permissionsOf(spec: KubeObject, namespace: string, runsCommands: boolean): readonly Permission[] {
  const owner = spec.kind === 'GroupVolumeSnapshot' ? 'groupvolumesnapshots' : 'volumesnapshots'
  return [
    { verb: 'list', resource: 'persistentvolumeclaims', namespace },
    { verb: 'list', resource: 'pods', namespace },
    { verb: 'get', resource: 'persistentvolumes' },
    { verb: 'get', resource: 'rules', namespace },
    ...(runsCommands ? [{ verb: 'create', resource: 'pods/exec', namespace }] : []),
    { verb: 'update', resource: owner, namespace },
    { verb: 'create', resource: 'volumesnapshotdatas' },
    ...(spec.kind === 'GroupVolumeSnapshot' ? [{ verb: 'create', resource: 'volumesnapshots', namespace }] : []),
  ]
}
