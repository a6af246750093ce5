/** STORK's NamespacedSchedulePolicy: a SchedulePolicy for the schedules of one namespace. */

import { type InferKind, kind } from '../kind.ts'
import { policyBody } from './policy-body.ts'

export const namespacedSchedulePolicy = kind(
  'stork.libopenstorage.org/v1alpha1',
  'NamespacedSchedulePolicy',
  {
    plural: 'namespacedschedulepolicies',
    scope: 'Namespaced',
    shortNames: ['nsp'],
    doc: 'When the schedules of this namespace run and how many snapshots they keep. Goes before a SchedulePolicy of the same name.',
  },
  { policy: policyBody },
)

export type NamespacedSchedulePolicy = InferKind<typeof namespacedSchedulePolicy>
