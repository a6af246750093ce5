/** An object's file: one line that says what follows, then its bytes. */

import { createHash } from 'node:crypto'
import { PortError, type StoredObject } from '../ports/index.ts'
import { errorCode, type Files } from './files.ts'

export type ObjectHead = { readonly etag: string; readonly sizeBytes: number; readonly sha256: string }

/** The first line has a fixed length, so that a range of the bytes is read without the rest. */
const headBytes = 192

export function headOf({ etag, sizeBytes, sha256 }: ObjectHead): Uint8Array {
  return new TextEncoder().encode(`${`pxsnap-object 1 ${sizeBytes} ${sha256} ${etag}`.padEnd(headBytes - 1)}\n`)
}

export function digestOf(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

/** Undefined when there is no such file. Throws `corrupted` when it is not as long as its first line says. */
export async function infoOf(files: Files, path: string, key: string): Promise<ObjectHead | undefined> {
  return withFile(files, path, async file => (await readHead(file, key)).head)
}

/** The bytes, all of them checked against their digest, or a range, as it is on disk. */
export async function readObject(
  files: Files,
  path: string,
  key: string,
  range?: { readonly start: number; readonly end: number },
): Promise<StoredObject | undefined> {
  return withFile(files, path, async file => {
    const { head } = await readHead(file, key)
    const start = Math.min(range?.start ?? 0, head.sizeBytes)
    const end = Math.min(range?.end ?? head.sizeBytes, head.sizeBytes)
    const bytes = await readAt(file, headBytes + start, Math.max(0, end - start))
    if (bytes.length < end - start || (range === undefined && digestOf([bytes]) !== head.sha256)) throw damaged(key)
    return { bytes, etag: head.etag }
  })
}

type Handle = Awaited<ReturnType<Files['open']>>

async function withFile<T>(files: Files, path: string, work: (file: Handle) => Promise<T>): Promise<T | undefined> {
  let file: Handle
  try {
    file = await files.open(path, 'r')
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

async function readHead(file: Handle, key: string): Promise<{ readonly head: ObjectHead }> {
  const line = new TextDecoder().decode(await readAt(file, 0, headBytes))
  const [, size, sha256, etag] = /^pxsnap-object 1 (\d+) ([0-9a-f]{64}) (\S+) *\n$/.exec(line) ?? []
  if (size === undefined || sha256 === undefined || etag === undefined) throw damaged(key)
  const head = { etag, sizeBytes: Number(size), sha256 }
  if ((await file.stat()).size !== headBytes + head.sizeBytes) throw damaged(key)
  return { head }
}

async function readAt(file: Handle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

const damaged = (key: string): PortError => new PortError('corrupted', `The file of the object ${key} is damaged.`)
