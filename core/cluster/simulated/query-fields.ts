/** The field selector of a query, as something to ask of objects. */

import { type ListQuery, PortError } from '../../ports/index.ts'
import { fieldMatcher, type Matcher, SelectorProblem } from './selectors.ts'
import type { ServedKind } from './served-kind.ts'

/** Every object meets a query without one. Throws `rejected` for text that is no selector, or for a field that the kind lacks. */
export function fieldsOf({ fieldSelector }: ListQuery, { kind, selectable }: ServedKind): Matcher {
  if (fieldSelector === undefined) return () => true
  try {
    return fieldMatcher(fieldSelector, kind, selectable) ?? (() => true)
  } catch (error) {
    if (error instanceof SelectorProblem) throw new PortError('rejected', error.message, { cause: error })
    throw error
  }
}
