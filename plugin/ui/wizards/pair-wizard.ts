/** The wizard for a ClusterPair: with which cluster, for whose migrations, and called what. */

import { nameProblem, namespacesWith, ofKind, type WizardFacts } from './facts.ts'
import { flag } from './flag-words.ts'
import type { Answers, Wizard } from './wizard.ts'

/** Pairs for migrations of any namespaces stand here. Source: STORK, admin namespace. */
const adminNamespace = 'kube-system'

export const pairWizard: Wizard<WizardFacts> = {
  name: 'pair',
  about: 'Pairs with another cluster, so that namespaces can be migrated there.',
  steps: [
    {
      id: 'to',
      title: 'With',
      question: 'With which cluster?',
      help: 'Another simulated cluster is made with: kubectl pxsnap sim up NAME',
      ask: 'one',
      none: 'There is no other cluster to pair with: kubectl pxsnap sim up NAME makes a simulated one.',
      options: (_, facts) => facts.clusters.map(value => ({ value })),
    },
    {
      id: 'namespace',
      title: 'For',
      question: 'For the migrations of which namespace?',
      help: `A pair in ${adminNamespace} serves those of any namespaces.`,
      ask: 'one',
      none: '',
      options: (_, facts) => [
        { value: adminNamespace, label: 'any', about: `the pair stands in ${adminNamespace}` },
        ...namespacesWith(facts, 'PersistentVolumeClaim').map(value => ({ value })),
      ],
    },
    {
      id: 'name',
      title: 'Name',
      question: 'What is the pair called?',
      help: 'Migrations name it.',
      ask: 'text',
      suggested: ({ to }) => `to-${to?.[0] ?? 'cluster'}`,
      check: (text, answers, facts) => {
        const isTaken = ofKind(facts, 'ClusterPair', namespaceOf(answers)).some(
          ({ metadata }) => metadata.name === text,
        )
        return isTaken ? `There is a ClusterPair "${text}" already.` : nameProblem(text)
      },
    },
  ],
  command: answers => ['pair', ...(answers.name ?? []), '-n', namespaceOf(answers), ...flag('--to', answers.to)],
}

function namespaceOf({ namespace }: Answers): string {
  return namespace?.[0] ?? adminNamespace
}
