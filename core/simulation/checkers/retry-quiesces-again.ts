/** Promise 3: a retry quiesces again. */

import type { Checker } from './checker.ts'

export const retryQuiescesAgain: Checker = {
  name: 'a retry quiesces again',
  check: ({ world, scenario }) => {
    if (scenario.rule === 'none') return undefined
    const { cuts } = world.truth
    for (let index = 0; index < cuts.length; index++) {
      const cut = cuts[index]
      const before = index === 0 ? undefined : cuts[index - 1]
      if (cut === undefined) continue
      for (let pod = 0; pod < world.pods.length; pod++) {
        const one = world.pods[pod]
        if (one === undefined || !one.reached || !one.running) continue
        if ((cut.quiesced[pod] ?? 0) <= (before?.quiesced[pod] ?? 0))
          return `Cut ${cut.task} did not quiesce pod ${pod} again.`
      }
    }
    return undefined
  },
}
