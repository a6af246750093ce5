/** An object with everything that hangs on it: what it owns, what it was taken of, the data behind it, who uses it. */

import type { Instant } from '../base/index.ts'
import { scheduleUidLabel } from '../engine/index.ts'
import { type KubeObject, snapshotSource, snapshotSourceNamespace } from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'
import { isSnapshot } from './description.ts'
import { textAt } from './fields.ts'
import { age } from './moment.ts'
import { claimsOfPod } from './relations.ts'
import { scheduleCell } from './schedule.ts'
import { consistencyCell, snapshotState } from './snapshot-state.ts'

export type TreeNode = {
  readonly object: KubeObject
  /** How it hangs on the node above, in a word or two; empty for what that one owns. */
  readonly relation: string
  readonly state: Cell
  readonly age: string
  /** The object that was asked for, below its owners. */
  readonly isAsked: boolean
  readonly children: readonly TreeNode[]
}

/** The tree from the topmost owner of the object down. `all`: the objects among which relations are looked for. */
export function treeOf(asked: KubeObject, all: readonly KubeObject[], now: Instant): TreeNode {
  const index = indexOf(all)
  return node(topOwner(asked, index), '', { index, now, asked: keyOf(asked), above: new Set() })
}

type Index = {
  readonly byUid: ReadonlyMap<string, KubeObject>
  readonly owned: ReadonlyMap<string, readonly KubeObject[]>
  readonly all: readonly KubeObject[]
}

type Growing = {
  readonly index: Index
  readonly now: Instant
  readonly asked: string
  /** The nodes on the way down, so that no circle of references is walked twice. */
  readonly above: ReadonlySet<string>
}

function node(object: KubeObject, relation: string, growing: Growing): TreeNode {
  const key = keyOf(object)
  const above = new Set([...growing.above, key])
  const children =
    growing.above.size > 8 ? [] : hangingOn(object, growing.index).filter(([child]) => !above.has(keyOf(child)))
  return {
    object,
    relation,
    state: stateOf(object),
    age: age(object.metadata.creationTimestamp, growing.now),
    isAsked: key === growing.asked,
    children: children.map(([child, how]) => node(child, how, { ...growing, above })),
  }
}

type Hanging = readonly (readonly [object: KubeObject, relation: string])[]

/** What is owned first, then what is related in another way; each object once. */
function hangingOn(object: KubeObject, index: Index): Hanging {
  const owned = index.owned.get(object.metadata.uid ?? '') ?? []
  const found: Hanging = [...owned.map(one => [one, ''] as const), ...related(object, index)]
  return [...new Map(found.toReversed().map(each => [keyOf(each[0]), each])).values()].reverse()
}

function related(object: KubeObject, { all }: Index): Hanging {
  const { name, namespace } = object.metadata
  const near = (kind: string) => all.filter(one => one.kind === kind && one.metadata.namespace === namespace)
  switch (object.kind) {
    case 'PersistentVolumeClaim': {
      const volume = textAt(object, 'spec', 'volumeName')
      return [
        ...all.filter(one => one.kind === 'PersistentVolume' && one.metadata.name === volume).map(as('volume')),
        ...near('VolumeSnapshot')
          .filter(one => textAt(one, 'spec', 'persistentVolumeClaimName') === name && isSnapshot(one))
          .map(as('snapshot of it')),
      ]
    }
    case 'Pod':
      return near('PersistentVolumeClaim')
        .filter(claim => claimsOfPod(object).includes(claim.metadata.name))
        .map(as('mounts'))
    case 'VolumeSnapshotSchedule':
      return all.filter(one => isRunOf(one, object)).map(as('run'))
    case 'VolumeSnapshot': {
      const data = textAt(object, 'spec', 'snapshotDataName')
      return [
        ...all.filter(one => one.kind === 'VolumeSnapshotData' && one.metadata.name === data).map(as('data')),
        ...all.filter(one => isCloneOf(one, object)).map(as('cloned into')),
      ]
    }
    default:
      return []
  }
}

function isCloneOf(claim: KubeObject, { metadata: { name, namespace } }: KubeObject): boolean {
  const { annotations = {} } = claim.metadata
  if (claim.kind !== 'PersistentVolumeClaim' || annotations[snapshotSource.key] !== name) return false
  return (annotations[snapshotSourceNamespace.key] ?? claim.metadata.namespace) === namespace
}

/** Runs that are retained are not owned by their schedule. */
function isRunOf(one: KubeObject, { metadata: { namespace, uid } }: KubeObject): boolean {
  return (
    uid !== undefined &&
    one.metadata.namespace === namespace &&
    one.metadata.labels?.[scheduleUidLabel] === uid &&
    (one.kind === 'GroupVolumeSnapshot' ||
      (one.kind === 'VolumeSnapshot' &&
        one.metadata.ownerReferences?.some(({ kind }) => kind === 'GroupVolumeSnapshot') !== true))
  )
}

const as =
  (relation: string) =>
  (object: KubeObject): readonly [KubeObject, string] => [object, relation]

function stateOf(object: KubeObject): Cell {
  if (isSnapshot(object)) {
    const { word, tone } = snapshotState(object)
    const { text } = consistencyCell(object)
    return cell(text === '' ? word : `${word}, ${text}-consistent`, tone)
  }
  if (object.kind === 'VolumeSnapshotSchedule') return scheduleCell(object)
  if (object.metadata.deletionTimestamp !== undefined) return cell('Terminating', 'working')
  return cell(textAt(object, 'status', 'phase') ?? textAt(object, 'status', 'status') ?? '')
}

function topOwner(object: KubeObject, { byUid }: Index): KubeObject {
  let top = object
  const seen = new Set<string>()
  for (;;) {
    const owner = top.metadata.ownerReferences?.flatMap(({ uid }) => byUid.get(uid) ?? [])[0]
    if (owner === undefined || seen.has(keyOf(owner))) return top
    seen.add(keyOf(owner))
    top = owner
  }
}

function indexOf(all: readonly KubeObject[]): Index {
  const byUid = new Map<string, KubeObject>()
  const owned = new Map<string, KubeObject[]>()
  for (const object of all) {
    if (object.metadata.uid !== undefined) byUid.set(object.metadata.uid, object)
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const siblings = owned.get(uid)
      if (siblings === undefined) owned.set(uid, [object])
      else siblings.push(object)
    }
  }
  return { byUid, owned, all }
}

function keyOf({ kind, metadata: { namespace = '', name } }: KubeObject): string {
  return JSON.stringify([kind, namespace, name])
}
