/** The process that runs lifecycles, as they know it. */

import type { Instant } from '../base/index.ts'
import type { EnginePorts } from './port-effects.ts'
import type { EngineWorker } from './reconcile.ts'

/** A worker that began now and stops when the signal is aborted. */
export function workerOf(ports: EnginePorts, signal: AbortSignal): EngineWorker {
  let stoppedAt: Instant | undefined
  return {
    epoch: ports.ids.uuid(),
    startedAt: ports.clock.now(),
    now: () => ports.clock.now(),
    stoppingSince: () => {
      if (signal.aborted) stoppedAt ??= ports.clock.now()
      return stoppedAt
    },
  }
}
