/** An object that exists, in another namespace. It is looked up in the namespace of the object that names it. */

import { at, check } from '../../check.ts'
import { looseReferences, referringKinds } from '../../named-references.ts'

export const objectReferenceElsewhere = check(referringKinds, {
  code: 'object/reference-to-other-namespace',
  severity: 'warning',
  help: 'Create both in one namespace.',
  find: (_, { raw, kind, facts }) =>
    looseReferences(facts, kind, raw).flatMap(({ to, name, path, namespace, elsewhere }) => {
      // A migrated namespace looks for its own transformation.
      if (elsewhere === undefined || namespace === undefined || to.kind === 'ResourceTransformation') return []
      return [at(path, `The ${to.kind} \`${name}\` is in \`${elsewhere}\`, and it is looked for in \`${namespace}\`.`)]
    }),
})
