/** A transformation that is known in some migrated namespaces only. It is looked for in every one of them. */

import { at, check } from '../../check.ts'
import { nameOf, namespaceOf } from '../../facts.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { migrationKinds, textsIn } from '../../migration-body.ts'

export const transformationElsewhere = check(migrationKinds, {
  code: 'migration/transformation-elsewhere',
  severity: 'warning',
  help: 'Create the ResourceTransformation in every namespace that is migrated.',
  find: (_, { raw, facts }) => {
    const migrated = textsIn(raw, 'namespaces').map(({ name }) => name)
    return textsIn(raw, 'transformSpecs').flatMap(({ name, path }) => {
      const { kind, apiVersion } = resourceTransformation
      const homes = facts
        .everywhere({ kind, apiVersion })
        .filter(each => nameOf(each) === name)
        .map(namespaceOf)
      // One that names no namespace may be applied to all of them.
      if (homes.length === 0 || homes.includes(undefined)) return []
      const lacking = migrated.filter(namespace => !homes.includes(namespace))
      if (lacking.length === 0) return []
      const where = lacking.map(namespace => `\`${namespace}\``).join(', ')
      return [
        at(path, `\`${name}\` is looked for in every migrated namespace, and the files do not have it in ${where}.`),
      ]
    })
  },
})
