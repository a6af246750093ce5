/** The known claims that a group chooses. */

import type { Labels } from '../base/index.ts'
import { type Facts, type Neighbour, namespaceOf } from './facts.ts'
import { entry, isMap, textOf } from './json.ts'
import { claimsWithLabels, type KnownClaim } from './workloads.ts'

/** The labels of the group's selector; undefined when it has none, or says more than labels. */
export function groupSelector(raw: Neighbour): Labels | undefined {
  const selector = entry(raw.spec, 'pvcSelector')
  const labels = entry(selector, 'matchLabels')
  if (!isMap(labels) || entry(selector, 'matchExpressions') !== undefined) return undefined
  const entries = Object.entries(labels).flatMap(([key, value]) => {
    const text = textOf(value)
    return text === undefined ? [] : [[key, text] as const]
  })
  return entries.length === 0 || entries.length < Object.keys(labels).length ? undefined : Object.fromEntries(entries)
}

export function groupMembers(facts: Facts, raw: Neighbour): readonly KnownClaim[] {
  const selector = groupSelector(raw)
  if (selector === undefined) return []
  return claimsWithLabels(facts, namespaceOf(raw), selector)
}
