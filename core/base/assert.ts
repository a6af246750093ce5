/** What must hold, or else the program has a bug. */

/** A mistake of ours, never of the user: caught at the face, reported once, and the process lives on. */
export class Bug extends Error {
  override readonly name = 'Bug'
}

/** Throws a {@link Bug} when `claim` does not hold. */
export function assert(claim: boolean, message: string): asserts claim {
  if (!claim) throw new Bug(message)
}
