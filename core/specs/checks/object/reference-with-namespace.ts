/** An object named together with its namespace. It is taken for a name, which no object can have. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { referencesOf, referringKinds } from '../../named-references.ts'

export const objectReferenceQualified = check(referringKinds, {
  code: 'object/reference-with-namespace',
  severity: 'error',
  help: 'Write the name alone; it is looked up in the namespace of the object.',
  find: (_, { raw, kind }) =>
    referencesOf(kind, raw).flatMap(({ to, name, path }) => {
      const [namespace, own, ...more] = name.split('/')
      if (own === undefined) return []
      const fits = own !== '' && more.length === 0 && namespace === namespaceOf(raw)
      const fix = fits ? fixPlan('Remove the namespace', setValue(path, own)) : undefined
      return [at(path, `No ${to.kind} can be called \`${name}\`: it is named without its namespace.`, fix)]
    }),
})
