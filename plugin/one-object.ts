/** The one object that a command is about, and the objects among which its relations are looked for. */

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

/** All objects of the kinds we know; of one namespace and those without any, or of all. */
export async function allObjects(world: World, namespace?: string): Promise<readonly KubeObject[]> {
  const { cluster } = world.ports
  const lists = kindCatalogue.map(({ apiVersion, kind, scope }) =>
    cluster.list({ apiVersion, kind, ...(namespace === undefined || scope === 'Cluster' ? {} : { namespace }) }),
  )
  return (await world.drive(Promise.all(lists))).flatMap(({ items }) => items)
}
