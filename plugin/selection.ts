/** Which objects the user means: `KIND NAME…`, `KIND,KIND`, `KIND/NAME …`, in one namespace or in all. */

import type { Cluster } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import { type KindName, kindByWord, kindsByWords } from './kind-words.ts'
import { labelQuery } from './label-query.ts'
import { Problem } from './problem.ts'

export type Selection = {
  /** One entry per kind, in the order asked for. `names` absent: all of the kind. */
  readonly groups: readonly { readonly kind: KindName; readonly names?: readonly string[] }[]
  /** Whether exactly one object was named, so that it is printed alone and not as a list. */
  readonly single: boolean
}

/** Reads positionals the way kubectl does. Throws a Problem for what cannot be meant. */
export function readSelection(positionals: readonly string[]): Selection {
  const [first = '', ...names] = positionals
  if (positionals.some(one => one.includes('/'))) return readPairs(positionals)
  const kinds = kindsByWords(first)
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

function readPairs(positionals: readonly string[]): Selection {
  const groups = positionals.map(pair => {
    const [word = '', name = '', ...more] = pair.split('/')
    if (word === '' || name === '' || more.length > 0) {
      throw new Problem('usage', `"${pair}" is not of the form KIND/NAME, which all must have when one has it.`)
    }
    return { kind: kindByWord(word), names: [name] }
  })
  return { groups, single: groups.length === 1 }
}

export type SelectionScope = {
  readonly namespace: string
  readonly allNamespaces: boolean
  /** The text of `-l`. */
  readonly selector?: string | undefined
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
  const matches = scope.selector === undefined ? () => true : labelQuery(scope.selector)
  const found: Selected[] = []
  const missing: Problem[] = []
  for (const { kind, names } of selection.groups) {
    if (names === undefined) {
      const namespace = kind.scope === 'Cluster' || scope.allNamespaces ? {} : { namespace: scope.namespace }
      const { items } = await cluster.list({ apiVersion: kind.apiVersion, kind: kind.kind, ...namespace })
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
