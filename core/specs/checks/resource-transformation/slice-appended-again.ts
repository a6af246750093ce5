/** A list to append to, beside other changes of the same objects. Everything is applied once per change. */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { transformationsOf } from '../../transformation-paths.ts'

export const sliceAppendedAgain = check(resourceTransformation, {
  code: 'resource-transformation/slice-appended-again',
  severity: 'warning',
  help: 'Give the list an entry of its own under `transformSpecs`.',
  executors: ['stork'],
  find: (_, { raw }) =>
    transformationsOf(raw).flatMap(({ changes }) =>
      changes
        .filter(({ operation, type }) => changes.length > 1 && operation === 'modify' && type === 'slice')
        .map(({ path }) =>
          at(
            [...path, 'operation'],
            `STORK applies all changes once per path, so this list gets its values ${changes.length} times.`,
          ),
        ),
    ),
})
