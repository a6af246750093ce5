/** The question which snapshot, shared by the wizards that take data out of one. */

import type { KubeObject } from '@pxsnap/core/specs'
import { snapshotState } from '@pxsnap/core/views'
import { aboutSnapshot, membersOf, snapshotsIn, type WizardFacts } from './facts.ts'
import { namespaceOf } from './namespace-step.ts'
import type { Answers, Option, Step } from './wizard.ts'

export function snapshotStep(question: string): Step<WizardFacts> {
  return {
    id: 'snapshot',
    title: 'Snapshot',
    question,
    help: 'The newest stands first. A group is taken as one.',
    ask: 'one',
    none: 'There is no usable snapshot here.',
    options: (answers, facts) => snapshotsIn(facts, sourceNamespace(answers, facts)).map(one => option(one, facts)),
  }
}

/** Where the snapshot is. */
export function sourceNamespace(answers: Answers, facts: WizardFacts): string {
  return namespaceOf(answers, facts, ['VolumeSnapshot', 'GroupVolumeSnapshot'])
}

export function chosenSnapshot(answers: Answers, facts: WizardFacts): KubeObject | undefined {
  const [key] = answers.snapshot ?? []
  return snapshotsIn(facts, sourceNamespace(answers, facts)).find(one => keyOf(one) === key)
}

/** `vs/NAME` or `gvs/NAME`, as the commands take it. */
export function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind === 'GroupVolumeSnapshot' ? 'gvs' : 'vs'}/${metadata.name}`
}

/** Why the names do not do for new claims with the data of the snapshot. `taken`: claims of that namespace. */
export function newNamesProblem(
  names: readonly string[],
  members: readonly string[],
  taken: readonly string[],
): string | undefined {
  if (names.length !== members.length)
    return `${members.length === 1 ? 'One name is needed' : `${members.length} names are needed`}, with commas between: one for each of ${members.join(', ')}.`
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return `Two new claims cannot both be called "${twice}".`
  const clash = names.find(name => taken.includes(name))
  return clash === undefined ? undefined : `There is a claim "${clash}" already.`
}

export function namesIn(text: string): readonly string[] {
  return text
    .split(/[,\s]+/)
    .map(name => name.trim())
    .filter(name => name !== '')
}

function option(snapshot: KubeObject, facts: WizardFacts): Option {
  const { tone, word } = snapshotState(snapshot)
  const count = snapshot.kind === 'GroupVolumeSnapshot' ? `${membersOf(facts, snapshot).length} claims, ` : ''
  return {
    value: keyOf(snapshot),
    about: `${count}${aboutSnapshot(facts, snapshot)}`,
    ...(tone === 'usable' ? {} : { no: `${snapshot.metadata.name} is not ready: ${word}.` }),
  }
}
