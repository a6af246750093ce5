/** The keys that do something with the objects under the cursor or marked, by their kinds. */

import type { KubeObject } from '@pxsnap/core/specs'
import { isSnapshot, ruleOutputOf } from '@pxsnap/core/views'
import { kindByWord, kindWords } from '../kind-words.ts'
import { objectName } from '../output/print-objects.ts'
import type { KeyBinding } from './screen.ts'
import { ruleOutputScreen } from './screens/rule-output.ts'
import { usedByScreen } from './screens/used-by.ts'
import { yamlScreen } from './screens/yaml.ts'
import type { Ui } from './ui.ts'

/** Nothing for no objects. Keys of things that make no sense for them are left out. */
export function objectKeys(ui: Ui, objects: readonly KubeObject[]): readonly KeyBinding[] {
  const [first] = objects
  if (first === undefined) return []
  return [
    ...lookingKeys(ui, first, objects),
    ...makingKeys(ui, objects),
    ...scheduleKeys(ui, objects),
    ...deleting(ui, objects),
  ]
}

function lookingKeys(ui: Ui, first: KubeObject, objects: readonly KubeObject[]): readonly KeyBinding[] {
  const isRun = isSnapshot(first)
  return [
    {
      keys: ['d'],
      does: 'describes the object',
      hint: 'describe',
      group: 'Show',
      run: () => ui.show('describe', [first]),
    },
    {
      keys: ['y'],
      does: 'shows the object as YAML',
      hint: 'yaml',
      group: 'Show',
      run: () => ui.open(yamlScreen(ui, objects)),
    },
    ...when(ruleOutputOf(first) !== undefined, {
      keys: ['l'],
      does: 'shows what the commands of its rules printed',
      hint: 'output',
      group: 'Show',
      run: () => ui.open(ruleOutputScreen(ui, first)),
    }),
    ...when(isRun || first.kind === 'Migration', {
      keys: ['t'],
      does: first.kind === 'Migration' ? 'shows how the migration goes' : 'shows who was frozen when',
      hint: 'timeline',
      group: 'Show',
      run: () => ui.show(first.kind === 'Migration' ? 'migration' : 'timeline', [first]),
    }),
    {
      keys: ['u'],
      does: 'shows what uses the object',
      hint: 'used by',
      group: 'Show',
      run: () => ui.open(usedByScreen(ui, first)),
    },
  ]
}

function makingKeys(ui: Ui, objects: readonly KubeObject[]): readonly KeyBinding[] {
  const all = (is: (object: KubeObject) => boolean) => objects.every(is)
  const [first] = objects
  const wizard = (words: string) => () => ui.show(words, objects)
  return [
    ...when(
      all(({ kind }) => kind === 'PersistentVolumeClaim'),
      {
        keys: ['s'],
        does: 'takes a snapshot',
        hint: 'snapshot',
        group: 'Act',
        writes: true,
        run: wizard('snapshot'),
      },
    ),
    ...when(objects.length === 1 && all(isSnapshot), {
      keys: ['r'],
      does: 'restores it, in place or into another claim',
      hint: 'restore',
      group: 'Act',
      writes: true,
      run: wizard('restore'),
    }),
    ...when(objects.length === 1 && all(isSnapshot), {
      keys: ['c'],
      does: 'clones it into a new claim',
      hint: 'clone',
      group: 'Act',
      writes: true,
      run: wizard('clone'),
    }),
    ...when(
      all(({ kind }) => ['Namespace', 'ClusterPair', 'PersistentVolumeClaim', 'Migration'].includes(kind)),
      {
        keys: ['m'],
        does: 'migrates its namespace to another cluster',
        hint: 'migrate',
        group: 'Act',
        writes: true,
        run: wizard('migrate'),
      },
    ),
    ...when(all(isSnapshot), {
      keys: ['x'],
      does: 'thaws what it has frozen',
      hint: 'thaw',
      group: 'Act',
      writes: true,
      run: () => runCommand(ui, 'thaw', objects),
    }),
    ...when(first !== undefined && objects.length === 1, {
      keys: ['e'],
      does: 'edits the object in $EDITOR',
      hint: 'edit',
      group: 'Act',
      writes: true,
      run: () => runCommand(ui, 'edit', objects),
    }),
  ]
}

function scheduleKeys(ui: Ui, objects: readonly KubeObject[]): readonly KeyBinding[] {
  const [first] = objects
  if (first === undefined || !objects.every(({ kind }) => kind === 'VolumeSnapshotSchedule')) return []
  const isSuspended = (first.spec as { readonly suspend?: unknown } | undefined)?.suspend === true
  const verb = isSuspended ? 'resume' : 'suspend'
  return [
    {
      keys: ['z'],
      does: isSuspended ? 'resumes the schedule' : 'suspends the schedule',
      hint: verb,
      group: 'Act',
      writes: true,
      run: () => runCommand(ui, verb, objects, 'names'),
    },
    {
      keys: ['f'],
      does: 'begins a run now',
      hint: 'run now',
      group: 'Act',
      writes: true,
      run: () => runCommand(ui, 'trigger', objects.slice(0, 1), 'names'),
    },
  ]
}

function deleting(ui: Ui, objects: readonly KubeObject[]): readonly KeyBinding[] {
  const what = objects.length === 1 ? 'the object' : `the ${objects.length} objects`
  return [
    {
      keys: ['ctrl-d'],
      does: `deletes ${what}, after the plan and a question`,
      hint: 'delete',
      group: 'Act',
      writes: true,
      run: () => runCommand(ui, 'delete', objects),
    },
  ]
}

/** The plan of the command stands before its question. */
function runCommand(ui: Ui, command: string, objects: readonly KubeObject[], how: 'pairs' | 'names' = 'pairs'): void {
  const namespaces = new Set(objects.map(({ metadata }) => metadata.namespace))
  if (namespaces.size > 1) {
    ui.say('These are in several namespaces, and one command works in one. Choose a namespace first.', 'working')
    return
  }
  const [namespace] = namespaces
  const words = objects.map(object => (how === 'pairs' ? shortName(object) : object.metadata.name))
  ui.background(command, async () => {
    const { commandScreen } = await import('./screens/command.ts')
    ui.open(commandScreen(ui, [command, ...words, ...(namespace === undefined ? [] : ['-n', namespace])]))
  })
}

/** With the API group only where the kind alone would mean another. */
function shortName(object: KubeObject): string {
  const { apiVersion, kind, metadata } = object
  const word = kind.toLowerCase()
  const isMeant = kindWords().includes(word) && kindByWord(word).apiVersion === apiVersion
  return isMeant ? `${word}/${metadata.name}` : objectName(object)
}

function when(holds: boolean, binding: KeyBinding): readonly KeyBinding[] {
  return holds ? [binding] : []
}
