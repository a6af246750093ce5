/** A name that no object can have. The API server refuses it when it is applied. */

import { at, check } from '../../check.ts'
import { textOf } from '../../json.ts'
import { kindCatalogue } from '../../kinds/catalogue.ts'
import { valueAt } from '../../path.ts'

export const nameCharacters = check(
  kindCatalogue.filter(({ open }) => !open),
  {
    code: 'object/name-characters',
    severity: 'error',
    help: 'Use small letters, digits, `-` and `.`, beginning and ending with a letter or digit, 253 at most.',
    find: (_, { raw }) => {
      const path = ['metadata', 'name']
      const name = textOf(valueAt(raw, path)) ?? ''
      if (name.length > 253) return [at(path, `The name has ${name.length} characters, and 253 is the most.`)]
      // Whatever looks like a placeholder of a template is one.
      if (!/^[A-Za-z0-9._ -]+$/.test(name) || name.includes('__') || /^[A-Z_]+$/.test(name)) return []
      if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)) return []
      return [at(path, `\`${name}\` cannot be the name of an object.`)]
    },
  },
)
