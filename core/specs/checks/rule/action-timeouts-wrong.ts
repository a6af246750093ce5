/** Timeouts of actions that cannot be understood, or that are of actions the Rule does not have. */

import { readActionTimeouts } from '../../action-timeouts.ts'
import { actionTimeouts } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { rule } from '../../kinds/rule.ts'

export const actionTimeoutsWrong = check(rule, {
  code: 'rule/action-timeouts-wrong',
  severity: 'error',
  help: 'Write ITEM.ACTION=TIME, counted from 0 and joined by commas, with times from 1s to 15m: `0.0=20s, 1.0=5s`.',
  find: ({ rules }, { raw }) => {
    const text = annotationsOf(raw)[actionTimeouts.key]
    if (text === undefined) return []
    const path = ['metadata', 'annotations', actionTimeouts.key]
    const read = readActionTimeouts(text)
    if ('wrong' in read) return [at(path, `\`${read.wrong}\` is no timeout of an action.`)]
    return read
      .filter(({ item, action }) => rules?.[item]?.actions?.[action] === undefined)
      .map(({ item, action }) => at(path, `The Rule has no action ${item}.${action}, so its timeout is of nothing.`))
  },
})
