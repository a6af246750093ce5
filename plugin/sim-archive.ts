/** A simulated cluster as one file: a zip of its document, its blocks and their checksums. */

import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { Problem } from './problem.ts'

export type ArchivedCluster = { readonly document: unknown; readonly blocks: ReadonlyMap<string, Uint8Array> }

const parts = ['world.json', 'blocks.bin'] as const
const sums = 'SHA256SUMS'

export function packCluster({ document, blocks }: ArchivedCluster): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'world.json': strToU8(JSON.stringify(document)),
    'blocks.bin': packBlocks(blocks),
  }
  const checksums = parts.map(name => `${sha256(files[name] ?? new Uint8Array())}  ${name}\n`).join('')
  // The same cluster gives the same file; the time is the first that the format knows.
  return zipSync({ ...files, [sums]: strToU8(checksums) }, { level: 6, mtime: new Date(1980, 0, 1) })
}

/** Throws a Problem for a file that is no such archive, or was changed since it was written. */
export function unpackCluster(bytes: Uint8Array, file: string): ArchivedCluster {
  const files = unzip(bytes, file)
  const checksums = files[sums] === undefined ? '' : strFromU8(files[sums])
  for (const name of parts) {
    const content = files[name]
    if (content === undefined)
      throw new Problem('failed', `${file} is no export of a simulated cluster: ${name} is not in it.`)
    if (!checksums.includes(`${sha256(content)}  ${name}\n`))
      throw new Problem(
        'failed',
        `${file} is damaged: the checksum of ${name} is another.`,
        'Export the cluster again.',
      )
  }
  const { 'world.json': world = new Uint8Array(), 'blocks.bin': blocks = new Uint8Array() } = files
  return { document: JSON.parse(strFromU8(world)), blocks: unpackBlocks(blocks) }
}

function unzip(bytes: Uint8Array, file: string): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => [...parts, sums].includes(name) && originalSize < 2 ** 31,
    })
  } catch (cause) {
    throw new Problem('failed', `${file} is no zip archive, or it was cut off.`, undefined, { cause })
  }
}

/** Each block: the length of its key in one byte, the key, the length of its bytes in four, the bytes. */
function packBlocks(blocks: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...blocks]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, bytes]) => ({ key: strToU8(key), bytes }))
  const packed = new Uint8Array(entries.reduce((sum, { key, bytes }) => sum + 5 + key.length + bytes.length, 0))
  const view = new DataView(packed.buffer)
  let at = 0
  for (const { key, bytes } of entries) {
    packed[at] = key.length
    packed.set(key, at + 1)
    view.setUint32(at + 1 + key.length, bytes.length)
    packed.set(bytes, at + 5 + key.length)
    at += 5 + key.length + bytes.length
  }
  return packed
}

function unpackBlocks(packed: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const blocks = new Map<string, Uint8Array>()
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  let at = 0
  while (at < packed.length) {
    const keyEnd = at + 1 + (packed[at] ?? 0)
    const length = view.getUint32(keyEnd)
    blocks.set(strFromU8(packed.subarray(at + 1, keyEnd)), packed.slice(keyEnd + 4, keyEnd + 4 + length))
    at = keyEnd + 4 + length
  }
  return blocks
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
