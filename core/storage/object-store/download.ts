/** Brings a backup's bytes back: its chain from the full backup on, every range checked against its checksum. */

import { blockSizeBytes, type CloudBackup, PortError } from '../../ports/index.ts'
import { findManifest, type ReadSettings } from './find-manifest.ts'
import { asBackup, blocksOf, type DataObject, type Manifest, type StoredManifest } from './manifest.ts'
import { usualSettings } from './settings.ts'
import { mayPass, type Transfer, tryOnce, waitMs } from './transfer.ts'

/** Takes blocks in any order; a later write of a block replaces an earlier one. All others are zeros. */
export type BlockSink = (block: number, bytes: Uint8Array) => void

/** Throws `missing` when a backup of the chain is not there, and `corrupted` when bytes are not those that were stored. */
export function* downloadBackup(
  handle: string,
  sink: (backup: CloudBackup) => BlockSink,
  settings: ReadSettings = usualSettings,
): Transfer<CloudBackup> {
  const chain = yield* chainOf(handle, settings)
  const backup = asBackup(chain.tip)
  const write = sink(backup)
  const totalBytes = chain.manifests.reduce((sum, manifest) => sum + manifest.storedBytes, 0)
  let doneBytes = 0
  yield { do: 'report', doneBytes, totalBytes }
  for (const manifest of chain.manifests) {
    for (const block of blocksOf(manifest.zeros)) write(block, zeros)
    const places = blocksOf(manifest.blocks)
    for (const object of manifest.objects) {
      let start = 0
      for (const range of object.ranges) {
        const bytes = yield* readRange(object, { start, ...range }, settings)
        for (let at = 0; at < bytes.length; at += blockSizeBytes) {
          const place = places.next()
          if (place.done) throw new PortError('corrupted', `The backup ${handle} has more bytes than blocks.`)
          write(place.value, bytes.subarray(at, at + blockSizeBytes))
        }
        start += range.sizeBytes
        doneBytes += range.sizeBytes
        yield { do: 'report', doneBytes, totalBytes }
      }
    }
    if (!places.next().done) throw new PortError('corrupted', `The backup ${handle} has fewer bytes than blocks.`)
  }
  return backup
}

/** From the full backup to the one asked for; each is the one that the next was made on. */
function* chainOf(
  handle: string,
  settings: ReadSettings,
): Transfer<{ readonly tip: Manifest; readonly manifests: readonly Manifest[] }> {
  const tip = yield* findManifest(handle, settings)
  if (tip === undefined || tip.hidden) throw new PortError('missing', `There is no backup ${handle}.`)
  const manifests = [tip.manifest]
  for (let base = tip.manifest.base; base !== undefined; ) {
    const found: StoredManifest | undefined = yield* findManifest(base.handle, settings)
    if (found === undefined)
      throw new PortError('missing', `The backup ${handle} builds on ${base.handle}, which is not in the store.`)
    if (found.sha256 !== base.sha256)
      throw new PortError('corrupted', `The backup ${base.handle} is not the one that ${handle} was made on.`)
    manifests.unshift(found.manifest)
    base = found.manifest.base
  }
  return { tip: tip.manifest, manifests }
}

type Wanted = { readonly start: number; readonly sizeBytes: number; readonly sha256: string }

/** A damaged answer is asked for again: only what is damaged in the store itself stays damaged. */
function* readRange(
  { key }: DataObject,
  { start, sizeBytes, sha256 }: Wanted,
  { retries, digest }: ReadSettings,
): Transfer<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    const got = yield* tryOnce<'get'>({ op: 'get', key, range: { start, end: start + sizeBytes } })
    if (got.heard && got.answer === undefined)
      throw new PortError('missing', `The object ${key} of a backup is not in the store.`)
    if (got.heard && got.answer?.bytes.length === sizeBytes && digest(got.answer.bytes) === sha256)
      return got.answer.bytes
    const failure = got.heard
      ? new PortError('corrupted', `The object ${key} does not have the bytes that were stored.`)
      : got.error
    if (!mayPass(failure.kind) || attempt >= retries.attempts) throw failure
    yield { do: 'wait', ms: waitMs(retries, attempt) }
  }
}

const zeros = new Uint8Array(blockSizeBytes)
