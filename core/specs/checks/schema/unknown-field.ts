/** A key that the kind does not have. The API server stores it and STORK ignores it, so nobody ever says a word. */

import { atKey, type Check, checkAnyObject } from '../../check.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { nearest } from '../../nearest.ts'
import { schemaProblems } from '../../schema-problems.ts'

export const unknownField: Check = checkAnyObject({
  code: 'schema/unknown-field',
  severity: 'error',
  help: 'Remove the key or spell it as the kind does. `kubectl pxsnap explain` lists the fields.',
  find: (raw, { kind }) =>
    kind === undefined
      ? []
      : schemaProblems(kind, raw).flatMap(problem => {
          if (problem.is !== 'unknown-field') return []
          const name = String(problem.path.at(-1))
          const known = Object.keys(problem.siblings)
          const free = known.filter(field => !problem.present.includes(field))
          const meant = nearest(name, free)
          if (meant !== undefined) {
            const message = `\`${name}\` is no field here and is ignored; did you mean \`${meant}\`?`
            return [atKey(problem.path, message, fixPlan(`Rename to ${meant}`, renameKey(problem.path, meant)))]
          }
          return [atKey(problem.path, `\`${name}\` is no field of ${whole(kind.kind, problem.path)} and is ignored.`)]
        }),
})

/** The kind, and within it the field whose child is unknown. */
function whole(kind: string, path: readonly (string | number)[]): string {
  const fields = path.slice(0, -1).filter(part => typeof part === 'string')
  const object = `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`
  return fields.length === 0 ? object : `\`${fields.join('.')}\` of ${object}`
}
