/** An object without a name, which the API server refuses. */

import { at, type Check, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { kindCatalogue } from '../../kinds/catalogue.ts'

export const missingName: Check = check(
  kindCatalogue.filter(({ open }) => !open),
  {
    code: 'schema/missing-name',
    severity: 'error',
    help: 'Give the object a name that no other of its kind has in the namespace.',
    find: (_, { raw }) => {
      if (!isMap(raw.metadata)) return []
      const named = [entry(raw.metadata, 'name'), entry(raw.metadata, 'generateName')]
      return named.some(name => name !== undefined && name !== null && name !== '')
        ? []
        : [at('metadata.name', 'The object has no name.')]
    },
  },
)
