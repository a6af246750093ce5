/** Every screen that has a name in the command bar, each loaded when it is opened. Lists are made from the kinds. */

import type { KubeObject } from '@pxsnap/core/specs'
import { kindByWord } from '../../kind-words.ts'
import { Problem } from '../../problem.ts'
import type { Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import type { WizardName } from './open-wizard.ts'

export type ScreenDeclaration = {
  /** What can be typed after `:`; the first word is the one that is shown. */
  readonly words: readonly string[]
  readonly summary: string
  /**
   * Opens it. `args`: the words after its name; `subjects`: what was marked or stood under the cursor. Throws a Problem
   * for words that make no sense.
   */
  readonly open: (ui: Ui, args: readonly string[], subjects: readonly KubeObject[]) => Promise<Screen>
}

export const screens: readonly ScreenDeclaration[] = [
  {
    words: ['overview', 'home', 'status'],
    summary: 'what is protected, what runs, what failed, and what is frozen now',
    open: async ui => (await import('./overview.ts')).overviewScreen(ui),
  },
  ...wizard('snapshot', 'takes a snapshot of claims'),
  ...wizard('restore', 'puts the data of a snapshot back'),
  ...wizard('clone', 'makes new claims with the data of a snapshot'),
  ...wizard('pair', 'pairs with another cluster'),
  ...wizard('migrate', 'moves or copies namespaces to a paired cluster'),
  {
    words: ['timeline'],
    summary: 'who was frozen when: timeline KIND NAME',
    open: async (ui, args, subjects) => {
      const object = await oneOf(ui, 'timeline', args, subjects)
      if (object.kind === 'Migration') return (await import('./migration.ts')).migrationScreen(ui, object)
      return (await import('./timeline.ts')).timelineScreen(ui, object)
    },
  },
  {
    words: ['progress', 'migration'],
    summary: 'how a migration goes: progress NAME',
    open: async (ui, args, subjects) => {
      const words = args.length === 1 ? ['migration', ...args] : args
      const object = await oneOf(ui, 'progress', words, subjects)
      if (object.kind === 'Migration') return (await import('./migration.ts')).migrationScreen(ui, object)
      throw new Problem('usage', `A ${object.kind} is no migration.`, ':progress NAME')
    },
  },
  {
    words: ['history'],
    summary: 'what has happened to claims: history PVC',
    open: async (ui, args, subjects) => {
      const claims = args.length > 0 ? [await oneOf(ui, 'history', ['pvc', ...args], [])] : subjects
      if (claims.length === 0 || claims.some(({ kind }) => kind !== 'PersistentVolumeClaim'))
        throw new Problem('usage', 'history is about claims.', ':history PVC')
      return (await import('./history.ts')).historyScreen(ui, claims)
    },
  },
  {
    words: ['tree'],
    summary: 'an object with its owners, members and data: tree KIND NAME',
    open: async (ui, args, subjects) =>
      (await import('./tree.ts')).treeScreen(ui, await oneOf(ui, 'tree', args, subjects)),
  },
  {
    words: ['describe', 'detail'],
    summary: 'everything about an object: describe KIND NAME',
    open: async (ui, args, subjects) =>
      (await import('./detail.ts')).detailScreen(ui, await oneOf(ui, 'describe', args, subjects)),
  },
  {
    words: ['calendar'],
    summary: 'when schedules and policies run: calendar NAME',
    open: async (ui, args, subjects) => {
      const { calendarKinds, calendarScreen } = await import('./calendar.ts')
      for (const kind of calendarKinds) ui.live.list(kind)
      await ui.live.settled()
      const marked = subjects.filter(({ kind }) => calendarKinds.some(one => one.kind === kind))
      return calendarScreen(ui, args.length > 0 ? args : marked.map(({ metadata }) => metadata.name))
    },
  },
  {
    words: ['backups', 'backup'],
    summary: 'what an object store holds: backups [CREDENTIAL]',
    open: async (ui, args) => (await import('./backups.ts')).backupsScreen(ui, args[0]),
  },
  {
    words: ['thaw'],
    summary: 'finds and releases everything that is still frozen',
    open: async (ui, args) => (await import('./command.ts')).commandScreen(ui, ['thaw', ...args]),
  },
  {
    words: ['log', 'commands'],
    summary: 'what was done here, as commands',
    open: async ui => (await import('./commands-done.ts')).commandsDoneScreen(ui),
  },
]

function wizard(name: WizardName, summary: string): readonly ScreenDeclaration[] {
  return [
    {
      words: [name],
      summary,
      open: async (ui, args, subjects) => (await import('./open-wizard.ts')).openWizard(ui, name, args, subjects),
    },
  ]
}

/** The object that the words name, or the one under the cursor. */
async function oneOf(
  ui: Ui,
  screen: string,
  args: readonly string[],
  [subject]: readonly KubeObject[],
): Promise<KubeObject> {
  const [word, name] = args.length === 1 ? (args[0] ?? '').split('/') : args
  if (word !== undefined && name !== undefined) return named(ui, word, name)
  if (subject !== undefined && args.length === 0) return subject
  throw new Problem('usage', `${screen} is about one object.`, `:${screen} KIND NAME`)
}

/** In the namespace that is chosen, or wherever it is. */
async function named(ui: Ui, word: string, name: string): Promise<KubeObject> {
  const { apiVersion, kind } = kindByWord(word)
  const list = ui.live.list({ apiVersion, kind })
  await ui.live.settled()
  const namespace = ui.namespace()
  const found = list.objects().filter(({ metadata }) => metadata.name === name)
  const here = found.find(({ metadata }) => namespace === undefined || (metadata.namespace ?? namespace) === namespace)
  if (here !== undefined) return here
  throw new Problem('notFound', `There is no ${kind} ${name}${namespace === undefined ? '' : ` in ${namespace}`}.`)
}
