/** Blobs in one file that only grows. Each record carries its key and a checksum of both. */

import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { PortError } from '../ports/index.ts'
import { type Files, writeAll } from './files.ts'

/** Checksum of the rest, length of the key, length of the data. */
const headBytes = 12
/** How much of the file is read at once. No record is longer than this. */
const chunkBytes = 16 * 1024 * 1024

export function encodeRecord(key: string, data: Uint8Array): Uint8Array {
  const name = new TextEncoder().encode(key)
  const record = new Uint8Array(headBytes + name.length + data.length)
  const view = new DataView(record.buffer)
  view.setUint32(4, name.length)
  view.setUint32(8, data.length)
  record.set(name, headBytes)
  record.set(data, headBytes + name.length)
  view.setUint32(0, crc32(record.subarray(4)))
  return record
}

/** What one look through a blob file found. */
export type BlobScan = {
  readonly blobs: ReadonlyMap<string, Uint8Array>
  /** Whether everything up to the asked length is there and whole; else why not. */
  readonly damage?: string
  /** The record boundary up to which everything is whole. */
  readonly wholeUpTo: number
}

/** Looks through the first `bytes` of the file. Throws ENOENT when there is no such file. */
export async function scanBlobs(files: Files, path: string, bytes: number): Promise<BlobScan> {
  const blobs = new Map<string, Uint8Array>()
  let at = 0
  const file = await files.open(path, 'r')
  try {
    let chunk: Uint8Array = new Uint8Array(0)
    let chunkAt = 0
    for (;;) {
      if (at === bytes) return { blobs, wholeUpTo: at }
      let record = readRecord(chunk.subarray(at - chunkAt))
      if (record === 'more') {
        chunk = await readPart(file, at, Math.min(bytes - at, chunkBytes))
        chunkAt = at
        record = readRecord(chunk)
      }
      if (record === 'more') return { blobs, wholeUpTo: at, damage: `it ends at ${at + chunk.length} bytes` }
      if (record === 'damaged') return { blobs, wholeUpTo: at, damage: `the record at byte ${at} does not match` }
      blobs.set(record.key, record.data)
      at += record.length
    }
  } finally {
    await file.close()
  }
}

/** Makes the file end after `end` bytes and adds records there, over whatever a killed writer left behind. The new end. */
export async function appendBlobs(
  files: Files,
  directory: string,
  name: string,
  end: number,
  records: readonly Uint8Array[],
): Promise<number> {
  const file = await files.open(join(directory, name), end === 0 ? 'w' : 'r+', 0o600)
  let at = end
  try {
    await file.truncate(end)
    for (const part of joined(records)) {
      await writeAll(file, part, at)
      at += part.length
    }
    await file.datasync()
    return at
  } catch (error) {
    // What was written of it is in nobody's way, but on a full disk it takes room that others need.
    await file.truncate(end).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
}

function readRecord(
  bytes: Uint8Array,
): { readonly key: string; readonly data: Uint8Array; readonly length: number } | 'more' | 'damaged' {
  if (bytes.length < headBytes) return 'more'
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const dataAt = headBytes + view.getUint32(4)
  const length = dataAt + view.getUint32(8)
  if (length > chunkBytes) return 'damaged'
  if (bytes.length < length) return 'more'
  if (crc32(bytes.subarray(4, length)) !== view.getUint32(0)) return 'damaged'
  return {
    key: new TextDecoder().decode(bytes.subarray(headBytes, dataAt)),
    data: bytes.subarray(dataAt, length),
    length,
  }
}

type Readable = Awaited<ReturnType<Files['open']>>

/** So many bytes from `at`, or fewer when the file ends before. */
async function readPart(file: Readable, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, at + filled)
    if (bytesRead === 0) return bytes.subarray(0, filled)
    filled += bytesRead
  }
  return bytes
}

/** The same bytes in few large pieces: one system call per piece instead of one per record. */
function* joined(records: readonly Uint8Array[]): Generator<Uint8Array> {
  let piece: Uint8Array[] = []
  let length = 0
  for (const record of records) {
    if (record.length > chunkBytes) throw new PortError('rejected', 'A blob is larger than 16 MiB.')
    piece.push(record)
    length += record.length
    if (length < 1024 * 1024) continue
    yield Buffer.concat(piece)
    piece = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(piece)
}
