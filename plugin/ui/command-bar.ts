/** What can be typed after `:`: kinds and screens with their arguments, `ns`, `ctx`, `q`. */

import { type KubeObject, kindCatalogue, nearest } from '@pxsnap/core/specs'
import fuzzysort from 'fuzzysort'
import { kindByWord, kindWords } from '../kind-words.ts'
import { Problem } from '../problem.ts'
import { namespaceNames } from './namespaces.ts'
import { screens } from './screens/catalogue.ts'
import type { Ui } from './ui.ts'

/** Throws a Problem that says what could have been meant. */
export async function openByWords(ui: Shellish, typed: string, subjects: readonly KubeObject[]): Promise<void> {
  const [word = '', ...args] = typed.trim().split(/\s+/)
  const name = word.toLowerCase()
  if (leaving.includes(name)) return ui.quit()
  if ((name === 'ns' || name.startsWith('namespace')) && args[0] !== undefined) return chooseNamespace(ui, args[0])
  if (name === 'ctx' || name === 'context' || name === 'contexts') {
    if (args[0] !== undefined) return ui.switchCluster(args[0])
    const { contextsScreen } = await import('./screens/contexts.ts')
    return ui.open(await contextsScreen(ui))
  }
  const screen = screens.find(({ words }) => words.includes(name))
  if (screen !== undefined) return ui.open(await screen.open(ui, args, subjects))
  return openKind(ui, name, args)
}

/** What only the shell can do. */
export type Shellish = Ui & { quit(): void; switchCluster(name: string): void }

const leaving: readonly string[] = ['q', 'q!', 'quit', 'exit']

/** `vs`, `vs shop`, `vs /filter`, `vs app=mysql`, `vs @context`, in any order. */
async function openKind(ui: Shellish, word: string, args: readonly string[]): Promise<void> {
  const kind = knownKind(word)
  const context = args.find(arg => arg.startsWith('@'))
  if (context !== undefined) return ui.switchCluster(context.slice(1))
  const filterAt = args.findIndex(arg => arg.startsWith('/'))
  const filterText = filterAt === -1 ? undefined : args.slice(filterAt).join(' ').slice(1)
  const before = filterAt === -1 ? args : args.slice(0, filterAt)
  const labels = before.filter(arg => arg.includes('='))
  const [namespace] = before.filter(arg => !arg.includes('='))
  if (namespace !== undefined) chooseNamespace(ui, namespace)
  const filter = filterText ?? (labels.length > 0 ? `-l ${labels.join(',')}` : undefined)
  const { listScreen } = await import('./screens/list.ts')
  ui.open(listScreen(ui, { kind, ...(filter === undefined ? {} : { filter }) }))
}

function knownKind(word: string) {
  try {
    return kindByWord(word)
  } catch (error) {
    const meant = nearest(word, everyWord())
    throw error instanceof Problem
      ? new Problem(
          'usage',
          `There is no screen and no kind "${word}".${meant === undefined ? '' : ` Did you mean :${meant}?`}`,
        )
      : error
  }
}

function chooseNamespace(ui: Ui, name: string): void {
  ui.setNamespace(name === 'all' || name === '-' || name === '*' ? undefined : name)
}

function everyWord(): readonly string[] {
  return [...screens.flatMap(({ words }) => words), ...kindWords(), 'ns', 'ctx', 'quit']
}

/** Whole lines that what is typed can become, the likeliest first. */
export function completeCommand(ui: Ui, typed: string): readonly string[] {
  const words = typed.split(' ')
  const last = words.at(-1) ?? ''
  const before = words.slice(0, -1).join(' ')
  const candidates = words.length === 1 ? firstWords() : namespaceNames(ui)
  const starting = candidates.filter(word => word.startsWith(last.toLowerCase()))
  const fuzzy =
    last.length < 2 ? [] : fuzzysort.go(last, candidates, { threshold: 0.4, limit: 8 }).map(({ target }) => target)
  return [...new Set([...starting, ...fuzzy])].map(word => (before === '' ? word : `${before} ${word}`))
}

/** Names of screens and the plurals of kinds come before short names. */
function firstWords(): readonly string[] {
  const names = [
    ...screens.flatMap(({ words: [first] }) => first ?? []),
    ...kindCatalogue.map(({ plural }) => plural),
    'ns',
    'ctx',
    'quit',
  ]
  return [...new Set([...names, ...everyWord()])]
}
