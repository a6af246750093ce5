/** A command that no shell can read, because a quote is opened and never closed. Every attempt fails. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'

export const valueUnclosedQuote = check(rule, {
  code: 'rule/value-unclosed-quote',
  severity: 'error',
  help: 'Close the quote. In YAML a command with both kinds of quotes is easiest to write as a block, after `value: |`.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, value, study }) => {
      const { unclosed } = study.shell
      // Quotes inside `${…}` follow rules of their own, which we do not read.
      if ((unclosed !== '"' && unclosed !== "'") || /\$\{[^}]*["']/.test(value)) return []
      return [at([...path, 'value'], `The shell refuses this command: a ${unclosed} is opened and never closed.`)]
    }),
})
