/** What the backups of a schedule's runs build on, asked of the storage. */

import type { Instant } from '../base/index.ts'
import type { StorageDriver } from '../ports/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { isInCloud, type SnapshotLifecycle } from './snapshot-lifecycle.ts'
import { readSnapshot } from './stored-lifecycle.ts'

/** A copy that is kept in an object store. */
export type CloudCopy = { readonly handle: string; readonly credential?: string }

/** What is stored on a run's object; read once for each version of it, because every look lists them all. */
export function lifecycleOf(object: KubeObject): SnapshotLifecycle | undefined {
  const known = read.get(object)
  if (known !== undefined) return known.status
  const status = readSnapshot(object, 0 as Instant)
  read.set(object, { status })
  return status
}

const read = new WeakMap<KubeObject, { readonly status: SnapshotLifecycle | undefined }>()

/** The copies of a finished snapshot or group that are kept in object stores. */
export function cloudCopies(object: KubeObject): readonly CloudCopy[] {
  const status = lifecycleOf(object)
  if (status === undefined || !('copies' in status)) return []
  return (status.copies ?? []).filter(isInCloud).map(({ handle, cloud }) => ({
    handle: handle.slice('cloud:'.length),
    ...(cloud?.credential === undefined ? {} : { credential: cloud.credential }),
  }))
}

/** By handle, all backups that one builds on, nearest first. Empty where nothing is kept in object stores. */
export async function backupsNeeded(
  storage: StorageDriver,
  objects: readonly KubeObject[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const copies = objects.flatMap(cloudCopies)
  if (copies.length === 0 || storage.cloud === undefined) return new Map()
  const bases = new Map<string, string>()
  for (const credential of new Set(copies.map(copy => copy.credential))) {
    for (const { handle, base } of await storage.cloud.listBackups(credential, signal))
      if (base !== undefined) bases.set(handle, base)
  }
  return new Map(copies.map(({ handle }) => [handle, below(handle, bases)]))
}

function below(handle: string, bases: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = []
  for (let base = bases.get(handle); base !== undefined && !found.includes(base); base = bases.get(base))
    found.push(base)
  return found
}
