/** A field without which the object does nothing. No STORK kind has a schema, so the API server takes it all the same. */

import { at, type Check, checkAnyObject } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { schemaProblems } from '../../schema-problems.ts'

export const missingField: Check = checkAnyObject({
  code: 'schema/missing-field',
  severity: 'error',
  help: 'Add the field.',
  find: (raw, { kind }) =>
    kind === undefined
      ? []
      : schemaProblems(kind, raw).flatMap(problem => {
          if (problem.is !== 'missing-field') return []
          const name = String(problem.path.at(-1))
          const only = onlyValue(problem.field.type)
          const fix = only === undefined ? undefined : fixPlan(`Add ${name}: ${only}`, setValue(problem.path, only))
          return [at(problem.path, `\`${name}\` is missing: ${firstLower(problem.field.doc)}`, fix)]
        }),
})

/** The only legal value, for a choice of one. */
function onlyValue(type: { readonly is: string; readonly values?: object }): string | undefined {
  if (type.is !== 'choice' || type.values === undefined) return undefined
  const values = Object.keys(type.values)
  return values.length === 1 ? values[0] : undefined
}

function firstLower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
