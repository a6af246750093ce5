/** The wizard for new claims with the data of a snapshot, here or in another namespace. */

import { membersOf, nameProblem, namespacesWith, ofKind, type WizardFacts } from './facts.ts'
import { namespaceStep } from './namespace-step.ts'
import { chosenSnapshot, namesIn, newNamesProblem, snapshotStep, sourceNamespace } from './snapshot-step.ts'
import type { Answers, Wizard } from './wizard.ts'

export const cloneWizard: Wizard<WizardFacts> = {
  name: 'clone',
  about: 'Makes new claims with the data of a snapshot.',
  steps: [
    namespaceStep(
      facts => namespacesWith(facts, 'VolumeSnapshot', 'GroupVolumeSnapshot'),
      'Which namespace has the snapshot?',
    ),
    snapshotStep('Which snapshot is cloned?'),
    {
      id: 'target',
      title: 'Into',
      question: 'Into which namespace?',
      help: 'Another namespace must be allowed by the snapshot.',
      ask: 'one',
      none: '',
      options: (answers, facts) => {
        const own = sourceNamespace(answers, facts)
        const others = facts.objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)
        return [
          { value: own, about: 'where the snapshot is' },
          ...others.filter(name => name !== own && !name.startsWith('kube-')).map(value => ({ value })),
        ]
      },
    },
    {
      id: 'names',
      title: 'Names',
      question: 'What are the new claims called?',
      help: 'One name for each claim of the snapshot, with commas between.',
      ask: 'text',
      suggested: (answers, facts) =>
        members(answers, facts)
          .map(claim => `${claim}-clone`)
          .join(','),
      check: (text, answers, facts) => {
        const names = namesIn(text)
        const taken = ofKind(facts, 'PersistentVolumeClaim', answers.target?.[0])
        return (
          newNamesProblem(
            names,
            members(answers, facts),
            taken.map(({ metadata }) => metadata.name),
          ) ?? names.map(nameProblem).find(problem => problem !== undefined)
        )
      },
    },
  ],
  command: (answers, facts) => {
    const own = sourceNamespace(answers, facts)
    const [target = own] = answers.target ?? []
    return [
      'clone',
      ...(answers.snapshot ?? []),
      '-n',
      target,
      ...(target === own ? [] : ['--from', own]),
      ...namesIn(answers.names?.[0] ?? '').flatMap(name => ['--as', name]),
    ]
  },
}

function members(answers: Answers, facts: WizardFacts): readonly string[] {
  const snapshot = chosenSnapshot(answers, facts)
  return snapshot === undefined ? [] : membersOf(facts, snapshot)
}
