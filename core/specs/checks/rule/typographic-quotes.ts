/** Quotes as word processors and web pages turn them. A shell takes them for letters. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

const curly = /[\u201c\u201d\u2018\u2019\u201e\u201a]/

export const typographicQuotes = check(rule, {
  code: 'rule/typographic-quotes',
  severity: 'error',
  help: 'Type the quotes anew in an editor for code.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, value, study }) => {
      // Inside plain quotes they may be meant, as part of a text.
      const outside = study.shell.list.some(
        item =>
          item.is === 'command' && item.words.some(({ start, end }) => curly.test(value.slice(start, end).charAt(0))),
      )
      if (!outside) return []
      const here = [...path, 'value']
      const plain = value.replace(/[\u201c\u201d\u201e]/g, '"').replace(/[\u2018\u2019\u201a]/g, "'")
      const message = 'The shell takes these curly quotes for letters, so the command is not what it looks like.'
      return [at(here, message, fixPlan('Use straight quotes', setValue(here, plain)))]
    }),
})
