/** STORK's ApplicationBackupSchedule: an ApplicationBackup made again whenever a policy says so. */

import { type InferKind, kind } from '../kind.ts'
import { choice, flag, object, reference } from '../schema.ts'
import { applicationBackupSpec } from './application-backup-spec.ts'
import { runsByPolicyType } from './runs-by-policy-type.ts'

export const applicationBackupSchedule = kind(
  'stork.libopenstorage.org/v1alpha1',
  'ApplicationBackupSchedule',
  {
    plural: 'applicationbackupschedules',
    scope: 'Namespaced',
    doc: 'Makes an ApplicationBackup whenever a SchedulePolicy says so.',
  },
  () => ({
    spec: object(
      {
        template: object(
          { spec: applicationBackupSpec() },
          { required: true, doc: 'What each run backs up. Holds `spec` only.' },
        ),
        schedulePolicyName: reference('SchedulePolicy', {
          required: true,
          doc: 'The SchedulePolicy, or NamespacedSchedulePolicy of the same namespace.',
          source: 'STORK, backup schedule controller',
        }),
        suspend: flag({ default: false, doc: 'Start no more runs.' }),
        reclaimPolicy: choice(
          { Retain: 'backups stay', Delete: 'backups go with the schedule' },
          { default: 'Retain', doc: 'What happens to the backups when the schedule is deleted.' },
        ),
        backupType: choice(
          { '': 'the way of the driver', Generic: 'a file copy that suits any driver' },
          { doc: 'How volumes are backed up.' },
        ),
      },
      { required: true, doc: 'What to back up, and when.' },
    ),
    status: object(
      { items: runsByPolicyType('ApplicationBackup') },
      { doc: 'The runs so far. Failed backups are kept by the retention too.', setBy: 'controller' },
    ),
  }),
)

export type ApplicationBackupSchedule = InferKind<typeof applicationBackupSchedule>
