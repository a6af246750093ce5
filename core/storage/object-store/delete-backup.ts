/** Deletes a backup without breaking its chain: it is hidden first and removed when nothing later needs it any more. */

import { PortError } from '../../ports/index.ts'
import { findManifest, listKeys, type ReadSettings } from './find-manifest.ts'
import {
  chainBelow,
  encodeManifest,
  handleOfKey,
  type Manifest,
  manifestKey,
  placeOf,
  type StoredManifest,
} from './manifest.ts'
import { usualSettings } from './settings.ts'
import { ask, type Transfer } from './transfer.ts'

/**
 * Removes the backup from the listing at once. Its bytes go when no later backup of its chain is left, and with it all
 * hidden ones before it. Repeating it changes nothing and finishes what an earlier call did not.
 */
export function* deleteBackup(handle: string, settings: ReadSettings = usualSettings): Transfer<void> {
  const { chain } = placeOf(handle)
  const found = yield* findManifest(handle, settings)
  if (found !== undefined && !found.hidden) {
    const bytes = encodeManifest(found.manifest, settings.digest, true)
    yield* ask<'put'>({ op: 'put', key: manifestKey(handle), bytes }, settings.retries)
  }
  yield* removeUnneeded(chain, settings)
}

/** From the end of the chain towards its full backup: whatever is hidden and has nothing later goes. */
function* removeUnneeded(chain: string, settings: ReadSettings): Transfer<void> {
  const keys = yield* listKeys(chainBelow(chain), settings)
  for (const { key } of [...keys].reverse()) {
    const handle = handleOfKey(key)
    if (handle === undefined) continue
    const found = yield* readable(handle, settings)
    if (found === undefined) continue
    if (found === 'unreadable' || !found.hidden) return
    yield* remove(found.manifest, settings)
  }
}

/** One that cannot be read may still be wanted. */
function* readable(handle: string, settings: ReadSettings): Transfer<StoredManifest | undefined | 'unreadable'> {
  try {
    return yield* findManifest(handle, settings)
  } catch (error) {
    if (error instanceof PortError && (error.kind === 'corrupted' || error.kind === 'unsupported')) return 'unreadable'
    throw error
  }
}

/** The manifest goes last: it is what tells whoever comes after a crash that there is something left to remove. */
function* remove(manifest: Manifest, { retries }: ReadSettings): Transfer<void> {
  for (const { key } of manifest.objects) yield* ask<'delete'>({ op: 'delete', key }, retries)
  yield* ask<'delete'>({ op: 'delete', key: manifestKey(manifest.handle) }, retries)
}
