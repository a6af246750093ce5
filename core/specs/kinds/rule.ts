/** STORK's Rule: commands to run in application pods before or after a snapshot. It has no `spec`. */

import { type InferKind, kind } from '../kind.ts'
import { choice, flag, labels, list, object, text } from '../schema.ts'
import { waitCommand } from '../wait-command.ts'

export const rule = kind(
  'stork.libopenstorage.org/v1alpha1',
  'Rule',
  {
    plural: 'rules',
    scope: 'Namespaced',
    doc: 'Commands to run in pods, as pre-exec or post-exec rule. The items stand under the top-level key `rules`.',
  },
  () => ({
    rules: list(
      object(
        {
          podSelector: labels({
            chooses: 'Pod',
            doc: 'Labels of the pods to run in, in the namespace of the snapshot. STORK takes an empty selector as every pod.',
            source: 'STORK, rule runner',
          }),
          container: text({
            doc: 'The container to run in. May be left out only where the pod has a single one.',
            since: '2.5.0',
            source: 'STORK, rule runner',
          }),
          actions: list(
            object(
              {
                type: choice({ command: 'a shell command' }, { required: true, doc: 'The kind of action.' }),
                value: text({
                  required: true,
                  multiline: true,
                  doc: `Shell text, given to 'sh -c' in the container. A background action holds where it says ${waitCommand}.`,
                  source: 'STORK, rule runner',
                }),
                background: flag({
                  default: false,
                  doc: 'Keep the command running, and with it the lock it holds, until the snapshot has been taken.',
                  source: 'STORK, rule runner',
                }),
                runInSinglePod: flag({
                  default: false,
                  doc: 'Run in one of the chosen pods instead of all.',
                  source: 'STORK, rule runner',
                }),
              },
              { doc: 'One command.' },
            ),
            { doc: 'Commands, run in this order.' },
          ),
        },
        { doc: 'One choice of pods with their commands.' },
      ),
      { required: true, doc: 'The items, run in this order.', source: 'STORK, rule runner' },
    ),
  }),
)

export type Rule = InferKind<typeof rule>
