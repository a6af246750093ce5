/** A part of the simulated world that does something by itself as time passes. */

import type { Instant } from '../../base/index.ts'

export interface TimedComponent {
  /** When something next happens by itself, or undefined when nothing will until it is asked. */
  nextAt(): Instant | undefined
  /** Lets everything up to and including `now` happen. */
  advanceTo(now: Instant): void
}
