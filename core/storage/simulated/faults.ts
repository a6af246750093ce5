/** What a test lets go wrong in the back end. Faults are part of its state, so that a saved cluster keeps them. */

export type StorageFault = {
  readonly on: 'snapshot' | 'clone' | 'upload' | 'download' | 'restore'
  /** Only tasks with this member; the whole group fails with it. Absent: the next task of any volume or snapshot. */
  readonly member?: string
  /** How many tasks it hits; absent: one. */
  readonly times?: number
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
): { readonly struck: readonly StorageFault[]; readonly left: readonly StorageFault[] } {
  const strikes = (fault: StorageFault): boolean =>
    fault.on === on && (fault.member === undefined || members.includes(fault.member))
  const left = faults.flatMap(fault => {
    if (!strikes(fault)) return [fault]
    const times = (fault.times ?? 1) - 1
    return times > 0 ? [{ ...fault, times }] : []
  })
  return { struck: faults.filter(strikes), left }
}
