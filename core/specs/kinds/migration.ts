/** STORK's Migration: volumes and objects of some namespaces, copied to a paired cluster. */

import { type InferKind, kind } from '../kind.ts'
import { choice, count, list, object, text, time } from '../schema.ts'
import { migrationSpec } from './migration-spec.ts'

export const migration = kind(
  'stork.libopenstorage.org/v1alpha1',
  'Migration',
  {
    plural: 'migrations',
    scope: 'Namespaced',
    doc: 'A request to copy volumes, then objects, of some namespaces to a paired cluster. Namespaces keep their names.',
  },
  () => ({
    spec: migrationSpec(),
    status: object(
      {
        stage: choice(
          {
            '': 'not started',
            PreExecRule: 'the pre rule runs',
            PostExecRule: 'the post rule runs',
            Volumes: 'volumes are copied',
            Applications: 'objects are applied',
            Final: 'over',
          },
          { doc: 'Where in its life the migration is.', setBy: 'controller' },
        ),
        status: outcome('How it is going.'),
        reason: text({ doc: 'Why it waits or failed; written by the pxsnap executor.', setBy: 'controller' }),
        volumes: list(
          object(
            {
              persistentVolumeClaim: text({ doc: 'The claim.' }),
              namespace: text({ doc: 'Its namespace.' }),
              volume: text({ doc: 'The volume behind it.' }),
              status: outcome('How its copy is going.'),
              bytesTotal: count({ doc: 'Bytes to copy.' }),
              reason: text({ doc: 'Why the copy failed.' }),
            },
            { doc: 'One volume.' },
          ),
          { doc: 'One entry per volume.', setBy: 'controller' },
        ),
        resources: list(
          object(
            {
              name: text({ doc: 'The name of the object.' }),
              namespace: text({ doc: 'Its namespace.' }),
              group: text({ doc: 'Its API group; `core` for the one without a name.' }),
              version: text({ doc: 'Its API version.' }),
              kind: text({ doc: 'Its kind.' }),
              status: outcome('What became of it.'),
              reason: text({ doc: 'Why it failed, or what was done.' }),
              transformedBy: text({ doc: 'The ResourceTransformation that changed it.' }),
            },
            { doc: 'One object.' },
          ),
          { doc: 'One entry per object.', setBy: 'controller' },
        ),
        finishTimestamp: time({ doc: 'When the migration was over.', setBy: 'controller' }),
        volumeMigrationFinishTimestamp: time({ doc: 'When the last volume was copied.', setBy: 'controller' }),
        resourceMigrationFinishTimestamp: time({ doc: 'When the last object was applied.', setBy: 'controller' }),
        summary: object(
          {
            totalNumberOfVolumes: count({ doc: 'Volumes to copy.' }),
            numOfMigratedVolumes: count({ doc: 'Volumes copied.' }),
            totalNumberOfResources: count({ doc: 'Objects to apply.' }),
            numOfMigratedResources: count({ doc: 'Objects applied.' }),
            totalBytesMigrated: count({ doc: 'Bytes copied.' }),
            elapsedTimeForVolumeMigration: text({ doc: 'How long the volumes took.' }),
            elapsedTimeForResourceMigration: text({ doc: 'How long the objects took.' }),
          },
          { doc: 'Totals.', setBy: 'controller' },
        ),
      },
      { doc: 'Where the migration is and how it is going.', setBy: 'controller' },
    ),
  }),
)

export type Migration = InferKind<typeof migration>

function outcome(doc: string) {
  return choice(
    {
      '': 'not started',
      Pending: 'waits',
      InProgress: 'works',
      Failed: 'failed',
      PartialSuccess: 'some of it failed',
      Successful: 'done',
      Purged: 'deleted there',
    },
    { doc, setBy: 'controller' },
  )
}
