/** A ClusterPair: ready when the other cluster, and its storage where it is paired too, has answered. */

import { after, type Instant } from '../base/index.ts'
import { reasonFrom } from './migration-asking.ts'
import type { Reason } from './reason.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'

/** What is remembered on the pair. Nothing is made for it, so nothing is to be cleaned up. */
export type PairLifecycle = { readonly since: Instant } & (
  | { readonly stage: 'Pending'; readonly waitsFor?: Reason }
  | { readonly stage: 'Final'; readonly outcome: 'successful'; readonly cluster: string; readonly storage: boolean }
  | { readonly stage: 'Final'; readonly outcome: 'failed'; readonly failure: Reason }
  | { readonly stage: 'Gone' }
)

export const newPair = (now: Instant): PairLifecycle => ({ stage: 'Pending', since: now })

const pairLimitMs = 60_000
const lookAgainMs = 2_000

/** STORK never looks again once a pair is ready; a migration of ours opens its pair anew before it freezes anything. */
export function stepClusterPair(status: PairLifecycle, seen: Seen): Step<PairLifecycle> {
  if (status.stage === 'Gone') return rest(status)
  if (seen.deleting) return enter({ stage: 'Gone', since: seen.now })
  if (status.stage === 'Final') return rest(status)
  const key = 'pair/open'
  const found = seen.outcomes[key]
  if (found?.got === 'pair') {
    const { cluster, storage } = found
    return enter({ stage: 'Final', outcome: 'successful', cluster, storage, since: seen.now })
  }
  if (found !== undefined) {
    const { reason, mayPass } = reasonFrom(found)
    if (!mayPass || seen.now >= after(status.since, pairLimitMs))
      return enter({ stage: 'Final', outcome: 'failed', failure: reason, since: seen.now })
    if (status.waitsFor?.code !== reason.code) return enter({ ...status, waitsFor: reason })
    if (seen.now < after(found.to, lookAgainMs)) return waitUntil(status, after(found.to, lookAgainMs))
  }
  return perform(status, [{ of: 'cluster-pair', do: 'open-pair', key, text: 'Calling the other cluster' }])
}
