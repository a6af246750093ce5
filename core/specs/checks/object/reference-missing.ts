/** The name of an object that does not exist, where all objects of its kind are known. */

import { at, check } from '../../check.ts'
import { looseReferences, referringKinds } from '../../named-references.ts'
import { nearName } from '../../nearest.ts'

export const objectReferenceMissing = check(referringKinds, {
  code: 'object/reference-missing',
  severity: 'error',
  help: 'Create it, or name one that is there.',
  find: (_, { raw, kind, facts }) =>
    looseReferences(facts, kind, raw).flatMap(({ to, name, path, namespace, names, elsewhere }) => {
      // Where it probably is, other checks say.
      if (!facts.complete(to.kind) || elsewhere !== undefined || nearName(name, names) !== undefined) return []
      const where = namespace === undefined ? '' : ` in \`${namespace}\``
      return [at(path, `There is no ${to.kind} \`${name}\`${where}.`)]
    }),
})
