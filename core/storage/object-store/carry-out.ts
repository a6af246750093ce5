/** Runs a transfer: against a bucket in memory at once, or against any object store with real waits. */

import type { Clock, ObjectStore } from '../../ports/index.ts'
import type { MemoryBucket } from './memory-bucket.ts'
import { perform, type StoreReply } from './requests.ts'
import type { Transfer } from './transfer.ts'

/** Waits cost nothing. */
export function carryOutNow<T>(transfer: Transfer<T>, bucket: MemoryBucket): T {
  let reply: StoreReply | undefined
  for (;;) {
    const step = transfer.next(reply)
    if (step.done) return step.value
    reply = step.value.do === 'ask' ? bucket.answer(step.value.request).reply : undefined
  }
}

export type CarryOut = {
  readonly store: ObjectStore
  readonly clock: Pick<Clock, 'sleep'>
  readonly report?: (progress: { readonly doneBytes: number; readonly totalBytes: number }) => void
}

/** One call at a time. Throws what the transfer throws, or the signal's reason between two calls. */
export async function carryOut<T>(
  transfer: Transfer<T>,
  { store, clock, report }: CarryOut,
  signal?: AbortSignal,
): Promise<T> {
  let reply: StoreReply | undefined
  for (;;) {
    signal?.throwIfAborted()
    const step = transfer.next(reply)
    if (step.done) return step.value
    reply = undefined
    if (step.value.do === 'ask') reply = await perform(store, step.value.request, signal)
    if (step.value.do === 'wait') await clock.sleep(step.value.ms, signal)
    if (step.value.do === 'report') report?.(step.value)
  }
}
