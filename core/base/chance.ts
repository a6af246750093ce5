/** Chance that is a function of its seed: the same numbers give the same draw, in every run and on every machine. */

/** A number from 0 up to but not including 1, as if drawn at random, from a seed and whatever tells this draw from others. */
export function fraction(seed: number, ...distinguishing: readonly number[]): number {
  let mixed = mix(0x9e3779b9, seed)
  for (const value of distinguishing) mixed = mix(mixed, value)
  return mixed / 2 ** 32
}

/** A whole number from `least` to `most`, both possible. */
export function drawBetween(least: number, most: number, seed: number, ...distinguishing: readonly number[]): number {
  return least + Math.floor(fraction(seed, ...distinguishing) * (most - least + 1))
}

/** Both halves of a value that may exceed 32 bits go through the finisher of MurmurHash3. */
function mix(state: number, value: number): number {
  const low = finish(state ^ (value >>> 0))
  return finish(low ^ (Math.floor(value / 2 ** 32) >>> 0) ^ 0x85ebca6b)
}

function finish(value: number): number {
  let h = value ^ (value >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
