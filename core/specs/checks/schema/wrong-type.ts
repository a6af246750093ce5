/** A value of another type than the field's. STORK fails to decode the object, often together with its whole kind. */

import { at, type Check, checkAnyObject } from '../../check.ts'
import { type Change, fixPlan, quote, setValue } from '../../fix-plan.ts'
import type { Path } from '../../path.ts'
import type { Field } from '../../schema.ts'
import { schemaProblems } from '../../schema-problems.ts'

export const wrongType: Check = checkAnyObject({
  code: 'schema/wrong-type',
  severity: 'error',
  help: 'Write a value of the type the field has.',
  find: (raw, { kind }) =>
    kind === undefined
      ? []
      : schemaProblems(kind, raw).flatMap(problem => {
          if (problem.is !== 'wrong-type') return []
          const { path, field, value } = problem
          const message = `\`${String(path.at(-1))}\` takes ${expected(field)}, and this is ${actual(value)}.`
          const change = conversion(path, field, value)
          return [at(path, message, change && fixPlan(change.title, change.change))]
        }),
})

function expected({ type }: Field): string {
  switch (type.is) {
    case 'text':
    case 'choice':
      return 'text'
    case 'reference':
      return `the name of a ${type.to}`
    case 'time':
      return 'a time such as "2026-01-31T10:15:00Z"'
    case 'count':
      return 'a whole number'
    case 'flag':
      return 'true or false'
    case 'quantity':
      return 'a quantity such as 2Gi'
    case 'map':
    case 'object':
      return 'a map of keys and values'
    case 'list':
      return 'a list'
    case 'anything':
      return 'anything'
  }
}

function actual(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  if (typeof value === 'boolean') return 'true or false, not text, unless it is quoted'
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction'
  return 'text'
}

/** The same value in the right type, where there is one. */
function conversion(path: Path, { type }: Field, value: unknown): { title: string; change: Change } | undefined {
  const wantsText = ['text', 'choice', 'reference', 'time'].includes(type.is)
  if (wantsText && (typeof value === 'number' || typeof value === 'boolean')) {
    return { title: 'Put it in quotes', change: quote(path) }
  }
  if (typeof value !== 'string') return undefined
  if (type.is === 'flag' && /^(?:true|false)$/i.test(value)) {
    return { title: 'Write it without quotes', change: setValue(path, value.toLowerCase() === 'true') }
  }
  if (type.is === 'count' && /^\d{1,15}$/.test(value)) {
    return { title: 'Write it without quotes', change: setValue(path, Number(value)) }
  }
  if (type.is === 'list' && value !== '') return { title: 'Make it a list of one', change: setValue(path, [value]) }
  return undefined
}
