/** The wizard for a snapshot: which claims, held still by which rule, kept where, and called what. */

import { snapshotOf } from '@pxsnap/core/actions'
import { aboutClaim, nameProblem, namespacesWith, ofKind, proposalsFor, type WizardFacts } from './facts.ts'
import { flag } from './flag-words.ts'
import { namespaceOf, namespaceStep } from './namespace-step.ts'
import { ruleNames, ruleOptions } from './rule-options.ts'
import type { Answers, Option, Step, Wizard } from './wizard.ts'

const claimsOf = ({ claims = [] }: Answers) => claims

export const snapshotWizard: Wizard<WizardFacts> = {
  name: 'snapshot',
  about: 'Takes a snapshot of claims; several share one instant.',
  steps: [
    namespaceStep(facts => namespacesWith(facts, 'PersistentVolumeClaim'), 'Which namespace has the claims?'),
    {
      id: 'claims',
      title: 'Claims',
      question: 'Which claims?',
      help: 'Several become a group that shares one instant, so their labels must choose exactly them.',
      ask: 'many',
      none: 'There are no claims here.',
      options: (answers, facts) =>
        ofKind(facts, 'PersistentVolumeClaim', namespaceOf(answers, facts)).map(
          (claim): Option => ({ value: claim.metadata.name, about: aboutClaim(claim) }),
        ),
      check: (names, answers, facts) => {
        const namespace = namespaceOf(answers, facts)
        const claims = ofKind(facts, 'PersistentVolumeClaim', namespace)
        const choice = snapshotOf({ namespace, wanted: { names }, claims, now: facts.now, cloud: false })
        return 'obstacle' in choice ? choice.obstacle.message : undefined
      },
    },
    {
      id: 'rule',
      title: 'Rule',
      question: 'What holds the application still while the snapshot is taken?',
      help: 'Without a rule the data is as if the power had been cut at that instant.',
      ask: 'one',
      none: '',
      options: ruleChoices,
    },
    {
      id: 'pre',
      title: 'Before',
      question: 'Which rule runs before the snapshot?',
      help: 'A command with background: true holds until the snapshot has been taken.',
      applies: ({ rule }) => rule?.[0] === 'existing',
      ask: 'one',
      none: 'There are no rules in this namespace.',
      options: (answers, facts) => ruleOptions(facts, namespaceOf(answers, facts)),
    },
    {
      id: 'post',
      title: 'After',
      question: 'Which rule runs after the snapshot?',
      help: 'It undoes what the first one did, where that does not end by itself.',
      applies: ({ rule }) => rule?.[0] === 'existing',
      ask: 'one',
      none: '',
      options: (answers, facts) => [noRule, ...ruleOptions(facts, namespaceOf(answers, facts))],
    },
    {
      id: 'where',
      title: 'Kept',
      question: 'Where is it kept?',
      help: 'An upload begins after the thaw; nothing is frozen while it goes on.',
      ask: 'one',
      none: '',
      options: () => [
        {
          value: 'local',
          label: 'in the cluster',
          about: 'in the pools of the storage: fast, and lost with the cluster',
        },
        { value: 'cloud', label: 'in the object store', about: 'uploaded; survives the cluster' },
      ],
    },
    {
      id: 'credential',
      title: 'Credential',
      question: 'With which credential of the object store?',
      help: 'Left empty: the only one that the storage has.',
      applies: ({ where }) => where?.[0] === 'cloud',
      ask: 'text',
      check: text => (/\s/.test(text) ? 'A credential is one word.' : undefined),
    },
    nameStep(),
  ],
  command: (answers, facts) => [
    'snapshot',
    ...claimsOf(answers),
    '-n',
    namespaceOf(answers, facts),
    ...(answers.rule?.[0] === 'library' ? ['--rule-for', 'auto'] : []),
    ...flag('--pre', ruleNames(answers.pre)),
    ...flag('--post', ruleNames(answers.post)),
    ...(answers.where?.[0] === 'cloud' ? ['--cloud'] : []),
    ...flag('--credential', answers.credential),
    ...flag('--name', answers.name),
  ],
}

const noRule: Option = { value: '', label: 'none', about: 'nothing runs afterwards' }

function ruleChoices(answers: Answers, facts: WizardFacts): readonly Option[] {
  const namespace = namespaceOf(answers, facts)
  const found = proposalsFor(facts, namespace, claimsOf(answers))
  const [first, second] = found
  const library: Option = {
    value: 'library',
    label: 'the rule of the library',
    ...(first === undefined
      ? { no: 'The library knows none of the images that run on these claims.' }
      : second !== undefined
        ? { no: `Several applications use these claims: ${found.map(({ workload }) => workload).join(', ')}.` }
        : first.entry.rules === undefined
          ? { no: `The library has no rule for ${first.entry.title}: ${first.entry.instead}` }
          : { about: `for ${first.entry.title}, in ${first.workload}` }),
  }
  const count = ofKind(facts, 'Rule', namespace).length
  return [
    library,
    {
      value: 'existing',
      label: 'rules that are there',
      ...(count === 0 ? { no: `There are no rules in ${namespace}.` } : { about: `${count} in ${namespace}` }),
    },
    { value: 'none', label: 'nothing', about: 'crash-consistent' },
  ]
}

function nameStep(): Step<WizardFacts> {
  return {
    id: 'name',
    title: 'Name',
    question: 'What is it called?',
    help: 'Left empty: after the claim and the time.',
    ask: 'text',
    check: (text, answers, facts) => {
      if (text === '') return undefined
      const namespace = namespaceOf(answers, facts)
      const kind = claimsOf(answers).length > 1 ? 'GroupVolumeSnapshot' : 'VolumeSnapshot'
      const isTaken = ofKind(facts, kind, namespace).some(({ metadata }) => metadata.name === text)
      return isTaken ? `There is a ${kind} "${text}" already.` : nameProblem(text)
    },
  }
}
