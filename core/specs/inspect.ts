/** Everything there is to say about one object, by path: the same findings for editor, lint, plans and pre-checks. */

import { type Finding, type InspectionContext, runChecks } from './check.ts'
import { checkCatalogue } from './checks/catalogue.ts'
import type { Neighbour } from './facts.ts'
import { textOf } from './json.ts'
import { findKind } from './kinds/catalogue.ts'

export function inspect(object: Neighbour, context: Partial<InspectionContext> = {}): readonly Finding[] {
  const kind = findKind(textOf(object.apiVersion) ?? '', textOf(object.kind) ?? '')
  return runChecks(checkCatalogue, object, kind, context)
}
