/** The wait in another spelling. It is replaced as a piece of text, so only the one spelling counts. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { waitCommand } from '../../wait-command.ts'

const spellings = /\$WAIT_CMD\b|(?<!\$)\{\s*WAIT_CMD\s*\}|\$\(\s*WAIT_CMD\s*\)|\$\{\s*WAIT[-_]?(?:CMD|COMMAND)\s*\}/gi

/** Whether a text without the right spelling has one of the others. */
export const misspeltWait = new RegExp(spellings.source, 'i')

export const waitUnbraced = check(rule, {
  code: 'rule/wait-unbraced',
  severity: 'error',
  help: `Write \`${waitCommand}\`, with the dollar sign, the braces and in capitals.`,
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, value, background, study }) => {
      const [written] = study.waits ? [] : (value.match(spellings) ?? [])
      if (written === undefined) return []
      const here = [...path, 'value']
      const spelled = setValue(
        here,
        value.replace(spellings, () => waitCommand),
      )
      const changes = background ? [spelled] : [spelled, setValue([...path, 'background'], true)]
      const message = `\`${written}\` is not replaced by the wait: only the text \`${waitCommand}\` is.`
      return [at(here, message, fixPlan(`Write ${waitCommand}`, ...changes))]
    }),
})
