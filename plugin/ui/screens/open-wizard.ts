/** Opens a wizard with what is known already: what was marked, and where that is. */

import type { KubeObject } from '@pxsnap/core/specs'
import { claimsOfPod } from '@pxsnap/core/views'
import { simulatorHome } from '../../open-world.ts'
import { Problem } from '../../problem.ts'
import type { Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { snapshotKinds } from '../wizards/facts.ts'
import { liveFacts } from '../wizards/live-facts.ts'
import { keyOf } from '../wizards/snapshot-step.ts'
import type { Answers } from '../wizards/wizard.ts'
import { wizardScreen } from './wizard.ts'

export type WizardName = 'snapshot' | 'restore' | 'clone' | 'pair' | 'migrate'

export async function openWizard(
  ui: Ui,
  name: WizardName,
  args: readonly string[],
  subjects: readonly KubeObject[],
): Promise<Screen> {
  const { given, within } = known(name, args, subjects)
  const clusters = name === 'pair' ? await otherClusters(ui) : []
  const facts = liveFacts(ui, { clusters, within })
  facts()
  await ui.live.settled()
  const options = { facts, given }
  switch (name) {
    case 'snapshot':
      return wizardScreen(ui, (await import('../wizards/snapshot-wizard.ts')).snapshotWizard, options)
    case 'restore':
      return wizardScreen(ui, (await import('../wizards/restore-wizard.ts')).restoreWizard, options)
    case 'clone':
      return wizardScreen(ui, (await import('../wizards/clone-wizard.ts')).cloneWizard, options)
    case 'pair':
      return wizardScreen(ui, (await import('../wizards/pair-wizard.ts')).pairWizard, options)
    case 'migrate':
      return wizardScreen(ui, (await import('../wizards/migrate-wizard.ts')).migrateWizard, options)
  }
}

type Known = { readonly given: Answers; readonly within: string | undefined }

/** `args`: names typed after the name of the wizard; they count before what is under the cursor. */
function known(name: WizardName, args: readonly string[], subjects: readonly KubeObject[]): Known {
  const namespaces = [...new Set(subjects.flatMap(({ metadata }) => metadata.namespace ?? []))]
  const [within] = namespaces
  if (name === 'migrate') {
    const named = subjects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name)
    const chosen = args.length > 0 ? args : [...named, ...namespaces.filter(one => one !== 'kube-system')]
    return { given: chosen.length === 0 ? {} : { namespaces: chosen }, within: undefined }
  }
  if (name === 'pair') return { given: {}, within: undefined }
  const isOfSnapshot = name === 'restore' || name === 'clone'
  if (args.length > 0)
    return { given: isOfSnapshot ? { snapshot: args.slice(0, 1) } : { claims: args }, within: undefined }
  if (namespaces.length > 1) {
    throw new Problem('usage', 'These are in several namespaces.', 'Take those of one namespace at a time.')
  }
  if (isOfSnapshot) {
    const snapshot = subjects.find(({ kind }) => snapshotKinds.has(kind))
    return snapshot === undefined
      ? { given: {}, within: undefined }
      : { given: { snapshot: [wholeKey(snapshot)] }, within }
  }
  const claims = claimsAmong(subjects)
  return claims.length === 0 ? { given: {}, within: undefined } : { given: { claims }, within }
}

/** A member of a group is taken with the others, as they belong together. */
function wholeKey(snapshot: KubeObject): string {
  const group = snapshot.metadata.ownerReferences?.find(({ kind }) => kind === 'GroupVolumeSnapshot')
  return group === undefined ? keyOf(snapshot) : `gvs/${group.name}`
}

/** Claims themselves, and those that pods use. */
function claimsAmong(subjects: readonly KubeObject[]): readonly string[] {
  const names = subjects.flatMap(object => {
    if (object.kind === 'PersistentVolumeClaim') return [object.metadata.name]
    return object.kind === 'Pod' ? claimsOfPod(object) : []
  })
  return [...new Set(names)]
}

async function otherClusters(ui: Ui): Promise<readonly string[]> {
  if (ui.world.simulated === undefined)
    throw new Problem(
      'usage',
      'Pairing step by step is for simulated clusters.',
      'A ClusterPair to a real one is made with kubectl pxsnap create clusterpair, or with apply.',
    )
  return (await simulatorHome(ui.face).names()).filter(name => name !== ui.world.name)
}
