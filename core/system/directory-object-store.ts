/** A bucket as a directory: one file per object, moved into place when it is complete and on disk. */

import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { assert } from '../base/index.ts'
import { type ObjectInfo, type ObjectStore, type PartInfo, PortError, type StoredObject } from '../ports/index.ts'
import { systemClock } from './clock.ts'
import {
  asPortError,
  errorCode,
  type Files,
  makeDirectory,
  removeFile,
  syncDirectory,
  systemFiles,
  writeWhole,
} from './files.ts'
import { digestOf, headOf, infoOf, readObject } from './object-file.ts'
import { byBytes, keyOfNames, namesOfKey } from './object-file-names.ts'

export type DirectoryObjectStoreOptions = {
  /** The directory of the bucket; its parents are made as needed. */
  readonly path: string
  /** What users call it. */
  readonly bucket: string
  /** Whether a bucket that is not there is made or `missing`. */
  readonly absent: 'make' | 'missing'
  readonly files?: Files
}

/** Processes may use one bucket at the same time: whatever becomes visible is whole. */
export function directoryObjectStore(options: DirectoryObjectStoreOptions): ObjectStore {
  return new DirectoryObjectStore(options)
}

const uploadName = /^[0-9a-z]+-[0-9a-f]+$/
const pageSize = 1000
/** Nobody writes one file for so long; what is older was left by a process that is gone. */
const unfinishedForMs = 24 * 3600 * 1000

class DirectoryObjectStore implements ObjectStore {
  readonly description: string
  readonly #options: DirectoryObjectStoreOptions
  readonly #files: Files
  /** Directories that are there and whose names are on disk. */
  readonly #made = new Set<string>()
  #swept = false

  constructor(options: DirectoryObjectStoreOptions) {
    this.description = `bucket ${options.bucket} in ${options.path}`
    this.#options = options
    this.#files = options.files ?? systemFiles
  }

  markOf(bytes: Uint8Array): string {
    return digestOf([bytes])
  }

  async check(signal?: AbortSignal): Promise<void> {
    await this.#work(signal, async () => undefined)
  }

