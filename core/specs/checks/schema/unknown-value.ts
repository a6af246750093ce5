/** A value that is none of the field's legal ones. */

import { at, type Check, checkAnyObject } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { nearest } from '../../nearest.ts'
import { schemaProblems } from '../../schema-problems.ts'

export const unknownValue: Check = checkAnyObject({
  code: 'schema/unknown-value',
  severity: 'error',
  help: 'Write one of the values that the field knows.',
  find: (raw, { kind }) =>
    kind === undefined
      ? []
      : schemaProblems(kind, raw).flatMap(problem => {
          if (problem.is !== 'unknown-value') return []
          const values = Object.keys(problem.values)
          const meant = nearest(problem.value, values)
          const legal = values.map(value => `\`${value}\``).join(', ')
          const message = `\`${problem.value}\` is no value of \`${String(problem.path.at(-1))}\`; it takes ${legal}.`
          const fix = meant === undefined ? undefined : fixPlan(`Change to ${meant}`, setValue(problem.path, meant))
          return [at(problem.path, message, fix)]
        }),
})
