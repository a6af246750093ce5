/** Faults drawn from a seed, for runs that nobody thought of. */

import { drawBetween, fraction } from '../../base/index.ts'
import { declarationOf, type Fault, faultNames } from './fault.ts'

/** One to three faults; some last, some strike once. Their places are drawn later, from the run's seed. */
export function drawFaults(seed: number): readonly Fault[] {
  const count = drawBetween(1, 3, seed, 71)
  return Array.from({ length: count }, (_, index): Fault => {
    const name = faultNames[Math.floor(fraction(seed, 72, index) * faultNames.length)] ?? 'crash'
    const lasts = declarationOf({ name }).lasts && fraction(seed, 73, index) < 0.5
    if (!lasts) return { name }
    // From half a second to four minutes, short ones as often as long ones.
    const forMs = Math.round(500 * 480 ** fraction(seed, 74, index))
    return name === 'clock-jump' && fraction(seed, 75, index) < 0.5 ? { name, forMs: -forMs } : { name, forMs }
  })
}
