/** Promise 1: every freeze ends within its budget on every path; one that nothing could end, as soon as something can. */

import { freezeBudgetMs } from '../freeze-budget.ts'
import { watchdogPauseMs } from '../model/model-pod.ts'
import type { Checker } from './checker.ts'

export const freezesEnd: Checker = {
  name: 'every freeze ends within its budget',
  check: ({ world }) => {
    for (const { pod, from, to, stuckUntil } of world.truth.freezes) {
      if (to === -1) return `Pod ${pod} has been frozen since ${since(from)} and still is.`
      if (to > Math.max(from + freezeBudgetMs, stuckUntil + watchdogPauseMs))
        return `Pod ${pod} was frozen for ${(to - from) / 1000} s from ${since(from)}.`
    }
    return undefined
  },
}

function since(at: number): string {
  return new Date(at).toISOString()
}
