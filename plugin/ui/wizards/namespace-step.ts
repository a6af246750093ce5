/** The first question of most wizards, which is not asked where the answer is clear. */

import type { WizardFacts } from './facts.ts'
import type { Answers, Step } from './wizard.ts'

export function namespaceStep(
  candidates: (facts: WizardFacts) => readonly string[],
  question: string,
): Step<WizardFacts> {
  return {
    id: 'namespace',
    title: 'Namespace',
    question,
    help: 'The number keys narrow the lists to a namespace beforehand.',
    // With none there is nothing to choose, and the next question says what is missing.
    applies: (_, facts) => facts.namespace === undefined && candidates(facts).length > 1,
    ask: 'one',
    none: 'There are none.',
    options: (_, facts) => candidates(facts).map(value => ({ value })),
  }
}

/** What was chosen, or the only one that can be meant. `only`: where the objects asked about are. */
export function namespaceOf({ namespace }: Answers, facts: WizardFacts, kinds = ['PersistentVolumeClaim']): string {
  const [chosen] = namespace ?? []
  if (chosen !== undefined) return chosen
  if (facts.namespace !== undefined) return facts.namespace
  const held = facts.objects.find(({ kind, metadata }) => kinds.includes(kind) && metadata.namespace !== undefined)
  return held?.metadata.namespace ?? facts.home
}
