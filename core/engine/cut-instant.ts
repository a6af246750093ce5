/** When a cut was made: told by the storage's clock, and bounded by when it was asked for and when it was seen to be done. */

import { after, type Instant, instant } from '../base/index.ts'
import type { StoredSnapshot } from '../ports/index.ts'

/**
 * The snapshots with their instants put where they can have been. A storage whose clock is known only roughly says between
 * which moments of our clock an instant lies; the cut is as surely not before it was asked for, nor after it was seen.
 * Where both agree, the instant is the nearest one to what the storage says; where they do not, what it says stays.
 * Different instants stay different.
 */
export function placeInstants(
  snapshots: readonly StoredSnapshot[],
  { asked, seen }: { readonly asked: Instant; readonly seen: Instant },
): readonly StoredSnapshot[] {
  const taken = new Map<Instant, Instant>()
  return snapshots.map(one => {
    if (one.between === undefined) return one
    const from = Math.max(one.between.earliest, asked)
    const to = Math.min(one.between.latest, seen)
    if (from > to) return one
    let at = instant(Math.min(Math.max(one.at, from), to))
    while (taken.has(at) && taken.get(at) !== one.at) at = after(at, 1)
    taken.set(at, one.at)
    return { ...one, at }
  })
}
