/** Everything there is to say about one object, by path: the same findings for editor, lint, plans and pre-checks. */

import { type Check, concerns, type Executor, type Finding, type InspectionContext, runChecks } from './check.ts'
import { checkCatalogue } from './checks/catalogue.ts'
import type { Neighbour } from './facts.ts'
import type { Change } from './fix-plan.ts'
import { textOf } from './json.ts'
import type { KindDeclaration } from './kind.ts'
import { findKind } from './kinds/catalogue.ts'
import { dotted, type Path } from './path.ts'

export function inspect(object: Neighbour, context: Partial<InspectionContext> = {}): readonly Finding[] {
  const kind = findKind(textOf(object.apiVersion) ?? '', textOf(object.kind) ?? '')
  return withoutEchoes(runChecks(checkCatalogue, object, kind, context))
}

/** The catalogue's checks for objects of that kind, for whoever runs them one by one. */
export function checksFor(kind: KindDeclaration | undefined, executor: Executor): readonly Check[] {
  return checkCatalogue.filter(each => concerns(each, kind, executor))
}

/**
 * Leaves out what a more telling finding already says: a general `schema/` finding where a check of the kind speaks
 * about the same place, and a missing field that another finding's fix supplies. Where the API version itself is in
 * question, the fields of the kind are not.
 */
export function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const general = findings.filter(({ code }) => code.startsWith('schema/'))
  if (general.length === 0) return findings
  const spokenOf = new Set(findings.filter(finding => !general.includes(finding)).map(({ path }) => dotted(path)))
  if (spokenOf.has('apiVersion')) return findings.filter(finding => !general.includes(finding))
  const supplied = new Set(
    findings.flatMap(({ code, fix }) =>
      code === 'schema/missing-field' ? [] : (fix?.changes ?? []).flatMap(suppliedBy).map(dotted),
    ),
  )
  return findings.filter(finding => {
    if (!general.includes(finding)) return true
    const place = dotted(finding.path)
    return !spokenOf.has(place) && !(finding.code === 'schema/missing-field' && supplied.has(place))
  })
}

function suppliedBy(change: Change): readonly Path[] {
  if (change.do === 'rename-key') return [[...change.path.slice(0, -1), change.to]]
  if (change.do === 'set-value') return [change.path]
  if (change.do === 'move') return change.to.map((_, index) => change.to.slice(0, index + 1))
  return []
}
