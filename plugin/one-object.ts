/** The one object that a command is about, and the objects among which its relations are looked for. */

import { PortError } from '@pxsnap/core/ports'
import { type KubeObject, kindCatalogue } from '@pxsnap/core/specs'
import type { World } from './open-world.ts'
import { Problem } from './problem.ts'
import { readSelection, selectObjects } from './selection.ts'

/** Throws a Problem unless the words name exactly one object that is there. */
export async function oneObject(world: World, command: string, positionals: readonly string[]): Promise<KubeObject> {
  const selection = readSelection(positionals)
  if (!selection.single)
    throw new Problem('usage', `${command} is about one object.`, `kubectl pxsnap ${command} KIND NAME`)
  const scope = { namespace: world.namespace, allNamespaces: false }
  const { found, missing } = await world.drive(selectObjects(world.ports.cluster, selection, scope))
  const [problem] = missing
  if (problem !== undefined) throw problem
  const object = found.flatMap(({ objects }) => objects)[0]
  if (object === undefined) throw new Problem('notFound', 'There is no such object.')
  return object
}

/** All objects of the kinds we know, in every namespace. Throws `forbidden` for a kind that is needed and may not be seen. */
export function allObjects(world: World, needed: readonly string[] = []): Promise<readonly KubeObject[]> {
  return objectsOf(world, kindCatalogue, { needed })
}

/**
 * All objects of these kinds, as far as the cluster serves them and the account may see them; what it may not see is told.
 */
export async function objectsOf(
  world: World,
  kinds: readonly { readonly apiVersion: string; readonly kind: string; readonly scope?: 'Namespaced' | 'Cluster' }[],
  { namespace, needed = [] }: { readonly namespace?: string; readonly needed?: readonly string[] } = {},
): Promise<readonly KubeObject[]> {
  const hidden: string[] = []
  const list = async ({ apiVersion, kind, scope }: (typeof kinds)[number]): Promise<readonly KubeObject[]> => {
    const where = namespace === undefined || scope === 'Cluster' ? {} : { namespace }
    try {
      return (await world.ports.cluster.list({ apiVersion, kind, ...where })).items
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      if (error.kind === 'forbidden' && needed.includes(kind)) throw error
      if (error.kind === 'forbidden') hidden.push(kind)
      else if (error.kind !== 'unsupported') throw error
      return []
    }
  }
  const lists = await world.drive(Promise.all(kinds.map(list)))
  if (hidden.length > 0)
    world.say(`Your account may not list ${[...new Set(hidden)].join(', ')}, so what depends on them is left out.`)
  return lists.flat()
}
