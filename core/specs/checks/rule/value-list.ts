/** A command written as a list, as containers have it. Rules take one shell text. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { rule } from '../../kinds/rule.ts'
import { valueAt } from '../../path.ts'
import { actionsOf } from '../../rule-actions.ts'

export const valueList = check(rule, {
  code: 'rule/value-list',
  severity: 'error',
  help: 'Write the command as one text; it is given to `sh -c`.',
  find: (_, { raw }) =>
    actionsOf(raw).flatMap(({ path }) => {
      const value = entry(valueAt(raw, path), 'value')
      if (!Array.isArray(value)) return []
      const here = [...path, 'value']
      const text = shellText(value)
      const fix = text === undefined ? undefined : fixPlan('Write it as one text', setValue(here, text))
      return [at(here, '`value` is one shell text, and this is a list: STORK cannot read the Rule.', fix)]
    }),
})

function shellText(words: readonly unknown[]): string | undefined {
  if (words.length === 0 || !words.every(word => typeof word === 'string')) return undefined
  const [program = '', flag, script] = words
  if (/(?:^|\/)(?:ba|da|a)?sh$/.test(program) && /^-[a-z]*c$/.test(flag ?? '') && words.length === 3) return script
  return words.map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
}
