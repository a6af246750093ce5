/** A value that is not of the type beside it. The trial run fails. */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { isSpelledOut } from '../../placeholder.ts'
import { changesOf } from '../../transformation-paths.ts'

/** What Go's strconv takes, which STORK reads the values with. */
const forms: Readonly<Record<string, RegExp>> = {
  int: /^[+-]?\d+$/,
  bool: /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/,
}

export const valueOfOtherType = check(resourceTransformation, {
  code: 'resource-transformation/value-of-other-type',
  severity: 'error',
  help: 'Correct the value or the type. A quantity or a port name is a `string`.',
  find: (_, { raw }) =>
    changesOf(raw).flatMap(({ path, operation, type, value }) => {
      const form = Object.hasOwn(forms, type) ? forms[type] : undefined
      if (form === undefined || operation === 'delete' || value === undefined) return []
      if (form.test(value) || !isSpelledOut(value)) return []
      const expected = type === 'int' ? 'a whole number' : 'true or false'
      return [at([...path, 'value'], `\`${value}\` is not ${expected}, as the type \`${type}\` says.`)]
    }),
})
