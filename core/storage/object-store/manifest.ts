/** What a backup is in the store: one document that names its objects, their checksums and the backup it builds on. */

import { type Instant, instant, toIso } from '../../base/index.ts'
import { blockSizeBytes, type CloudBackup, PortError } from '../../ports/index.ts'

/** Neighbouring blocks: the first and how many. */
export type Run = readonly [first: number, count: number]

export type DataObject = {
  readonly key: string
  readonly sizeBytes: number
  readonly sha256: string
  /** Consecutive ranges of the object, each checked by itself. */
  readonly ranges: readonly { readonly sizeBytes: number; readonly sha256: string }[]
}

export type Manifest = {
  readonly format: 'pxsnap backup'
  readonly version: 1
  readonly handle: string
  /** Where it came from, for people. */
  readonly cluster: string
  readonly volume: string
  readonly at: Instant
  /** Of the volume. */
  readonly sizeBytes: number
  readonly blockSizeBytes: number
  readonly storedBytes: number
  /** Absent for a full backup. */
  readonly base?: { readonly handle: string; readonly sha256: string }
  /** Blocks whose bytes are in the objects, in this order. */
  readonly blocks: readonly Run[]
  /** Blocks that became zeros since the base. */
  readonly zeros: readonly Run[]
  readonly objects: readonly DataObject[]
}

export type StoredManifest = {
  readonly manifest: Manifest
  /** Of the manifest. */
  readonly sha256: string
  /** Deleted by its owner and kept because later backups of its chain need it. */
  readonly hidden: boolean
}

/** Everything of ours is below this; the number changes with the layout. */
const top = 'pxsnap/v1/'
export const manifestsBelow = `${top}backups/`

/** `<chain>/<place in the chain>-<content>`, where a chain is named after its full backup. */
export type Place = { readonly chain: string; readonly sequence: number; readonly id: string }

export const handleOf = ({ chain, sequence, id }: Place): string =>
  `${chain}/${String(sequence).padStart(4, '0')}-${id}`

export function placeOf(handle: string): Place {
  const [, chain, sequence, id] = /^([^/]+)\/(\d{4})-([0-9a-f]+)$/.exec(handle) ?? []
  if (chain === undefined || sequence === undefined || id === undefined)
    throw new PortError('rejected', `${handle} is no name of a backup.`)
  return { chain, sequence: Number(sequence), id }
}

export function chainName(volume: string, at: Instant, id: string): string {
  return `${encodeURIComponent(volume)}-${toIso(at).replace(/[-:.]/g, '')}-${id}`
}

export const chainBelow = (chain: string): string => `${manifestsBelow}${chain}/`
export const manifestKey = (handle: string): string => `${manifestsBelow}${handle}.json`
export const dataBelow = (handle: string): string => `${top}data/${handle}/`
export const dataKey = (handle: string, index: number, sha256: string): string =>
  `${dataBelow(handle)}${String(index).padStart(5, '0')}-${sha256.slice(0, 16)}`

/** The handle that a key of a manifest stands for; undefined for any other key. */
export function handleOfKey(key: string): string | undefined {
  if (!key.startsWith(manifestsBelow) || !key.endsWith('.json')) return undefined
  return key.slice(manifestsBelow.length, -'.json'.length)
}

type Digest = (...pieces: readonly Uint8Array[]) => string

export function encodeManifest(manifest: Manifest, digest: Digest, hidden = false): Uint8Array {
  const text = JSON.stringify(manifest)
  const sha256 = digest(new TextEncoder().encode(text))
  return new TextEncoder().encode(JSON.stringify({ sha256, hidden, manifest: text }))
}

/** Throws `corrupted` for what nobody of ours wrote or what was damaged since, and `unsupported` for later versions. */
export function decodeManifest(key: string, bytes: Uint8Array, digest: Digest): StoredManifest {
  const damaged = new PortError('corrupted', `The description of a backup at ${key} is damaged.`)
  const document = parsed(bytes)
  const text = field(document, 'manifest')
  const sha256 = field(document, 'sha256')
  if (typeof text !== 'string' || typeof sha256 !== 'string') throw damaged
  if (digest(new TextEncoder().encode(text)) !== sha256) throw damaged
  const manifest = parsed(new TextEncoder().encode(text))
  if (field(manifest, 'format') !== 'pxsnap backup') throw damaged
  const version = field(manifest, 'version')
  if (version !== 1)
    throw new PortError(
      'unsupported',
      `The backup at ${key} was stored in version ${String(version)} of its format, and this program reads version 1.`,
    )
  // Its checksum was right and its version is ours, so its fields are what we wrote.
  const known = manifest as Manifest
  if (manifestKey(known.handle) !== key || known.blockSizeBytes !== blockSizeBytes) throw damaged
  return { manifest: { ...known, at: instant(known.at) }, sha256, hidden: field(document, 'hidden') === true }
}

export function asBackup({ handle, volume, at, sizeBytes, storedBytes, base }: Manifest): CloudBackup {
  const common = { handle, volume, at, sizeBytes, storedBytes }
  return base === undefined ? { ...common, kind: 'full' } : { ...common, kind: 'incremental', base: base.handle }
}

/** Ascending blocks as runs. */
export function runsOf(blocks: readonly number[]): readonly Run[] {
  const runs: [number, number][] = []
  for (const block of blocks) {
    const last = runs.at(-1)
    if (last !== undefined && last[0] + last[1] === block) last[1] += 1
    else runs.push([block, 1])
  }
  return runs
}

export function* blocksOf(runs: readonly Run[]): Generator<number> {
  for (const [first, count] of runs) for (let block = first; block < first + count; block++) yield block
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
