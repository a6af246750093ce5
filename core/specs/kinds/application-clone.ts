/** STORK's ApplicationClone: a namespace, its volumes included, copied to another one of the same cluster. */

import { type InferKind, kind } from '../kind.ts'
import { anything, choice, labels, list, object, reference, text, time } from '../schema.ts'

export const applicationClone = kind(
  'stork.libopenstorage.org/v1alpha1',
  'ApplicationClone',
  {
    plural: 'applicationclones',
    scope: 'Namespaced',
    doc: 'A request to copy a namespace with its volumes. Carried out in the admin namespace only.',
  },
  () => ({
    spec: object(
      {
        sourceNamespace: reference('Namespace', { required: true, doc: 'The namespace to copy.' }),
        destinationNamespace: reference('Namespace', {
          required: true,
          doc: 'The namespace to copy to, made when missing. Its labels and annotations are overwritten.',
          source: 'STORK, clone controller',
        }),
        selectors: labels({ doc: 'Only objects that carry all of these labels.', source: 'STORK, resource collector' }),
        preExecRule: reference('Rule', {
          doc: 'The Rule run before the volumes, in the source namespace. Stands in the namespace of the clone.',
          source: 'STORK, clone controller',
        }),
        postExecRule: reference('Rule', {
          doc: 'The Rule run after the volumes, in the source namespace. Stands in the namespace of the clone.',
          source: 'STORK, clone controller',
        }),
        replacePolicy: choice(
          {
            Retain: 'what is there stays as it is',
            Delete: 'what is there is deleted first',
            Fail: 'what is there makes the clone fail',
          },
          { default: 'Retain', doc: 'What happens to objects that exist already.' },
        ),
        includeOptionalResourceTypes: list(text({ doc: 'A kind.' }), {
          doc: 'Kinds that are left out unless named here.',
        }),
      },
      { required: true, doc: 'What to copy, and where to.' },
    ),
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
          { doc: 'Where in its life the clone is.', setBy: 'controller' },
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
        finishTimestamp: time({ doc: 'When it was over.', setBy: 'controller' }),
        volumes: list(anything({ doc: 'One volume.' }), { doc: 'One entry per volume.', setBy: 'controller' }),
        resources: list(anything({ doc: 'One object.' }), { doc: 'One entry per object.', setBy: 'controller' }),
      },
      { doc: 'Where the clone is and how it is going.', setBy: 'controller' },
    ),
  }),
)

export type ApplicationClone = InferKind<typeof applicationClone>
