/** STORK's SchedulePolicy: when schedules run and how much they keep, for all namespaces. */

import { type InferKind, kind } from '../kind.ts'
import { policyBody } from './policy-body.ts'

export const schedulePolicy = kind(
  'stork.libopenstorage.org/v1alpha1',
  'SchedulePolicy',
  {
    plural: 'schedulepolicies',
    scope: 'Cluster',
    shortNames: ['sp'],
    doc: 'When schedules run and how many snapshots they keep. Named by schedules of any namespace; everything stands under `policy`, not `spec`.',
  },
  { policy: policyBody },
)

export type SchedulePolicy = InferKind<typeof schedulePolicy>
