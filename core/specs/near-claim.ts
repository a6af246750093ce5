/** Whether a claim is among the known ones, and which one was probably meant. */

import type { Facts } from './facts.ts'
import { nearName } from './nearest.ts'
import { claimsNamed, knownClaims, templatesWithClaim } from './workloads.ts'

/** Declared by a document, made by a StatefulSet, or at least mounted by a pod. */
export function isKnownClaim(facts: Facts, namespace: string | undefined, name: string): boolean {
  return claimsNamed(facts, namespace, name).length > 0 || templatesWithClaim(facts, namespace, name).length > 0
}

/** The known claim whose name is almost this one. Names that differ in their numbers only are different names. */
export function nearClaim(facts: Facts, namespace: string | undefined, name: string): string | undefined {
  if (name === '' || isKnownClaim(facts, namespace, name)) return undefined
  const names = knownClaims(facts, namespace).map(claim => claim.name)
  return nearName(name, names)
}
