/** Plans new claims with the data of a snapshot: one for a single snapshot, one per member for a group. */

import { type KubeObject, snapshotSource, snapshotSourceNamespace, valueAt } from '../specs/index.ts'
import { obstacle, type Plan } from './plan.ts'

/** STORK's class for claims that are made from snapshots. */
export const cloneClass = 'stork-snapshot-sc'

export type CloneRequest = {
  /** The snapshots to clone, in the order of `names`: one VolumeSnapshot, or the members of a group. */
  readonly snapshots: readonly KubeObject[]
  /** The claims that the snapshots were taken of, in the same order; undefined for one that is gone. */
  readonly sources: readonly (KubeObject | undefined)[]
  /** Names for the new claims; empty: `<claim>-clone`. */
  readonly names: readonly string[]
  readonly namespace: string
  /** Claims that already exist in that namespace. */
  readonly taken: readonly string[]
}

export function planClone({ snapshots, sources, names, namespace, taken }: CloneRequest): Plan {
  if (snapshots.length === 0)
    return obstacle('not-ready', 'The snapshot has no members yet, so there is nothing to clone.')
  const notReady = snapshots.find(snapshot => !isReady(snapshot))
  if (notReady !== undefined) {
    return obstacle('not-ready', `The VolumeSnapshot "${notReady.metadata.name}" is not ready, so it cannot be cloned.`)
  }
  if (names.length > 0 && names.length !== snapshots.length) {
    const members = snapshots.map(claimName).join(', ')
    return obstacle(
      'not-allowed',
      `--as has ${count(names.length, 'name')} for ${count(snapshots.length, 'claim')}.`,
      `Name one new claim for each of: ${members}`,
    )
  }
  const wanted = names.length > 0 ? names : snapshots.map(snapshot => `${claimName(snapshot)}-clone`)
  const twice = wanted.find((name, index) => wanted.indexOf(name) !== index)
  if (twice !== undefined) return obstacle('not-allowed', `Two new claims cannot both be called "${twice}".`)
  const clash = wanted.find(name => taken.includes(name))
  if (clash !== undefined) {
    return obstacle(
      'not-allowed',
      `There is already a claim "${clash}" in namespace "${namespace}".`,
      'Choose another name with --as.',
    )
  }
  const objects = snapshots.map((snapshot, index) =>
    cloneClaim(snapshot, sources[index], wanted[index] ?? '', namespace),
  )
  return { writes: objects.map(object => ({ do: 'create', object })), unchanged: [], obstacles: [] }
}

/** The claim is as large as the one it was taken of and may be mounted the same way. */
function cloneClaim(snapshot: KubeObject, source: KubeObject | undefined, name: string, namespace: string): KubeObject {
  const from = snapshot.metadata.namespace ?? ''
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace,
      annotations: {
        [snapshotSource.key]: snapshot.metadata.name,
        ...(from === namespace ? {} : { [snapshotSourceNamespace.key]: from }),
      },
    },
    spec: {
      accessModes: valueAt(source, ['spec', 'accessModes']) ?? ['ReadWriteOnce'],
      storageClassName: cloneClass,
      resources: { requests: { storage: sizeOf(source) } },
    },
  }
}

function sizeOf(source: KubeObject | undefined): unknown {
  return (
    valueAt(source, ['status', 'capacity', 'storage']) ??
    valueAt(source, ['spec', 'resources', 'requests', 'storage']) ??
    '1Gi'
  )
}

function isReady(snapshot: KubeObject): boolean {
  const conditions = valueAt(snapshot, ['status', 'conditions'])
  return (
    Array.isArray(conditions) &&
    conditions.some(one => valueAt(one, ['type']) === 'Ready' && valueAt(one, ['status']) === 'True')
  )
}

function claimName(snapshot: KubeObject): string {
  const name = valueAt(snapshot, ['spec', 'persistentVolumeClaimName'])
  return typeof name === 'string' ? name : snapshot.metadata.name
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
