/** What a test lets go wrong in an object store in memory. Faults are part of its state, so that a saved cluster keeps them. */

import type { Instant } from '../../base/index.ts'
import type { StoreReply, StoreRequest } from './requests.ts'

export type StoreFault = {
  /** Calls of this kind only. */
  readonly op?: StoreRequest['op']
  /** Calls on keys that contain this only. */
  readonly key?: string
  /** How many calls it hits; absent: one. */
  readonly times?: number | 'all'
  /** Not from this instant on. */
  readonly until?: Instant
} & (
  | {
      readonly do:
        | 'wrong-credentials'
        | 'forbidden'
        | 'missing-bucket'
        /** A 5xx, before anything was done. */
        | 'unavailable'
        | 'full'
        /** What is sent arrives with one bit turned; the store keeps it and says so, as one that checks nothing does. */
        | 'damaged-arrival'
        /** It is done, and nobody hears of it. */
        | 'lost-answer'
        /** Content comes back without its last bytes, or with one bit turned. */
        | 'truncated'
        | 'corrupted'
    }
  | { readonly do: 'slow'; readonly extraMs: number }
)

/** The faults that hit the call, and those that remain for later ones. */
export function strike(
  faults: readonly StoreFault[],
  request: StoreRequest,
  now: Instant | undefined,
): { readonly struck: readonly StoreFault[]; readonly left: readonly StoreFault[] } {
  const key = 'key' in request ? request.key : 'prefix' in request ? request.prefix : ''
  const over = (fault: StoreFault): boolean => fault.until !== undefined && now !== undefined && now >= fault.until
  const hits = (fault: StoreFault): boolean =>
    !over(fault) &&
    (fault.op === undefined || fault.op === request.op) &&
    (fault.key === undefined || key.includes(fault.key))
  const left = faults.flatMap(fault => {
    if (over(fault)) return []
    if (!hits(fault) || fault.times === 'all' || (fault.until !== undefined && fault.times === undefined))
      return [fault]
    const times = (fault.times ?? 1) - 1
    return times > 0 ? [{ ...fault, times }] : []
  })
  return { struck: faults.filter(hits), left }
}

type Failed = Extract<StoreReply, { readonly op: 'failed' }>

/** The failure that a fault stands for when nothing was done; undefined for those that let the call through. */
export function refusal(fault: StoreFault, bucket: string): Failed | undefined {
  switch (fault.do) {
    case 'wrong-credentials':
      return {
        op: 'failed',
        kind: 'unauthenticated',
        message: `The object store does not know the access key used for bucket ${bucket}.`,
      }
    case 'forbidden':
      return { op: 'failed', kind: 'forbidden', message: `The credential may not use the bucket ${bucket}.` }
    case 'missing-bucket':
      return { op: 'failed', kind: 'missing', message: `There is no bucket ${bucket}.` }
    case 'unavailable':
      return {
        op: 'failed',
        kind: 'unreachable',
        message: `The object store of bucket ${bucket} answers 503, Service Unavailable.`,
      }
    case 'full':
      return { op: 'failed', kind: 'full', message: `There is no room left in bucket ${bucket}.` }
    default:
      return undefined
  }
}

export const damage = (bucket: string): Failed => ({
  op: 'failed',
  kind: 'corrupted',
  message: `What arrived in bucket ${bucket} is not what was sent.`,
})

export const lostAnswer = (bucket: string): Failed => ({
  op: 'failed',
  kind: 'timeout',
  message: `The object store of bucket ${bucket} did not answer in time.`,
})
