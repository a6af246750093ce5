/** Promise 1: every freeze ends within its budget on every path. */

import { freezeBudgetMs } from '../freeze-budget.ts'
import type { Checker } from './checker.ts'

export const freezesEnd: Checker = {
  name: 'every freeze ends within its budget',
  check: ({ world }) => {
    for (const { pod, from, to } of world.truth.freezes) {
      if (to === -1) return `Pod ${pod} has been frozen since ${since(from)} and still is.`
      if (to - from > freezeBudgetMs) return `Pod ${pod} was frozen for ${(to - from) / 1000} s from ${since(from)}.`
    }
    return undefined
  },
}

function since(at: number): string {
  return new Date(at).toISOString()
}
