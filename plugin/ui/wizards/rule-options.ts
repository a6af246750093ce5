/** Rules as options of a wizard. */

import { valueAt } from '@pxsnap/core/specs'
import { oneLine } from '@pxsnap/core/views'
import { ofKind, type WizardFacts } from './facts.ts'
import type { Option } from './wizard.ts'

export function ruleOptions(facts: WizardFacts, namespace: string): readonly Option[] {
  return ofKind(facts, 'Rule', namespace).map((rule): Option => {
    const rules = valueAt(rule, ['rules'])
    const first = valueAt(rules, ['0', 'actions', '0', 'value'])
    return { value: rule.metadata.name, ...(typeof first === 'string' ? { about: oneLine(first) } : {}) }
  })
}

/** Of the answer to a question after a rule; `''` stands for none. */
export function ruleNames(answer: readonly string[] | undefined): readonly string[] {
  return (answer ?? []).filter(name => name !== '')
}
