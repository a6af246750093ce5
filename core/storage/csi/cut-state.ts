/** What the objects of a CSI snapshot say has come of it. */

import { fromIso, type Instant, instant } from '../../base/index.ts'
import type { StoredSnapshot } from '../../ports/index.ts'
import { entry, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { namedHandle, withinSecond } from '../claims/index.ts'

/** A VolumeSnapshot and the VolumeSnapshotContent it is bound to, when there is one. */
export type Bound = { readonly snapshot: KubeObject; readonly content: KubeObject | undefined }

export type CutState =
  | { readonly is: 'running' }
  | { readonly is: 'failed'; readonly message: string }
  /** The point-in-time copy exists. It may not be usable yet: some drivers upload it first. */
  | { readonly is: 'cut'; readonly stored: StoredSnapshot; readonly ready: boolean }

/** `at` overrides the time of the cut: the members of a group share one. */
export function cutState({ snapshot, content }: Bound, at?: Instant): CutState {
  const stored = content === undefined ? undefined : storedOf(snapshot, content, at)
  const ready = valueAt(snapshot, ['status', 'readyToUse']) === true
  if (stored !== undefined) return { is: 'cut', stored, ready }
  const error = errorOf(snapshot) ?? (content === undefined ? undefined : errorOf(content))
  if (error === undefined) return { is: 'running' }
  return { is: 'failed', message: `The snapshot of claim ${claimNamed(snapshot)} failed: ${error}` }
}

/** When the copy was cut. Contents say so in nanoseconds, as a number. Source: external-snapshotter. */
export function cutAt(content: KubeObject): Instant | undefined {
  const time = valueAt(content, ['status', 'creationTime'])
  if (typeof time === 'number') return instant(Math.round(time / nanosecondsPerMs))
  return typeof time === 'string' ? fromIso(time) : undefined
}

/** Whether snapshot and content name each other; a name alone can be taken over. */
export function areBound(snapshot: KubeObject, content: KubeObject): boolean {
  return (
    valueAt(content, ['spec', 'volumeSnapshotRef', 'uid']) === snapshot.metadata.uid &&
    contentName(snapshot) === content.metadata.name
  )
}

export function contentName(snapshot: KubeObject): string | undefined {
  return textOf(valueAt(snapshot, ['status', 'boundVolumeSnapshotContentName']))
}

export function claimNamed(snapshot: KubeObject): string {
  return textOf(valueAt(snapshot, ['spec', 'source', 'persistentVolumeClaimName'])) ?? '?'
}

/** The error that a controller wrote, unless it says itself that it is about to try again. */
export function errorOf(object: KubeObject): string | undefined {
  const error = valueAt(object, ['status', 'error'])
  const message = textOf(entry(error, 'message'))
  if (error === undefined || error === null) return undefined
  // A conflict on the way is written down as an error and cleared at the next try. Source: external-snapshotter.
  if (message?.includes('the object has been modified') === true) return undefined
  return message ?? 'the controller does not say why'
}

function storedOf(snapshot: KubeObject, content: KubeObject, shared: Instant | undefined): StoredSnapshot | undefined {
  if (!areBound(snapshot, content)) return undefined
  const volume = textOf(valueAt(content, ['spec', 'source', 'volumeHandle']))
  const at = shared ?? cutAt(content)
  const isCut = textOf(valueAt(content, ['status', 'snapshotHandle'])) !== undefined
  if (!isCut || at === undefined || volume === undefined) return undefined
  const size = valueAt(content, ['status', 'restoreSize'])
  const sizeBytes = typeof size === 'number' ? size : 0
  return { handle: namedHandle(snapshot), volume, at, ...withinSecond(at), sizeBytes }
}

const nanosecondsPerMs = 1_000_000
