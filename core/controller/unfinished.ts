/** Which objects there is something to do for. */

import { type EnginePorts, isClone, markOf, scheduleUidLabel } from '../engine/index.ts'
import { entry, type KubeObject, textOf, volumeSnapshotSchedule } from '../specs/index.ts'

/** Whether the object is not where its lifecycle rests. Costs no call. */
export function isUnfinished(object: KubeObject): boolean {
  if (object.metadata.deletionTimestamp !== undefined) return (object.metadata.finalizers ?? []).length > 0
  return stageOf(object) !== 'Final'
}

/** Whether a schedule that exists follows the object itself: it stops its runs in time, and nobody else may. */
export async function isFollowedBySchedule({ cluster }: EnginePorts, object: KubeObject): Promise<boolean> {
  const { labels, namespace, deletionTimestamp } = object.metadata
  const uid = labels?.[scheduleUidLabel]
  if (uid === undefined || deletionTimestamp !== undefined || namespace === undefined) return false
  const { apiVersion, kind } = volumeSnapshotSchedule
  const { items } = await cluster.list({ apiVersion, kind, namespace })
  return items.some(one => one.metadata.uid === uid && one.metadata.deletionTimestamp === undefined)
}

/** Claims are ours only when they are to be cloned. */
export async function isOurClaim({ cluster }: EnginePorts, claim: KubeObject): Promise<boolean> {
  if (markOf(claim) !== undefined) return true
  const name = textOf(entry(claim.spec, 'storageClassName')) ?? ''
  const found = await cluster.get({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', name })
  return isClone(claim, found)
}

function stageOf(object: KubeObject): string | undefined {
  const mark = markOf(object)
  if (mark === undefined) return undefined
  try {
    return textOf(entry(JSON.parse(mark), 'stage'))
  } catch {
    // What cannot be read is looked at by the engine, which says so.
    return undefined
  }
}
