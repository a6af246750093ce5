/** STORK's ApplicationBackup: volumes and objects of some namespaces, kept in an object store. */

import { type InferKind, kind } from '../kind.ts'
import { anything, choice, count, flag, list, object, text, time } from '../schema.ts'
import { applicationBackupSpec } from './application-backup-spec.ts'

export const applicationBackup = kind(
  'stork.libopenstorage.org/v1alpha1',
  'ApplicationBackup',
  {
    plural: 'applicationbackups',
    scope: 'Namespaced',
    doc: 'A request to keep volumes and objects of some namespaces in an object store.',
  },
  () => ({
    spec: applicationBackupSpec(),
    status: object(
      {
        stage: choice(
          {
            '': 'not started',
            ImportResource: 'reading what a former backup holds',
            PreExecRule: 'the pre rule runs',
            PostExecRule: 'the post rule runs',
            Volumes: 'volumes are backed up',
            Applications: 'objects are written',
            Final: 'over',
          },
          { doc: 'Where in its life the backup is.', setBy: 'controller' },
        ),
        status: backupOutcome('How it is going.'),
        reason: text({ doc: 'Why.', setBy: 'controller' }),
        backupPath: text({ doc: 'Where in the store it lies.', setBy: 'controller' }),
        triggerTimestamp: time({ doc: 'When it was asked for.', setBy: 'controller' }),
        lastUpdateTimestamp: time({ doc: 'When it last moved.', setBy: 'controller' }),
        finishTimestamp: time({ doc: 'When it was over.', setBy: 'controller' }),
        totalSize: count({ doc: 'Its size in bytes.', setBy: 'controller' }),
        resourceCount: count({ doc: 'How many objects it holds.', setBy: 'controller' }),
        largeResourceEnabled: flag({
          doc: 'Whether the list of objects is left out because it is long.',
          setBy: 'controller',
        }),
        failedVolCount: count({ doc: 'How many volumes failed.', setBy: 'controller' }),
        volumes: list(
          object(
            {
              persistentVolumeClaim: text({ doc: 'The claim.' }),
              namespace: text({ doc: 'Its namespace.' }),
              volume: text({ doc: 'The volume behind it.' }),
              backupID: text({ doc: "The driver's id of the backup." }),
              driverName: text({ doc: 'The driver.' }),
              zones: list(text({ doc: 'A zone.' }), { doc: 'The zones of the volume.' }),
              status: backupOutcome('How it is going.'),
              reason: text({ doc: 'Why.' }),
              totalSize: count({ doc: 'The size of the volume in bytes.' }),
              actualSize: count({ doc: 'The size of the backup in bytes.' }),
              storageClass: text({ doc: 'The class of the claim.' }),
              provisioner: text({ doc: 'The provisioner of the volume.' }),
              volumeSnapshot: text({ doc: 'The snapshot it was made from.' }),
              Options: anything({ doc: 'Options of the driver. This key is capitalised.' }),
            },
            { doc: 'One volume.' },
          ),
          { doc: 'One entry per volume.', setBy: 'controller' },
        ),
        resources: list(anything({ doc: 'Name, namespace and kind of one object.' }), {
          doc: 'One entry per object.',
          setBy: 'controller',
        }),
      },
      { doc: 'Where the backup is and how it is going.', setBy: 'controller' },
    ),
  }),
)

export type ApplicationBackup = InferKind<typeof applicationBackup>

function backupOutcome(doc: string) {
  return choice(
    {
      '': 'not started',
      Pending: 'waits',
      InProgress: 'works',
      Failed: 'failed',
      PartialSuccess: 'some of it failed',
      Successful: 'done',
    },
    { doc, setBy: 'controller' },
  )
}
