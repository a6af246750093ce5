/** The only source of time. */

import type { Instant } from '../base/index.ts'

export interface Clock {
  now(): Instant
  /** Resolves after the duration, or rejects with the signal's reason. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>
}
