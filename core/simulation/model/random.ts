/** Chance with a state that can be copied: a run that forks goes on from where it was. */

/** Advances the state (32 bits) and gives it back; {@link unit} reads it as a number. Mulberry's step. */
export function nextRandom(state: number): number {
  return (state + 0x6d2b79f5) | 0
}

/** From 0 up to but not including 1. */
export function unit(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}
