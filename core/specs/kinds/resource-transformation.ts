/** STORK's ResourceTransformation: what changes in objects on their way to the other cluster. */

import { type InferKind, kind } from '../kind.ts'
import { anything, choice, labels, list, object, text } from '../schema.ts'

export const resourceTransformation = kind(
  'stork.libopenstorage.org/v1alpha1',
  'ResourceTransformation',
  {
    plural: 'resourcetransformations',
    scope: 'Namespaced',
    doc: 'Changes to objects that a Migration applies. Its body stands under `specs`, not `spec`.',
  },
  () => ({
    specs: object(
      {
        transformSpecs: list(
          object(
            {
              resource: text({
                required: true,
                doc: 'Group, version and kind with slashes between. The core group is empty: `/v1/Service`.',
                example: '/v1/Service',
                source: 'STORK, transformation controller',
              }),
              selectors: labels({ doc: 'Only objects that carry all of these labels.' }),
              paths: list(
                object(
                  {
                    path: text({
                      required: true,
                      doc: 'Field names with dots between, without list positions.',
                      example: 'metadata.labels',
                    }),
                    value: text({
                      doc: 'The value as text. A slice is separated by commas; a keypair is `key:value` separated by commas.',
                    }),
                    type: choice(
                      {
                        int: 'a whole number',
                        string: 'a text',
                        bool: 'true or false',
                        slice: 'a list of texts',
                        keypair: 'a map of texts',
                      },
                      { required: true, doc: 'What stands at the path. Needed for `delete` too.' },
                    ),
                    operation: choice(
                      {
                        add: 'set the value; a slice or keypair is replaced as a whole',
                        modify: 'set the value; a slice is appended to, a keypair is merged',
                        delete: 'remove the path',
                      },
                      { required: true, doc: 'What to do there.', source: 'STORK, transformation controller' },
                    ),
                  },
                  { doc: 'One change.' },
                ),
                { required: true, doc: 'Changes to every object chosen.' },
              ),
            },
            { doc: 'Changes to objects of one kind.' },
          ),
          { required: true, doc: 'One entry per kind of object.' },
        ),
      },
      { required: true, doc: 'What to change.' },
    ),
    status: object(
      {
        status: choice(
          { '': 'not looked at yet', InProgress: 'being tried', Ready: 'tried and usable', Failed: 'not usable' },
          { doc: 'Whether a trial run worked. Never worked out again when `specs` change.', setBy: 'controller' },
        ),
        resources: list(
          object(
            {
              name: text({ doc: 'The name of the object.' }),
              namespace: text({ doc: 'Its namespace.' }),
              group: text({ doc: 'Its API group.' }),
              version: text({ doc: 'Its API version.' }),
              kind: text({ doc: 'Its kind.' }),
              status: text({ doc: 'How the trial run went.' }),
              reason: text({ doc: 'Why it failed.' }),
              specs: anything({ doc: 'The changes.' }),
            },
            { doc: 'One object that will be changed.' },
          ),
          { doc: 'Objects found in the trial run; later ones are not changed.', setBy: 'controller' },
        ),
      },
      { doc: 'How the trial run went.', setBy: 'controller' },
    ),
  }),
)

export type ResourceTransformation = InferKind<typeof resourceTransformation>
