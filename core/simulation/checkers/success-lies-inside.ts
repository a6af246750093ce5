/** Promise 2: successful means the snapshot instant lies inside every lock interval; otherwise it says why it does not. */

import type { Checker } from './checker.ts'

export const successLiesInside: Checker = {
  name: 'successful means frozen at the instant',
  check: ({ world, end, scenario }) => {
    if (end === 'endless' || end.end !== 'settled' || end.status.stage !== 'Final') return undefined
    const { status } = end
    if (status.outcome === 'failed') return undefined
    const { verdict } = status
    if (status.outcome === 'downgraded')
      return verdict.because === undefined ? 'It is downgraded and does not say why.' : undefined
    if (scenario.rule === 'none')
      return verdict.consistency === 'crash' ? undefined : `Nothing was frozen, and it claims ${verdict.consistency}.`
    if (verdict.consistency !== 'application')
      return `It is successful although its consistency is ${verdict.consistency}.`
    for (const copy of status.copies) {
      const backup = world.cloud.backups.find(one => copy.handle === `cloud:${one.handle}`)
      const handle = backup?.snapshot ?? copy.handle
      const key = handle.slice(0, handle.lastIndexOf('/'))
      const cut = world.truth.cuts.find(one => one.task === key)
      if (cut === undefined) return `Copy ${copy.handle} was never cut.`
      if (cut.at !== copy.at) return `Copy ${copy.handle} says another instant than that of its cut.`
      if (scenario.rule !== 'flush' && !cut.allFrozen) return `At the instant of ${key} not every pod stood still.`
      if (cut.strangers) return `At the instant of ${key} a pod wrote that no rule reaches.`
    }
    return undefined
  },
}
