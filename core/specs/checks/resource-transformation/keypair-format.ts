/** A keypair without a colon, or with one in its value. The first can crash STORK, the second is cut short. */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { isSpelledOut } from '../../placeholder.ts'
import { changesOf } from '../../transformation-paths.ts'

export const keypairFormat = check(resourceTransformation, {
  code: 'resource-transformation/keypair-format',
  severity: 'error',
  help: 'Write `key:value` pairs with commas between. Keys and values cannot contain a colon or a comma.',
  find: (_, { raw }) =>
    changesOf(raw).flatMap(({ path, operation, type, value }) => {
      if (type !== 'keypair' || operation === 'delete' || value === undefined || !isSpelledOut(value)) return []
      const odd = value.split(',').find(pair => pair.split(':').length !== 2)
      if (odd === undefined) return []
      const why = odd.includes(':') ? 'has more than one colon' : 'has no colon'
      return [at([...path, 'value'], `\`${odd.trim()}\` ${why}, and a keypair is \`key:value\`.`)]
    }),
})
