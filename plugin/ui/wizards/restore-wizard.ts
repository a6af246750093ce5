/** The wizard that puts the data of a snapshot back: in place, or into new claims. */

import { membersOf, nameProblem, namespacesWith, ofKind, type WizardFacts } from './facts.ts'
import { namespaceStep } from './namespace-step.ts'
import { chosenSnapshot, namesIn, newNamesProblem, snapshotStep, sourceNamespace } from './snapshot-step.ts'
import type { Answers, Wizard } from './wizard.ts'

const isInPlace = ({ how }: Answers) => how?.[0] === 'in-place'

export const restoreWizard: Wizard<WizardFacts> = {
  name: 'restore',
  about: 'Puts the data of a snapshot back, in place or into new claims.',
  steps: [
    namespaceStep(
      facts => namespacesWith(facts, 'VolumeSnapshot', 'GroupVolumeSnapshot'),
      'Which namespace has the snapshot?',
    ),
    snapshotStep('Which snapshot is put back?'),
    {
      id: 'how',
      title: 'Into',
      question: 'Where does the data go?',
      help: 'In place, what the claims hold now is kept until the new data is proved.',
      ask: 'one',
      none: '',
      options: () => [
        { value: 'new', label: 'new claims', about: 'nothing is stopped and nothing is overwritten' },
        { value: 'in-place', label: 'the same claims', about: 'stops the application and overwrites its data' },
      ],
    },
    {
      id: 'stop',
      title: 'Workloads',
      question: 'May the workloads that use the claims be stopped and started again?',
      help: 'Claims that are in use cannot be overwritten.',
      applies: isInPlace,
      ask: 'one',
      none: '',
      options: () => [
        { value: 'yes', about: 'they are started again, also when the restore fails' },
        { value: 'no', about: 'the restore is refused while they run' },
      ],
    },
    {
      id: 'names',
      title: 'Names',
      question: 'What are the new claims called?',
      help: 'One name for each claim of the snapshot, with commas between.',
      applies: ({ how }) => how?.[0] === 'new',
      ask: 'text',
      suggested: (answers, facts) =>
        members(answers, facts)
          .map(claim => `${claim}-restored`)
          .join(','),
      check: (text, answers, facts) => {
        const names = namesIn(text)
        const taken = ofKind(facts, 'PersistentVolumeClaim', sourceNamespace(answers, facts))
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
  command: (answers, facts) => [
    'restore',
    ...(answers.snapshot ?? []),
    '-n',
    sourceNamespace(answers, facts),
    ...(isInPlace(answers) ? [] : namesIn(answers.names?.[0] ?? '').flatMap(name => ['--to', name])),
    ...(answers.stop?.[0] === 'no' ? ['--scale-down=false'] : []),
  ],
}

function members(answers: Answers, facts: WizardFacts): readonly string[] {
  const snapshot = chosenSnapshot(answers, facts)
  return snapshot === undefined ? [] : membersOf(facts, snapshot)
}
