/** The name of an object that the files do not have, beside one with almost the same name. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { looseReferences, referringKinds } from '../../named-references.ts'
import { nearName } from '../../nearest.ts'

export const objectReferenceNearMiss = check(referringKinds, {
  code: 'object/reference-near-miss',
  severity: 'warning',
  help: 'Correct the name. If an object of that name exists elsewhere, nothing is wrong.',
  find: (_, { raw, kind, facts }) =>
    looseReferences(facts, kind, raw).flatMap(({ to, name, path, names, elsewhere }) => {
      const meant = elsewhere === undefined ? nearName(name, names) : undefined
      if (meant === undefined) return []
      const message = `No ${to.kind} is called \`${name}\` here; did you mean \`${meant}\`?`
      return [at(path, message, fixPlan(`Change to ${meant}`, setValue(path, meant)))]
    }),
})
