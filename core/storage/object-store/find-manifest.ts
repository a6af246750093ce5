/** Reads a backup's manifest, and lists all there are. */

import type { CloudBackup, ObjectInfo } from '../../ports/index.ts'
import { PortError } from '../../ports/index.ts'
import { asBackup, decodeManifest, handleOfKey, manifestKey, manifestsBelow, type StoredManifest } from './manifest.ts'
import { type TransferSettings, usualSettings } from './settings.ts'
import { ask, mayPass, type Transfer } from './transfer.ts'

export type ReadSettings = Pick<TransferSettings, 'retries' | 'digest'>

/** The manifest of that handle, or undefined when there is none. What was damaged on its way only is asked for again. */
export function* findManifest(
  handle: string,
  { retries, digest }: ReadSettings = usualSettings,
): Transfer<StoredManifest | undefined> {
  const key = manifestKey(handle)
  for (let attempt = 1; ; attempt++) {
    const stored = yield* ask<'get'>({ op: 'get', key }, retries)
    try {
      return stored && decodeManifest(key, stored.bytes, digest)
    } catch (error) {
      if (!(error instanceof PortError) || !mayPass(error.kind) || attempt >= Math.min(3, retries.attempts)) throw error
    }
  }
}

export function* listKeys(prefix: string, { retries }: ReadSettings): Transfer<readonly ObjectInfo[]> {
  const found: ObjectInfo[] = []
  for (let after: string | undefined; ; ) {
    const page = yield* ask<'list'>({ op: 'list', prefix, ...(after === undefined ? {} : { after }) }, retries)
    found.push(...page.objects)
    after = page.objects.at(-1)?.key
    if (!page.more || after === undefined) return found
  }
}

export type Listing = {
  /** Oldest first. Deleted ones that only others need are not among them. */
  readonly backups: readonly CloudBackup[]
  /** Manifests that are there and cannot be read, with why. */
  readonly unreadable: readonly { readonly key: string; readonly why: string }[]
}

/** Everything that the store holds, from the store alone: any cluster that reads the bucket finds the same. */
export function* listBackups(settings: ReadSettings = usualSettings): Transfer<Listing> {
  const backups: CloudBackup[] = []
  const unreadable: { key: string; why: string }[] = []
  for (const { key } of yield* listKeys(manifestsBelow, settings)) {
    const handle = handleOfKey(key)
    if (handle === undefined) continue
    try {
      const found = yield* findManifest(handle, settings)
      if (found !== undefined && !found.hidden) backups.push(asBackup(found.manifest))
    } catch (error) {
      // One damaged manifest must not hide all others; a store that does not answer must not look empty.
      if (!(error instanceof PortError) || !(error.kind === 'corrupted' || error.kind === 'unsupported')) throw error
      unreadable.push({ key, why: error.message })
    }
  }
  return { backups: backups.sort((a, b) => a.at - b.at || (a.handle < b.handle ? -1 : 1)), unreadable }
}
