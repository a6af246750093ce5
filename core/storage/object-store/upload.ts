/** Uploads one snapshot: its blocks as data objects, and last the manifest, so that whatever is listed is whole. */

import { Bug, type Instant } from '../../base/index.ts'
import { blockSizeBytes, type CloudBackup, PortError } from '../../ports/index.ts'
import { describeData, type LaidOut } from './data-layout.ts'
import { findManifest } from './find-manifest.ts'
import {
  asBackup,
  chainName,
  dataKey,
  encodeManifest,
  handleOf,
  type Manifest,
  manifestKey,
  placeOf,
} from './manifest.ts'
import { putObject } from './put-object.ts'
import { type TransferSettings, usualSettings } from './settings.ts'
import { ask, type Transfer } from './transfer.ts'

/** The bytes to upload. They must not change while the transfer lasts. */
export type BlockSource = {
  /** Ascending: for a full backup all that were ever written, else those that may differ from the base. */
  readonly blocks: readonly number[]
  read(block: number): Uint8Array
}

export type UploadPlan = {
  /** Tells uploads of one snapshot apart. */
  readonly key: string
  readonly cluster: string
  readonly volume: string
  readonly at: Instant
  readonly sizeBytes: number
  /** The backup that the source's blocks are a difference to; absent: a full backup. */
  readonly base?: string
  readonly settings?: Partial<TransferSettings>
}

/** `base-gone`: the base was deleted before this backup could hold on to it. Nothing of it is left; begin a new chain. */
export type Uploaded = { readonly backup: CloudBackup } | 'base-gone'

/**
 * Uploads from the beginning or from wherever an earlier run of the same plan and source ended: names follow from the
 * content, so what has arrived is found in the store and not sent again. Throws a PortError when the store refuses.
 */
export function* uploadBackup(plan: UploadPlan, source: BlockSource): Transfer<Uploaded> {
  const settings = { ...usualSettings, ...plan.settings }
  const { retries, digest } = settings
  const base = plan.base === undefined ? undefined : yield* findManifest(plan.base, settings)
  if (plan.base !== undefined && (base === undefined || base.hidden)) return 'base-gone'
  const laidOut = describeData(source, settings)
  const manifest = describe(plan, laidOut, base && { handle: base.manifest.handle, sha256: base.sha256 }, digest)
  const own = yield* findManifest(manifest.handle, settings)
  if (own !== undefined && !own.hidden) return { backup: asBackup(own.manifest) }

  const totalBytes = manifest.storedBytes
  let doneBytes = 0
  yield { do: 'report', doneBytes, totalBytes }
  for (const [index, object] of manifest.objects.entries()) {
    const bytes = laidOut.objects[index]?.bytes
    if (bytes === undefined) throw new Bug('Every object of a manifest has bytes.')
    yield* putObject(object, bytes, settings, { doneBytes, totalBytes })
    doneBytes += object.sizeBytes
    yield { do: 'report', doneBytes, totalBytes }
  }
  const stored = encodeManifest(manifest, digest)
  const key = manifestKey(manifest.handle)
  yield* ask<'put'>({ op: 'put', key, bytes: stored }, retries)
  const head = yield* ask<'head'>({ op: 'head', key }, retries)
  if (head?.sizeBytes !== stored.length)
    throw new PortError('corrupted', `The description of the backup did not arrive whole at ${key}.`)
  // Whoever deletes the base hides it before looking for what needs it, and we are to be found before we look whether it
  // is hidden: one of the two sees the other.
  if (plan.base !== undefined) {
    const still = yield* findManifest(plan.base, settings)
    if (still === undefined || still.hidden) {
      yield* withdraw(manifest, settings)
      return 'base-gone'
    }
  }
  return { backup: asBackup(manifest) }
}

/** Removes whatever an upload that did not succeed has left. Repeating it changes nothing. */
export function* withdrawUpload(plan: UploadPlan, source: BlockSource): Transfer<void> {
  const settings = { ...usualSettings, ...plan.settings }
  // The base itself may be gone by now; names need no more of it than its handle.
  const base = plan.base === undefined ? undefined : { handle: plan.base, sha256: '' }
  yield* withdraw(describe(plan, describeData(source, settings), base, settings.digest), settings)
}

function* withdraw(manifest: Manifest, { retries }: TransferSettings): Transfer<void> {
  yield* ask<'delete'>({ op: 'delete', key: manifestKey(manifest.handle) }, retries)
  for (const { key, ranges } of manifest.objects) {
    if (ranges.length > 1)
      for (const open of yield* ask<'list-uploads'>({ op: 'list-uploads', prefix: key }, retries))
        yield* ask<'abort-upload'>({ op: 'abort-upload', ...open }, retries)
    yield* ask<'delete'>({ op: 'delete', key }, retries)
  }
}

function describe(
  plan: UploadPlan,
  { blocks, zeros, objects }: LaidOut,
  base: Manifest['base'],
  digest: TransferSettings['digest'],
): Manifest {
  const { key, cluster, volume, at, sizeBytes } = plan
  const parts = objects.map(object => object.sha256)
  const content = { key, cluster, volume, at, sizeBytes, base: base?.handle, blocks, zeros, parts }
  const id = digest(new TextEncoder().encode(JSON.stringify(content))).slice(0, 12)
  const before = base && placeOf(base.handle)
  const chain = before?.chain ?? chainName(volume, at, id)
  const handle = handleOf({ chain, sequence: (before?.sequence ?? -1) + 1, id })
  return {
    format: 'pxsnap backup',
    version: 1,
    handle,
    cluster,
    volume,
    at,
    sizeBytes,
    blockSizeBytes,
    storedBytes: objects.reduce((sum, object) => sum + object.sizeBytes, 0),
    ...(base === undefined ? {} : { base }),
    blocks,
    zeros,
    objects: objects.map((object, index) => ({
      key: dataKey(handle, index, object.sha256),
      sizeBytes: object.sizeBytes,
      sha256: object.sha256,
      ranges: object.ranges,
    })),
  }
}
