/** How one object's run ended, in the words that commands print. */

import type { ObjectRef } from '../specs/index.ts'
import type { Evidence } from './evidence.ts'
import type { Reason } from './reason.ts'
import type { End } from './reconcile.ts'

/** `stopped`: the user ended it and nothing is frozen; `waiting`: it cannot go on by itself. */
export type Outcome = {
  readonly ref: ObjectRef
  readonly result: 'successful' | 'downgraded' | 'failed' | 'deleted' | 'waiting' | 'stopped' | 'unreachable'
  readonly reason?: Reason
  readonly evidence?: Evidence
}

/** What a kind says of a status in which nothing more happens by itself. */
export type Result = Omit<Outcome, 'ref'>

/** Outcomes that are the same for every kind; `resultOf` says the rest. */
export function outcomeOf<Status extends { readonly stage: string }>(
  ref: ObjectRef,
  end: End<Status>,
  resultOf: (status: Status) => Result,
): Outcome {
  if (end.end === 'gone') return { ref, result: 'deleted' }
  if (end.end === 'unreadable')
    return { ref, result: end.reason === foreign ? 'waiting' : 'failed', reason: end.reason }
  if (end.end === 'unreachable')
    // A full disk answers well enough; there is nothing to reach.
    return { ref, result: end.reason.code === 'no-room' ? 'waiting' : 'unreachable', reason: end.reason }
  const { status } = end
  if (status.stage === 'Gone') return { ref, result: 'deleted' }
  const result = resultOf(status)
  // What must not be left in the middle is brought to its end first, and may have come out well.
  if (end.end !== 'stopped' || (status.stage === 'Final' && result.result === 'successful')) return { ref, ...result }
  const { evidence } = result
  return { ref, result: 'stopped', ...(evidence === undefined ? {} : { evidence }) }
}

export const foreign: Reason = {
  code: 'unsupported',
  message: 'It is carried out by somebody else, for example by STORK. pxsnap leaves it in peace.',
  blame: 'spec',
}

export const unreadable: Reason = {
  code: 'refused',
  message: 'The annotation pxsnap.io/lifecycle cannot be understood. Remove it to begin again.',
  blame: 'spec',
}
