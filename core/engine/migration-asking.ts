/** Asking again: how long one process goes on, and what is still to be asked for. */

import { after, type Instant, instant } from '../base/index.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import type { Reason } from './reason.ts'
import type { Seen } from './step.ts'

/** For so long one process goes on asking somebody who does not answer, or waiting for pods to end. */
export const patienceMs = 300_000
/** Between two tries. */
export const retryMs = 1_000

/** Whether this process has waited long enough in this stage. Another one may have had less luck before. */
export function goneSilent(status: { readonly since: Instant }, seen: Seen): boolean {
  return seen.now >= after(instant(Math.max(status.since, seen.startedAt)), patienceMs)
}

/** What an effect that did not succeed says about it. */
export function reasonFrom(outcome: EffectOutcome): { readonly reason: Reason; readonly mayPass: boolean } {
  if (outcome.got === 'problem' || outcome.got === 'failure') return outcome
  const message = 'The answer was not understood.'
  return { reason: { code: 'unreachable', message, blame: 'cluster' }, mayPass: true }
}

export type Asked = {
  readonly effects: readonly Effect[]
  /** When those that failed are asked again. */
  readonly until?: Instant
  /** Why somebody has not answered yet, or will not. */
  readonly trouble?: Reason
  readonly lasting?: Reason
}

/** Asks for all that is not done, again and again where that can help. */
export function askAll(wanted: readonly Effect[], seen: Seen): Asked {
  const effects: Effect[] = []
  let until: Instant | undefined
  let trouble: Reason | undefined
  let lasting: Reason | undefined
  for (const effect of wanted) {
    const found = seen.outcomes[effect.key]
    if (found?.got === 'done') continue
    if (found !== undefined) {
      const { reason, mayPass } = reasonFrom(found)
      if (!mayPass) {
        lasting = reason
        continue
      }
      trouble = reason
      if (seen.now < after(found.to, retryMs)) {
        until = after(found.to, retryMs)
        continue
      }
    }
    effects.push(effect)
  }
  return {
    effects,
    ...(until === undefined ? {} : { until }),
    ...(trouble === undefined ? {} : { trouble }),
    ...(lasting === undefined ? {} : { lasting }),
  }
}
