/** Schedules and the policies they follow, as far as they are known. */

import { snapshotType } from './annotations.ts'
import { builtInPolicy } from './built-in-policies.ts'
import { annotationsOf, type Facts, type Neighbour, nameOf, namespaceOf, sameNamespace } from './facts.ts'
import { entry, textOf } from './json.ts'
import { namespacedSchedulePolicy } from './kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from './kinds/schedule-policy.ts'
import { volumeSnapshotSchedule } from './kinds/volume-snapshot-schedule.ts'
import { nearest } from './nearest.ts'

export type PolicyReference = {
  readonly name: string
  /** The policy, where it is known; one that STORK makes counts. */
  readonly policy: Neighbour | undefined
  /** A known policy of almost that name. */
  readonly meant: string | undefined
  /** Whether all policies are known, so that this one does not exist. */
  readonly absent: boolean
  /** Whether policies are at hand at all, so that it is worth saying that this one is not among them. */
  readonly othersKnown: boolean
}

/** The policy that a schedule names, or undefined when it names none. */
export function policyOf(facts: Facts, schedule: Neighbour): PolicyReference | undefined {
  const name = textOf(entry(schedule.spec, 'schedulePolicyName')) ?? ''
  if (name === '') return undefined
  const { apiVersion } = schedulePolicy
  const own = facts.list({ kind: namespacedSchedulePolicy.kind, apiVersion, namespace: namespaceOf(schedule) })
  const known = [...own, ...facts.everywhere({ kind: schedulePolicy.kind, apiVersion })]
  const policy = known.find(each => nameOf(each) === name) ?? builtInPolicy(name)
  const meant =
    policy === undefined
      ? nearest(
          name,
          known.flatMap(each => nameOf(each) ?? []),
        )
      : undefined
  const absent =
    policy === undefined && facts.complete(schedulePolicy.kind) && facts.complete(namespacedSchedulePolicy.kind)
  return { name, policy, meant, absent, othersKnown: known.length > 0 }
}

/** The known VolumeSnapshotSchedules that follow the policy. */
export function followersOf(facts: Facts, policy: Neighbour): readonly Neighbour[] {
  const name = nameOf(policy)
  const { kind, apiVersion } = volumeSnapshotSchedule
  return facts
    .everywhere({ kind, apiVersion })
    .filter(schedule => textOf(entry(schedule.spec, 'schedulePolicyName')) === name)
    .filter(
      schedule => policy.kind === schedulePolicy.kind || sameNamespace(namespaceOf(schedule), namespaceOf(policy)),
    )
}

/** Whether the runs of a schedule are uploaded, as its own annotations say. */
export function isCloudSchedule(schedule: Neighbour): boolean {
  return annotationsOf(schedule)[snapshotType.key] === 'cloud'
}