  async put(key: string, bytes: Uint8Array, signal?: AbortSignal): Promise<{ readonly etag: string }> {
    return this.#work(signal, async () => {
      const etag = digestOf([bytes])
      await this.#place(this.#pathOf(key), headOf({ etag, sizeBytes: bytes.length, sha256: etag }), [bytes])
      return { etag }
    })
  }

  async get(
    key: string,
    range?: { readonly start: number; readonly end: number },
    signal?: AbortSignal,
  ): Promise<StoredObject | undefined> {
    return this.#work(signal, () => readObject(this.#files, this.#pathOf(key), key, range))
  }

  async head(key: string, signal?: AbortSignal): Promise<ObjectInfo | undefined> {
    return this.#work(signal, () => this.#info(key))
  }

  async list(prefix: string, after?: string, signal?: AbortSignal) {
    return this.#work(signal, async () => {
      const keys = (await this.#keysBelow(prefix))
        .filter(key => key.startsWith(prefix) && (after === undefined || byBytes(key, after) > 0))
        .sort(byBytes)
      const objects: ObjectInfo[] = []
      for (const key of keys.slice(0, pageSize)) {
        const info = await this.#info(key)
        // Deleted meanwhile by another process.
        if (info !== undefined) objects.push(info)
      }
      return { objects, more: keys.length > pageSize }
    })
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    await this.#work(signal, async () => {
      const path = this.#pathOf(key)
      await removeFile(this.#files, path)
      await syncDirectory(this.#files, dirname(path)).catch(ignoreAbsent)
    })
  }

  async beginUpload(key: string, signal?: AbortSignal): Promise<string> {
    return this.#work(signal, async () => {
      // The time first, so that names tell which is older.
      const upload = `${systemClock.now().toString(36).padStart(10, '0')}-${randomBytes(9).toString('hex')}`
      await this.#place(join(this.#uploadPath(upload), 'key'), new TextEncoder().encode(key), [])
      return upload
    })
  }

  async listUploads(prefix: string, signal?: AbortSignal) {
    return this.#work(signal, async () => {
      const uploads = []
      for (const upload of (await this.#names(join(this.#options.path, 'uploads'))).sort()) {
        const key = await this.#keyOfUpload(upload)
        if (key?.startsWith(prefix)) uploads.push({ key, upload })
      }
      return uploads
    })
  }

  async putPart(
    part: { readonly key: string; readonly upload: string; readonly number: number; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<PartInfo> {
    return this.#work(signal, async () => {
      const { key, upload, number, bytes } = part
      if ((await this.#keyOfUpload(upload)) !== key) throw this.#noUpload(key)
      const etag = digestOf([bytes])
      await this.#place(this.#partPath(upload, number), headOf({ etag, sizeBytes: bytes.length, sha256: etag }), [
        bytes,
      ])
      return { number, sizeBytes: bytes.length, etag }
    })
  }

  async listParts(key: string, upload: string, signal?: AbortSignal): Promise<readonly PartInfo[] | undefined> {
    return this.#work(signal, async () => ((await this.#keyOfUpload(upload)) === key ? this.#parts(upload) : undefined))
  }

  async completeUpload(
    { key, upload, parts }: { readonly key: string; readonly upload: string; readonly parts: readonly PartInfo[] },
    signal?: AbortSignal,
  ): Promise<{ readonly etag: string }> {
    return this.#work(signal, async () => {
      const etag = `${digestOf(parts.map(part => new TextEncoder().encode(part.etag)))}-${parts.length}`
      if ((await this.#keyOfUpload(upload)) !== key) {
        if ((await this.#info(key))?.etag === etag) return { etag }
        throw this.#noUpload(key)
      }
      const bytes: Uint8Array[] = []
      for (const { number, etag: expected } of parts) {
        const part = await readObject(this.#files, this.#partPath(upload, number), key)
        if (part === undefined || part.etag !== expected)
          throw new PortError('rejected', `The parts of ${key} are not those that arrived in ${this.description}.`)
        bytes.push(part.bytes)
      }
      const sizeBytes = bytes.reduce((sum, each) => sum + each.length, 0)
      await this.#place(this.#pathOf(key), headOf({ etag, sizeBytes, sha256: digestOf(bytes) }), bytes)
      await this.#removeUpload(upload)
      return { etag }
    })
  }

  async abortUpload(key: string, upload: string, signal?: AbortSignal): Promise<void> {
    await this.#work(signal, async () => {
      if ((await this.#keyOfUpload(upload)) === key) await this.#removeUpload(upload)
    })
  }

  /** Complete and on disk first, then moved to its name in one step. */
  async #place(path: string, head: Uint8Array, parts: readonly Uint8Array[]): Promise<void> {
    const unfinished = join(this.#options.path, 'unfinished')
    await this.#make(unfinished)
    const beside = join(unfinished, randomBytes(12).toString('hex'))
    try {
      await writeWhole(this.#files, beside, [head, ...parts])
      await this.#make(dirname(path))
      await this.#files.rename(beside, path)
    } catch (error) {
      await removeFile(this.#files, beside).catch(() => undefined)
      throw error
    }
    await syncDirectory(this.#files, dirname(path))
  }

  async #make(directory: string): Promise<void> {
    if (this.#made.has(directory)) return
    await makeDirectory(this.#files, directory)
    for (let at = directory; at.startsWith(this.#options.path) && !this.#made.has(at); at = dirname(at)) {
      await syncDirectory(this.#files, dirname(at))
      this.#made.add(at)
    }
  }

  #pathOf(key: string): string {
    return join(this.#options.path, 'objects', ...namesOfKey(key))
  }

  #uploadPath(upload: string): string {
    assert(uploadName.test(upload), 'The name of an upload names a directory.')
    return join(this.#options.path, 'uploads', upload)
  }

  #partPath(upload: string, number: number): string {
    return join(this.#uploadPath(upload), `part-${String(number).padStart(5, '0')}`)
  }

  /** Undefined when there is no such upload, or it is being removed. */
  async #keyOfUpload(upload: string): Promise<string | undefined> {
    if (!uploadName.test(upload)) return undefined
    try {
      return new TextDecoder().decode(await this.#files.readFile(join(this.#uploadPath(upload), 'key')))
    } catch (error) {
      return ignoreAbsent(error)
    }
  }

  async #parts(upload: string): Promise<readonly PartInfo[]> {
    const parts: PartInfo[] = []
    for (const name of (await this.#names(this.#uploadPath(upload))).sort()) {
      const [, digits] = /^part-(\d+)$/.exec(name) ?? []
      const info = digits && (await infoOf(this.#files, join(this.#uploadPath(upload), name), name))
      if (info) parts.push({ number: Number(digits), sizeBytes: info.sizeBytes, etag: info.etag })
    }
    return parts
  }

  /** Its key goes first: what is half removed is no upload any more. */
  async #removeUpload(upload: string): Promise<void> {
    await removeFile(this.#files, join(this.#uploadPath(upload), 'key'))
    await this.#files.rm(this.#uploadPath(upload), { recursive: true, force: true })
  }

  async #info(key: string): Promise<ObjectInfo | undefined> {
    const info = await infoOf(this.#files, this.#pathOf(key), key)
    return info && { key, sizeBytes: info.sizeBytes, etag: info.etag }
  }

  /** Of the directory that the prefix is in, with everything below it. */
  async #keysBelow(prefix: string): Promise<readonly string[]> {
    const inside = namesOfKey(prefix).slice(0, -1)
    const keys: string[] = []
    const walk = async (names: readonly string[]): Promise<void> => {
      for (const name of await this.#names(join(this.#options.path, 'objects', ...names)))
        if (name.startsWith('=')) keys.push(keyOfNames([...names, name]))
        else await walk([...names, name])
    }
    await walk(inside)
    return keys
  }

  async #names(directory: string): Promise<string[]> {
    try {
      return await this.#files.readdir(directory)
    } catch (error) {
      return ignoreAbsent(error) ?? []
    }
  }

  #noUpload(key: string): PortError {
    return new PortError('rejected', `There is no such upload of ${key} in ${this.description}.`)
  }

  async #work<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted()
    try {
      await this.#open()
      return await work()
    } catch (error) {
      throw asPortError(error, this.#options.path)
    }
  }

  async #open(): Promise<void> {
    const { path, absent, bucket } = this.#options
    try {
      await this.#files.stat(path)
    } catch (error) {
      ignoreAbsent(error)
      if (absent === 'missing')
        throw new PortError(
          'missing',
          `There is no bucket ${bucket}: ${path} is not there. Create it, or name another.`,
        )
      this.#made.clear()
      await this.#make(path)
    }
    if (!this.#swept) await this.#sweep()
    this.#swept = true
  }

  /** Removes files that killed processes did not finish. */
  async #sweep(): Promise<void> {
    const unfinished = join(this.#options.path, 'unfinished')
    for (const name of await this.#names(unfinished)) {
      const file = join(unfinished, name)
      const { mtimeMs } = await this.#files.stat(file).catch(() => ({ mtimeMs: systemClock.now() }))
      if (systemClock.now() - mtimeMs > unfinishedForMs) await removeFile(this.#files, file)
    }
  }
}

/** Undefined for what is not there; anything else is thrown on. */
function ignoreAbsent(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error
  return undefined
}
