/** An operation that STORK declares and refuses. */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { changesOf } from '../../transformation-paths.ts'

export const jsonpatch = check(resourceTransformation, {
  code: 'resource-transformation/jsonpatch',
  severity: 'error',
  help: 'Use `add`, `modify` or `delete`.',
  find: (_, { raw }) =>
    changesOf(raw)
      .filter(({ operation }) => operation === 'jsonpatch')
      .map(({ path }) =>
        at([...path, 'operation'], 'STORK knows the word `jsonpatch` and refuses it: the transformation fails.'),
      ),
})
