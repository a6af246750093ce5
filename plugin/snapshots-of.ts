/** The snapshots that a command is about, one alone or the members of a group, and the claims they were taken of. */

import { finalizer } from '@pxsnap/core/engine'
import { type Executor, type KubeObject, textOf, valueAt } from '@pxsnap/core/specs'
import { kindByWord } from './kind-words.ts'
import { isSimulated, type World } from './open-world.ts'
import { Problem } from './problem.ts'
import { notFound } from './selection.ts'

const snapshotKind = kindByWord('vs')
const groupKind = kindByWord('gvs')

export type WantedSnapshot = { readonly kind: typeof snapshotKind | undefined; readonly name: string }

/** `NAME`, `KIND/NAME` or `KIND NAME`. */
export function wantedSnapshot(positionals: readonly string[], done = 'cloned'): WantedSnapshot {
  const [word = '', name] =
    positionals.length === 1 && positionals[0]?.includes('/') ? positionals[0].split('/') : positionals
  if (name === undefined) return { kind: undefined, name: word }
  const kind = kindByWord(word)
  if (kind.kind === snapshotKind.kind || kind.kind === groupKind.kind) return { kind, name }
  throw new Problem('usage', `A ${kind.kind} cannot be ${done}; a VolumeSnapshot or a GroupVolumeSnapshot can.`)
}

/** The VolumeSnapshot or GroupVolumeSnapshot of that name. */
export async function findSnapshot(
  world: World,
  { kind, name }: WantedSnapshot,
  namespace: string,
): Promise<KubeObject> {
  const { cluster } = world.ports
  const kinds = kind === undefined ? [snapshotKind, groupKind] : [kind]
  for (const { apiVersion, kind } of kinds) {
    const found = await cluster.get({ apiVersion, kind, namespace, name })
    if (found !== undefined) return found
  }
  throw notFound(kind ?? snapshotKind, name, namespace)
}

/** The snapshot itself, or the members of the group in the order of their claims. */
export async function findSnapshots(
  world: World,
  { kind, name }: WantedSnapshot,
  namespace: string,
): Promise<readonly KubeObject[]> {
  const { cluster } = world.ports
  const single = kind?.kind === groupKind.kind ? undefined : await cluster.get({ ...snapshotKind, namespace, name })
  if (single !== undefined) return [single]
  const group = kind?.kind === snapshotKind.kind ? undefined : await cluster.get({ ...groupKind, namespace, name })
  if (group === undefined) throw notFound(kind ?? snapshotKind, name, namespace)
  const { items } = await cluster.list({ apiVersion: snapshotKind.apiVersion, kind: snapshotKind.kind, namespace })
  const members = items.filter(
    ({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === group.metadata.uid) ?? false,
  )
  return members.toSorted((one, other) => (claimOf(one) < claimOf(other) ? -1 : 1))
}

function claimOf(snapshot: KubeObject): string {
  return textOf(valueAt(snapshot, ['spec', 'persistentVolumeClaimName'])) ?? ''
}

export async function sourcesOf(
  world: World,
  snapshots: readonly KubeObject[],
): Promise<readonly (KubeObject | undefined)[]> {
  const { cluster } = world.ports
  return Promise.all(
    snapshots.map(snapshot => {
      const { namespace = '' } = snapshot.metadata
      return cluster.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claimOf(snapshot) })
    }),
  )
}

export async function claimNames(world: World): Promise<readonly string[]> {
  const query = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: world.namespace }
  return (await world.ports.cluster.list(query)).items.map(({ metadata }) => metadata.name)
}

/** STORK can clone only what it took itself; what we took beside it is ours to clone. */
export async function whoTook(world: World, snapshots: readonly KubeObject[]): Promise<Executor | undefined> {
  const isOurs = snapshots.some(({ metadata }) => metadata.finalizers?.includes(finalizer))
  if (isSimulated(world) || !isOurs) return undefined
  return (await world.executor(undefined, 'judge')) === 'stork' ? 'pxsnap' : undefined
}
