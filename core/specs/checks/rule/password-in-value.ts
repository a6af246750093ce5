/** A password in plain text. It is readable in the API, in logs, and in the arguments of running processes. */

import { at, check } from '../../check.ts'
import { rule } from '../../kinds/rule.ts'
import { plainPassword } from '../../plain-password.ts'
import { actionsOf } from '../../rule-actions.ts'

export const passwordInValue = check(rule, {
  code: 'rule/password-in-value',
  severity: 'warning',
  help: 'Use a variable that the container has from a Secret, for example `"$MYSQL_ROOT_PASSWORD"`.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path, study }) => {
      const found = plainPassword(study)
      if (found === undefined) return []
      const message = `A password stands in plain text ${found}: everyone who can read the Rule can read it.`
      return [at([...path, 'value'], message)]
    }),
})
