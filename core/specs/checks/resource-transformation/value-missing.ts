/** A change without a value to set. */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { valueAt } from '../../path.ts'
import { changesOf } from '../../transformation-paths.ts'

export const valueMissing = check(resourceTransformation, {
  code: 'resource-transformation/value-missing',
  severity: 'error',
  help: 'Write the value as text; to take a field away, use the operation `delete`.',
  find: (_, { raw }) =>
    changesOf(raw)
      .filter(
        ({ path, operation }) =>
          (operation === 'add' || operation === 'modify') &&
          (valueAt(raw, [...path, 'value']) ?? undefined) === undefined,
      )
      .map(({ path, operation }) => at([...path, 'value'], `There is nothing to ${operation}: the value is missing.`)),
})
