/** STORK's MigrationSchedule: a Migration made again whenever a policy says so. */

import { type InferKind, kind } from '../kind.ts'
import { flag, object, reference } from '../schema.ts'
import { migrationSpec } from './migration-spec.ts'
import { runsByPolicyType } from './runs-by-policy-type.ts'

export const migrationSchedule = kind(
  'stork.libopenstorage.org/v1alpha1',
  'MigrationSchedule',
  {
    plural: 'migrationschedules',
    scope: 'Namespaced',
    doc: 'Makes a Migration whenever a SchedulePolicy says so. Its labels and annotations go to the Migrations it makes.',
  },
  () => ({
    spec: object(
      {
        template: object(
          { spec: migrationSpec() },
          {
            required: true,
            doc: 'What each run migrates. Holds `spec` only.',
            source: 'STORK, migration schedule controller',
          },
        ),
        schedulePolicyName: reference('SchedulePolicy', {
          required: true,
          doc: 'The SchedulePolicy, or NamespacedSchedulePolicy of the same namespace. Its `retain` does not count here.',
          source: 'STORK, migration schedule controller',
        }),
        suspend: flag({ default: false, doc: 'Start no more runs.' }),
        autoSuspend: flag({
          default: false,
          doc: 'Suspend when the applications have been started on the other cluster.',
          source: 'STORK, migration schedule controller',
        }),
      },
      { required: true, doc: 'What to migrate, and when.' },
    ),
    status: object(
      {
        items: runsByPolicyType('Migration'),
        applicationActivated: flag({
          doc: 'Set on the copy there once the applications were started.',
          setBy: 'controller',
        }),
      },
      { doc: 'The runs so far.', setBy: 'controller' },
    ),
  }),
)

export type MigrationSchedule = InferKind<typeof migrationSchedule>
