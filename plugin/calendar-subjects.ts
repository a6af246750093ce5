/** The policies and schedules that a calendar is asked for: in files, in a cluster, or built into STORK. */

import { fromIso, type Instant } from '@pxsnap/core/base'
import {
  builtInPolicies,
  builtInPolicy,
  type KubeObject,
  namespacedSchedulePolicy,
  schedulePolicy,
  textOf,
  valueAt,
  volumeSnapshotSchedule,
} from '@pxsnap/core/specs'
import type { InvocationOf } from './args.ts'
import type { Face } from './face.ts'
import { readManifests } from './manifests.ts'
import { inWorld } from './open-world.ts'
import { Problem } from './problem.ts'

export type CalendarSubject = {
  readonly policy: KubeObject
  readonly schedule?: KubeObject
  /** Since when the schedule has been running. */
  readonly since?: Instant
}

/** `now` is the time of the cluster, where there is one. Throws a Problem where something is not there. */
export async function calendarSubjects(
  face: Face,
  { flags, positionals, global }: InvocationOf<'calendar'>,
): Promise<{ readonly subjects: readonly CalendarSubject[]; readonly now?: Instant }> {
  if (flags.filename.length > 0) {
    const { objects } = await readManifests(face, flags.filename, { recursive: flags.recursive, command: 'calendar' })
    return { subjects: subjectsAmong(objects, positionals, undefined, 'these files') }
  }
  const inCluster = global.sim !== undefined || (face.env.PXSNAP_SIM ?? '') !== ''
  const builtIn = positionals.map(builtInPolicy)
  if (!inCluster && positionals.length > 0 && builtIn.every(policy => policy !== undefined))
    return { subjects: builtIn.map(policy => ({ policy })) }
  if (!inCluster && positionals.length === 0)
    throw new Problem('usage', 'calendar needs a file, or a cluster.', 'kubectl pxsnap calendar -f policy.yaml')
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const { cluster } = world.ports
    const kinds = [schedulePolicy, namespacedSchedulePolicy, volumeSnapshotSchedule]
    const lists = await world.drive(
      Promise.all(kinds.map(({ apiVersion, kind }) => cluster.list({ apiVersion, kind }))),
    )
    const objects = lists.flatMap(({ items }) => items)
    return { subjects: subjectsAmong(objects, positionals, world.namespace, 'the cluster'), now: world.now() }
  })
}

/** The subjects of those names; without names, every schedule, and every policy that none of them follows. */
export function subjectsAmong(
  objects: readonly KubeObject[],
  names: readonly string[],
  namespace: string | undefined,
  where: string,
): readonly CalendarSubject[] {
  const isHere = (object: KubeObject) => namespace === undefined || object.metadata.namespace === namespace
  const schedules = objects.filter(object => object.kind === volumeSnapshotSchedule.kind)
  const policies = objects.filter(({ kind }) => kind === schedulePolicy.kind || kind === namespacedSchedulePolicy.kind)
  const named = (name: string) => {
    const schedule = schedules.find(object => object.metadata.name === name && isHere(object))
    if (schedule !== undefined) return followed(schedule, policies, where)
    const policy =
      policies.find(({ kind, metadata }) => kind === namespacedSchedulePolicy.kind && metadata.name === name) ??
      policies.find(({ metadata }) => metadata.name === name) ??
      builtInPolicy(name)
    if (policy !== undefined) return { policy }
    throw new Problem('notFound', `There is no schedule and no policy "${name}" in ${where}.`, hint(namespace))
  }
  if (names.length > 0) return names.map(name => named(name.includes('/') ? name.slice(name.indexOf('/') + 1) : name))
  const all = schedules.filter(isHere).map(schedule => followed(schedule, policies, where))
  const lonely = policies.filter(policy => !all.some(subject => subject.policy === policy))
  if (all.length + lonely.length === 0)
    throw new Problem('notFound', `There is no schedule and no policy in ${where}.`, hint(namespace))
  return [...all, ...lonely.map(policy => ({ policy }))]
}

function followed(schedule: KubeObject, policies: readonly KubeObject[], where: string): CalendarSubject {
  const name = textOf(valueAt(schedule, ['spec', 'schedulePolicyName'])) ?? ''
  const { namespace, creationTimestamp } = schedule.metadata
  const own = policies.find(
    ({ kind, metadata }) =>
      kind === namespacedSchedulePolicy.kind && metadata.name === name && metadata.namespace === namespace,
  )
  const shared = policies.find(({ kind, metadata }) => kind === schedulePolicy.kind && metadata.name === name)
  const policy = own ?? shared ?? builtInPolicy(name)
  if (policy === undefined) {
    const builtIn = builtInPolicies.map(({ metadata }) => metadata.name).join(', ')
    throw new Problem(
      'notFound',
      `Schedule ${schedule.metadata.name} follows the policy "${name}", which is not in ${where}.`,
      `Add the policy, or name one that STORK makes: ${builtIn}.`,
    )
  }
  const since = creationTimestamp === undefined ? undefined : fromIso(creationTimestamp)
  return { policy, schedule, ...(since === undefined ? {} : { since }) }
}

function hint(namespace: string | undefined): string {
  return namespace === undefined ? 'kubectl pxsnap explain SchedulePolicy' : 'kubectl pxsnap get schedulepolicies --sim'
}
