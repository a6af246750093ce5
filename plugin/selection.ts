/** Which objects the user means: `KIND NAME…`, `KIND,KIND`, `KIND/NAME …`, in one namespace or in all. */

import type { Cluster, ServedResource } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import { discoveryOf } from './cluster-facts.ts'
import { type KindName, kindByWord, kindsByWords } from './kind-words.ts'
import { labelQuery } from './label-query.ts'
import type { World } from './open-world.ts'
import { Problem } from './problem.ts'

export type Selection = {
  /** One entry per kind, in the order asked for. `names` absent: all of the kind. */
  readonly groups: readonly { readonly kind: KindName; readonly names?: readonly string[] }[]
  /** Whether exactly one object was named, so that it is printed alone and not as a list. */
  readonly single: boolean
}

/** As {@link readSelection}, for kinds that pxsnap does not know and the cluster serves, too. */
export async function selectionServed(world: World, positionals: readonly string[]): Promise<Selection> {
  try {
    return readSelection(positionals)
  } catch (error) {
    if (!(error instanceof Problem) || error.exit !== 'notFound') throw error
    const served = await world.drive(discoveryOf(world).resources())
    const more = servedWord(served)
    const words = positionals.some(one => one.includes('/'))
      ? positionals.map(pair => pair.split('/')[0] ?? '')
      : (positionals[0] ?? '').split(',')
    if (!words.some(word => more(word) !== undefined)) throw error
    return readSelection(positionals, more)
  }
}

/** Finds a kind among those that a cluster serves by its plural, singular or short name, with or without the group. */
function servedWord(served: readonly ServedResource[]): (word: string) => KindName | undefined {
  return word => {
    const [name = '', ...group] = word.toLowerCase().split('.')
    const found = served.find(
      ({ apiVersion, kind, resource, shortNames }) =>
        [resource, kind.toLowerCase(), ...shortNames].includes(name) &&
        (group.length === 0 || (apiVersion.split('/').length > 1 ? apiVersion.split('/')[0] : '') === group.join('.')),
    )
    if (found === undefined) return undefined
    return { apiVersion: found.apiVersion, kind: found.kind, scope: found.namespaced ? 'Namespaced' : 'Cluster' }
  }
}

/** Reads positionals the way kubectl does. Throws a Problem for what cannot be meant. */
export function readSelection(
  positionals: readonly string[],
  more: (word: string) => KindName | undefined = () => undefined,
): Selection {
  const [first = '', ...names] = positionals
  if (positionals.some(one => one.includes('/'))) return readPairs(positionals, more)
  const kinds = kindsByWords(first, more)
  if (names.length === 0) return { groups: kinds.map(kind => ({ kind })), single: false }
  if (kinds.length > 1) {
    throw new Problem(
      'usage',
      'Several kinds cannot share a list of names.',
      `kubectl pxsnap get ${kinds.map(({ kind }) => `${kind.toLowerCase()}/NAME`).join(' ')}`,
    )
  }
  return { groups: kinds.map(kind => ({ kind, names })), single: names.length === 1 }
}

function readPairs(positionals: readonly string[], more: (word: string) => KindName | undefined): Selection {
  const groups = positionals.map(pair => {
    const [word = '', name = '', ...surplus] = pair.split('/')
    if (word === '' || name === '' || surplus.length > 0) {
      throw new Problem('usage', `"${pair}" is not of the form KIND/NAME, which all must have when one has it.`)
    }
    return { kind: more(word) ?? kindByWord(word), names: [name] }
  })
  return { groups, single: groups.length === 1 }
}

export type SelectionScope = {
  readonly namespace: string
  readonly allNamespaces: boolean
  /** The text of `-l`. */
  readonly selector?: string | undefined
  /** The text of `--field-selector`, as the API server takes it. */
  readonly fieldSelector?: string | undefined
}

export type Selected = { readonly kind: KindName; readonly objects: readonly KubeObject[] }

/** The objects, by kind. Those that were named and are not there are in `missing`, as Problems. */
export async function selectObjects(
  cluster: Cluster,
  selection: Selection,
  scope: SelectionScope,
): Promise<{ readonly found: readonly Selected[]; readonly missing: readonly Problem[] }> {
  const named = selection.groups.some(({ names }) => names !== undefined)
  if (named && scope.allNamespaces)
    throw new Problem('usage', 'A name cannot be looked up in all namespaces.', 'Name the namespace with -n.')
  if (named && scope.selector !== undefined) throw new Problem('usage', 'Names and -l cannot be used together.')
  if (named && scope.fieldSelector !== undefined)
    throw new Problem('usage', 'Names and --field-selector cannot be used together.')
  const fields = scope.fieldSelector === undefined ? {} : { fieldSelector: scope.fieldSelector }
  const matches = scope.selector === undefined ? () => true : labelQuery(scope.selector)
  const found: Selected[] = []
  const missing: Problem[] = []
  for (const { kind, names } of selection.groups) {
    if (names === undefined) {
      const namespace = kind.scope === 'Cluster' || scope.allNamespaces ? {} : { namespace: scope.namespace }
      const { items } = await cluster.list({ apiVersion: kind.apiVersion, kind: kind.kind, ...namespace, ...fields })
      found.push({ kind, objects: items.filter(({ metadata }) => matches(metadata.labels ?? {})) })
      continue
    }
    const objects: KubeObject[] = []
    for (const name of names) {
      const object = await cluster.get(refOf(kind, name, scope.namespace))
      if (object === undefined) missing.push(notFound(kind, name, scope.namespace))
      else objects.push(object)
    }
    found.push({ kind, objects })
  }
  return { found: merged(found), missing }
}

export function refOf(kind: KindName, name: string, namespace: string) {
  const { apiVersion, kind: kindName, scope } = kind
  return { apiVersion, kind: kindName, name, ...(scope === 'Cluster' ? {} : { namespace }) }
}

export function notFound(kind: KindName, name: string, namespace: string): Problem {
  const where = kind.scope === 'Cluster' ? '' : ` in namespace "${namespace}"`
  const list = `kubectl pxsnap get ${kind.kind.toLowerCase()}${kind.scope === 'Cluster' ? '' : ' -A'} --sim`
  return new Problem('notFound', `There is no ${kind.kind} "${name}"${where}.`, list)
}

/** `KIND/NAME` pairs of one kind stand together. */
function merged(found: readonly Selected[]): readonly Selected[] {
  const byKind = new Map<string, Selected>()
  for (const { kind, objects } of found) {
    const key = `${kind.apiVersion}/${kind.kind}`
    byKind.set(key, { kind, objects: [...(byKind.get(key)?.objects ?? []), ...objects] })
  }
  return [...byKind.values()]
}
