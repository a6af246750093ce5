/** The wizard for a migration: which namespaces, through which pair, moved or copied, and frozen by which rule. */

import { namespacesWith, ofKind, type WizardFacts } from './facts.ts'
import { flag } from './flag-words.ts'
import { ruleNames, ruleOptions } from './rule-options.ts'
import type { Answers, Option, Wizard } from './wizard.ts'

const adminNamespace = 'kube-system'
const none: Option = { value: '', label: 'none', about: 'the copy is as if the power had been cut at one instant' }

export const migrateWizard: Wizard<WizardFacts> = {
  name: 'migrate',
  about: 'Moves or copies namespaces with their data to a paired cluster.',
  steps: [
    {
      id: 'namespaces',
      title: 'Namespaces',
      question: 'Which namespaces?',
      help: 'Space marks several. Their volumes are copied as of one instant.',
      ask: 'many',
      none: 'No namespace has claims.',
      options: (_, facts) =>
        namespacesWith(facts, 'PersistentVolumeClaim').map(value => ({
          value,
          about: count(ofKind(facts, 'PersistentVolumeClaim', value).length, 'claim'),
        })),
    },
    {
      id: 'pair',
      title: 'To',
      question: 'Through which pair?',
      help: `A pair serves its own namespace; one in ${adminNamespace} serves any.`,
      ask: 'one',
      none: 'No pair serves these namespaces. Make one: Esc, then :pair',
      options: (answers, facts) => pairsFor(answers, facts).map(value => ({ value })),
    },
    {
      id: 'mode',
      title: 'How',
      question: 'What becomes of the applications?',
      help: 'Interrupted, a migration loses nothing; the same command goes on with it.',
      ask: 'one',
      none: '',
      options: () => [
        { value: 'copy', label: 'copy', about: 'they go on here; there they wait with no replicas' },
        { value: 'move', label: 'move', about: 'they are stopped here and started there, never both' },
        { value: 'both', label: 'run both', about: 'they go on here and are started there too, for tests' },
      ],
    },
    {
      id: 'pre',
      title: 'Before',
      question: 'Which rule freezes the applications for the instant of the copy?',
      help: 'The rules of the first namespace.',
      ask: 'one',
      none: '',
      options: (answers, facts) => [none, ...ruleOptions(facts, rulesIn(answers))],
    },
    {
      id: 'post',
      title: 'After',
      question: 'Which rule thaws them?',
      help: 'Not needed where the first one ends by itself.',
      applies: ({ pre }) => ruleNames(pre).length > 0,
      ask: 'one',
      none: '',
      options: (answers, facts) => [
        { value: '', label: 'none', about: 'nothing runs afterwards' },
        ...ruleOptions(facts, rulesIn(answers)),
      ],
    },
  ],
  command: answers => [
    'migrate',
    ...(answers.namespaces ?? []),
    ...flag('--to', answers.pair),
    ...(answers.mode?.[0] === 'copy' ? ['--no-start'] : []),
    ...(answers.mode?.[0] === 'both' ? ['--keep-source'] : []),
    ...flag('--pre', answers.pre),
    ...flag('--post', answers.post),
  ],
}

/** Those of the namespace itself when it is alone, and those of the administrator. */
function pairsFor({ namespaces = [] }: Answers, facts: WizardFacts): readonly string[] {
  const [only] = namespaces
  const places = namespaces.length === 1 && only !== undefined ? [only, adminNamespace] : [adminNamespace]
  const names = places.flatMap(place => ofKind(facts, 'ClusterPair', place)).map(({ metadata }) => metadata.name)
  return [...new Set(names)]
}

function rulesIn({ namespaces }: Answers): string {
  return namespaces?.[0] ?? ''
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
