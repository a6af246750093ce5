/** What nobody owns any more: snapshots in the storage, records of snapshots, half-deleted objects, remains of drills. */

import { fromIso } from '../base/index.ts'
import { finalizer, markOf } from '../engine/index.ts'
import type { StoredSnapshot } from '../ports/index.ts'
import { type KubeObject, type ObjectRef, textOf, valueAt } from '../specs/index.ts'
import { drillLabel } from './drill.ts'
import { refOf } from './plan.ts'

/** One step of cleaning up. Repeating it changes nothing. */
export type CleaningStep =
  | { readonly do: 'delete-object'; readonly ref: ObjectRef; readonly uid?: string }
  /** Removes the snapshot from the storage; its data is gone then. */
  | { readonly do: 'delete-snapshot'; readonly handle: string }
  /** Carries out a deletion that has begun: thaws, cleans up, and drops our finalizer. */
  | { readonly do: 'finish-deletion'; readonly ref: ObjectRef }

export type Orphan = {
  /** `kind/name` in its namespace, or the storage's handle. */
  readonly name: string
  readonly namespace?: string
  /** Why nobody owns it, one sentence. */
  readonly why: string
  /** Absent: only its owner can say. */
  readonly clean?: CleaningStep
}

/**
 * In the order in which they can be cleaned up: deletions that have begun are finished first, since they may own what
 * follows; pods go before their claims, records before the data they name. `all`: the objects of the whole cluster.
 */
export function findOrphans(all: readonly KubeObject[], stored: readonly StoredSnapshot[]): readonly Orphan[] {
  const live = all.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
  return [
    ...stuck(all),
    ...drills(live),
    ...withoutSnapshot(live),
    ...withoutData(live),
    ...unknownSnapshots(all, stored),
  ]
}

function stuck(all: readonly KubeObject[]): readonly Orphan[] {
  return all
    .filter(
      ({ metadata: { deletionTimestamp, finalizers = [] } }) =>
        deletionTimestamp !== undefined && finalizers.length > 0,
    )
    .map(object => {
      const { finalizers = [], deletionTimestamp } = object.metadata
      const why = `It is being deleted since ${deletionTimestamp} and waits for ${finalizers.join(', ')}.`
      const ours = finalizers.every(one => one === finalizer)
      return {
        ...named(object),
        why,
        ...(ours ? { clean: { do: 'finish-deletion' as const, ref: refOf(object) } } : {}),
      }
    })
}

function drills(live: readonly KubeObject[]): readonly Orphan[] {
  const left = live.filter(({ metadata }) => metadata.labels?.[drillLabel] !== undefined)
  const ofKind = (kind: string) => left.filter(object => object.kind === kind)
  return [...ofKind('Pod'), ...ofKind('PersistentVolumeClaim')].map(object => ({
    ...named(object),
    why: `A drill made it and has not deleted it.`,
    clean: deletion(object),
  }))
}

function withoutSnapshot(live: readonly KubeObject[]): readonly Orphan[] {
  const recorded = new Set(
    live.flatMap(object =>
      object.kind === 'VolumeSnapshot' ? (textOf(valueAt(object, ['spec', 'snapshotDataName'])) ?? []) : [],
    ),
  )
  const underWay = live.some(object => isUnderWay(object))
  return live
    .filter(object => object.kind === 'VolumeSnapshotData' && !recorded.has(object.metadata.name))
    .map(object => ({
      ...named(object),
      why: underWay
        ? 'No VolumeSnapshot names it, but something that is under way may be about to.'
        : 'No VolumeSnapshot names it.',
      ...(underWay ? {} : { clean: deletion(object) }),
    }))
}

function withoutData(live: readonly KubeObject[]): readonly Orphan[] {
  const records = new Set(live.filter(({ kind }) => kind === 'VolumeSnapshotData').map(({ metadata }) => metadata.name))
  return live.flatMap((object): readonly Orphan[] => {
    const data = textOf(valueAt(object, ['spec', 'snapshotDataName']))
    if (object.kind !== 'VolumeSnapshot' || data === undefined || records.has(data)) return []
    return [
      {
        ...named(object),
        why: `Its VolumeSnapshotData ${data} is gone, so it cannot be restored.`,
        clean: deletion(object),
      },
    ]
  })
}

/** Snapshots that a run under way has just taken are not recorded yet, so those since it began are left alone. */
function unknownSnapshots(all: readonly KubeObject[], stored: readonly StoredSnapshot[]): readonly Orphan[] {
  const known = new Set(
    all.flatMap(object =>
      object.kind === 'VolumeSnapshotData'
        ? (textOf(valueAt(object, ['spec', 'portworxVolume', 'snapshotId'])) ?? [])
        : [],
    ),
  )
  const remembered = all.flatMap(object => markOf(object) ?? []).join('\n')
  const began = all.filter(isUnderWay).flatMap(({ metadata }) => fromIso(metadata.creationTimestamp ?? '') ?? [])
  const since = began.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...began)
  return stored
    .filter(({ handle, at }) => !known.has(handle) && !remembered.includes(JSON.stringify(handle)) && at < since)
    .map(({ handle, volume }) => ({
      name: handle,
      why: `A snapshot of the volume ${volume} in the storage that no VolumeSnapshotData names.`,
      clean: { do: 'delete-snapshot' as const, handle },
    }))
}

/** Has a lifecycle of ours that has not come to its end. */
function isUnderWay(object: KubeObject): boolean {
  const mark = markOf(object)
  return mark !== undefined && !mark.includes('"stage":"Final"')
}

function deletion(object: KubeObject): CleaningStep {
  const { uid } = object.metadata
  return { do: 'delete-object', ref: refOf(object), ...(uid === undefined ? {} : { uid }) }
}

function named({ kind, metadata: { namespace, name } }: KubeObject): Pick<Orphan, 'name' | 'namespace'> {
  return { name: `${kind.toLowerCase()}/${name}`, ...(namespace === undefined ? {} : { namespace }) }
}
