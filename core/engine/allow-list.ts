/** Which other namespaces may clone from a snapshot. */

import { entryProblem, mayRestore, restoreEntries } from '../specs/index.ts'

/**
 * Whether one entry of the list matches the whole namespace name, by the rules of `mayRestore` in specs, which are those
 * of STORK's snapshot provisioner. One difference, by our decision: an alternation is grouped before it is anchored
 * (STORK's `a|b` lets in whatever begins with a or ends with b). A pattern that we do not read lets nobody in.
 */
export function allowsNamespace(list: string, namespace: string): boolean {
  const entries = restoreEntries(list)
  if (typeof entries === 'string') return false
  for (const entry of entries) {
    const problem = entryProblem(entry)
    // Entries behind one that does not compile are not tried any more. Source: STORK.
    if (problem === 'unreadable') return false
    const pattern = problem === 'alternation' ? `(${entry})` : entry
    if (mayRestore(`"${pattern.replaceAll('"', '""')}"`, namespace) === 'allowed') return true
  }
  return false
}
