/** What a test lets go wrong in the back end. Faults are part of its state, so that a saved cluster keeps them. */

import type { Instant } from '../../base/index.ts'

export type StorageFault = {
  readonly on: 'snapshot' | 'clone' | 'upload' | 'download' | 'restore'
  /** Only tasks with this member; the whole group fails with it. Absent: the next task of any volume or snapshot. */
  readonly member?: string
  /** How many tasks it hits; absent: one, or with `until` all. */
  readonly times?: number
  /** Tasks that begin from this instant on are not hit. */
  readonly until?: Instant
} & (
  | { readonly do: 'fail'; readonly message: string }
  /** Adds to the time before the point-in-time copy is taken. */
  | { readonly do: 'slow'; readonly extraMs: number }
)

/** The faults that hit a task of these members, and those that remain for later ones. */
export function hit(
  faults: readonly StorageFault[],
  on: StorageFault['on'],
  members: readonly string[],
  now: Instant,
): { readonly struck: readonly StorageFault[]; readonly left: readonly StorageFault[] } {
  const over = ({ until }: StorageFault): boolean => until !== undefined && now >= until
  const strikes = (fault: StorageFault): boolean =>
    fault.on === on && !over(fault) && (fault.member === undefined || members.includes(fault.member))
  const left = faults.flatMap(fault => {
    if (over(fault)) return []
    if (!strikes(fault) || (fault.until !== undefined && fault.times === undefined)) return [fault]
    const times = (fault.times ?? 1) - 1
    return times > 0 ? [{ ...fault, times }] : []
  })
  return { struck: faults.filter(strikes), left }
}
