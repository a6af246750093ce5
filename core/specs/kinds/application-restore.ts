/** STORK's ApplicationRestore: what an ApplicationBackup kept, brought back. */

import { type InferKind, kind } from '../kind.ts'
import { anything, choice, count, list, map, object, reference, text, time } from '../schema.ts'
import { backupObjectType, namedObjects } from './application-backup-spec.ts'

export const applicationRestore = kind(
  'stork.libopenstorage.org/v1alpha1',
  'ApplicationRestore',
  {
    plural: 'applicationrestores',
    scope: 'Namespaced',
    doc: 'A request to bring back what an ApplicationBackup kept.',
  },
  () => ({
    spec: object(
      {
        backupName: reference('ApplicationBackup', { required: true, doc: 'The ApplicationBackup to bring back.' }),
        backupLocation: reference('BackupLocation', {
          required: true,
          doc: 'The BackupLocation that holds it, in the namespace of the restore.',
        }),
        namespaceMapping: map(reference('Namespace', { doc: 'The namespace to restore into.' }), {
          doc: 'Namespace that was backed up: namespace to restore into. Absent: the same names.',
          source: 'STORK, restore controller',
        }),
        replacePolicy: choice(
          { Retain: 'what is there stays as it is', Delete: 'what is there is deleted first' },
          { default: 'Retain', doc: 'What happens to objects that exist already.' },
        ),
        includeResources: namedObjects('Only these objects.'),
        includeOptionalResourceTypes: list(text({ doc: 'A kind.' }), {
          doc: 'Kinds that are left out unless named here.',
        }),
        storageClassMapping: map(reference('StorageClass', { doc: 'The class to use.' }), {
          doc: 'Class in the backup: class to use. `use-default-storage-class` takes the default one.',
        }),
        rancherProjectMapping: map(text({ doc: 'The project here.' }), {
          doc: 'Rancher projects: the one then, the one now.',
        }),
        backupObjectType: backupObjectType(),
      },
      { required: true, doc: 'What to bring back, and where to.' },
    ),
    status: object(
      {
        stage: choice(
          {
            '': 'not started',
            IncludeResources: 'choosing objects',
            Volumes: 'volumes are restored',
            Applications: 'objects are applied',
            Final: 'over',
          },
          { doc: 'Where in its life the restore is.', setBy: 'controller' },
        ),
        status: choice(
          {
            '': 'not started',
            Pending: 'waits',
            InProgress: 'works',
            Failed: 'failed',
            PartialSuccess: 'some of it failed',
            Retained: 'what was there stayed',
            Successful: 'done',
          },
          { doc: 'How it is going.', setBy: 'controller' },
        ),
        reason: text({ doc: 'Why.', setBy: 'controller' }),
        finishTimestamp: time({ doc: 'When it was over.', setBy: 'controller' }),
        lastUpdateTimestamp: time({ doc: 'When it last moved.', setBy: 'controller' }),
        totalSize: count({ doc: 'Its size in bytes.', setBy: 'controller' }),
        resourceCount: count({ doc: 'How many objects there are.', setBy: 'controller' }),
        restoredresourceCount: count({ doc: 'How many objects are back.', setBy: 'controller' }),
        resourcerestorestate: choice(
          { Preparing: 'reading', Deleting: 'deleting what is there', Verifying: 'checking', Applying: 'applying' },
          { doc: 'What is done with the objects.', setBy: 'controller' },
        ),
        volumes: list(anything({ doc: 'One volume.' }), { doc: 'One entry per volume.', setBy: 'controller' }),
        resources: list(anything({ doc: 'One object.' }), { doc: 'One entry per object.', setBy: 'controller' }),
      },
      { doc: 'Where the restore is and how it is going.', setBy: 'controller' },
    ),
  }),
)

export type ApplicationRestore = InferKind<typeof applicationRestore>
