/** What is certain of the claims and pods of a namespace, so that a finding against somebody may be built on it. */

import { snapshotSource } from './annotations.ts'
import { annotationsOf, type Facts } from './facts.ts'
import { groupedBy, oncePerFacts } from './once-per.ts'
import { type KnownClaim, knownClaims, type PodTemplate, podTemplates, templatesMatching } from './workloads.ts'

/**
 * The pod templates that are in that very namespace, with `undefined` for the current one. Objects that appear twice
 * are left out: then the files are not one application, and nothing follows from how they stand together.
 */
export function certainTemplates(
  facts: Facts,
  namespace: string | undefined,
  candidates: readonly PodTemplate[] = podTemplates(facts, namespace),
): readonly PodTemplate[] {
  const twins = templatesByName(facts)
  return candidates.filter(each => each.namespace === namespace && twins.get(templateName(each))?.length === 1)
}

/** Those of them that an equality selector chooses. */
export function certainMatches(
  facts: Facts,
  namespace: string | undefined,
  selector: Readonly<Record<string, string | undefined>>,
): readonly PodTemplate[] {
  return certainTemplates(facts, namespace, templatesMatching(facts, namespace, selector))
}

/**
 * The claims that the files declare for that very namespace; none when one is declared twice. They are evidence that
 * the files hold the claims of the applications. Clones are not: they often stand beside snapshots of claims that are
 * elsewhere.
 */
export function certainClaims(facts: Facts, namespace: string | undefined): readonly KnownClaim[] {
  const claims = knownClaims(facts, namespace).filter(
    claim => claim.namespace === namespace && !Object.hasOwn(annotationsOf(claim.object), snapshotSource.key),
  )
  return new Set(claims.map(({ name }) => name)).size < claims.length ? [] : claims
}

const templatesByName = oncePerFacts((facts: Facts) =>
  groupedBy(podTemplates(facts, undefined), each => [templateName(each)]),
)

function templateName({ kind, namespace, name }: PodTemplate): string {
  return `${kind}/${namespace ?? ''}/${name}`
}
