/** The real clock. */

import { instant } from '../base/index.ts'
import type { Clock } from '../ports/index.ts'

export const systemClock: Clock = {
  now: () => instant(Date.now()),

  sleep: (durationMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason)
      const stop = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }, durationMs)
      signal?.addEventListener('abort', stop, { once: true })
    }),
}
