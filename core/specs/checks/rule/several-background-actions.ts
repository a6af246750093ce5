/** Several holds in one rule. STORK starts them one after another and the first stays frozen through all of it. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

export const severalBackgroundActions = check(rule, {
  code: 'rule/several-background-actions',
  severity: 'warning',
  executors: ['stork'],
  help: 'Take all locks of one application in one background action; commands without a lock belong in the foreground.',
  find: (_, { raw }) => {
    const [, ...more] = actionsOf(raw).filter(({ background }) => background)
    return more.map(({ path }, index) => {
      const seconds = 30 * (index + 1)
      const message = `STORK takes at least 30 s per background action: what the first one locked is held ${seconds} s longer because of this.`
      return at([...path, 'background'], message)
    })
  },
})
