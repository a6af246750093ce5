/** A directory that holds one document and many blobs, and survives being killed at any moment. */

import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { Bug } from '../base/index.ts'
import { type Committed, type DurableDirectory, PortError } from '../ports/index.ts'
import { appendBlobs, encodeRecord, scanBlobs } from './blob-file.ts'
import { takeLock } from './directory-lock.ts'
import { readSlot, type Slot, type SlotContent, type StoredDocument, slots, writeSlot } from './document-slots.ts'
import { asPortError, errorCode, type Files, makeDirectory, removeFile, syncDirectory, systemFiles } from './files.ts'

export type DurableDirectoryOptions = {
  readonly path: string
  /** What a user can do when the content is beyond repair, for example `kubectl pxsnap sim reset default`. */
  readonly wayOut: string
  readonly files?: Files
}

/** Nothing is created before the first commit or lock. */
export function openDurableDirectory(options: DurableDirectoryOptions): DurableDirectory {
  return new StoredDirectory(options)
}

/** What this process knows to be the last commit. */
type Current = StoredDocument & { readonly slot: Slot; readonly keys: Set<string> }

/** What a commit did to the blob file: where it ended before, and which keys it has now and got just now. */
type Written = Pick<Current, 'blobs' | 'keys'> & { readonly before: number; readonly added: readonly string[] }

const nothing = new Uint8Array(0)
/** How often a reader looks again when a writer replaces what it is reading. */
const readAttempts = 5
/** Below this size, forgotten blobs are not worth rewriting the file for. */
const compactAboveBytes = 4 * 1024 * 1024
const lockForCommitMs = 5000

class StoredDirectory implements DurableDirectory {
  readonly #path: string
  readonly #wayOut: string
  readonly #files: Files
  #current: Current | undefined
  #blobs: ReadonlyMap<string, Uint8Array> | undefined
  #locked = false
  #last: Promise<unknown> = Promise.resolve()

  constructor({ path, wayOut, files = systemFiles }: DurableDirectoryOptions) {
    this.#path = path
    this.#wayOut = wayOut
    this.#files = files
  }

  load(): Promise<Committed | undefined> {
    return this.#inTurn(() => this.#load())
  }

  async blob(key: string): Promise<Uint8Array | undefined> {
    if (this.#blobs === undefined) await this.load()
    return this.#blobs?.get(key)
  }

  commit(document: unknown, blobs: ReadonlyMap<string, Uint8Array>, keep?: ReadonlySet<string>): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#locked) return this.#commit(document, blobs, keep)
      const lock = await this.lock(lockForCommitMs)
      try {
        await this.#commit(document, blobs, keep)
      } finally {
        await lock.release()
      }
    })
  }

  async lock(waitMs: number, signal?: AbortSignal): Promise<{ release(): Promise<void> }> {
    if (this.#locked) throw new Bug('A directory is locked twice by the same owner.')
    return this.#guard(async () => {
      await makeDirectory(this.#files, this.#path)
      await this.#files.chmod(this.#path, 0o700)
      const lock = await takeLock(this.#files, this.#path, waitMs, signal)
      this.#locked = true
      // Another process may have written since this one looked.
      this.#forget()
      return {
        release: () => {
          this.#locked = false
          return this.#guard(() => lock.release())
        },
      }
    })
  }

  async destroy(): Promise<void> {
    if (this.#locked) return this.#destroy()
    if ((await this.#names()) === undefined) return
    await this.lock(lockForCommitMs)
    await this.#destroy()
  }

  async #load(): Promise<Committed | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const contents = await Promise.all(slots.map(slot => readSlot(this.#files, this.#path, slot)))
      try {
        return await this.#open(contents)
      } catch (error) {
        // A writer replaced the blob file between the two looks: the documents name another one by now.
        if (errorCode(error) !== 'ENOENT' || attempt >= readAttempts) throw this.#missingBlobs(error)
      }
    }
  }

  /** The newest commit whose document and blobs are whole. Throws `corrupted` when there were commits and none is. */
  async #open(contents: readonly SlotContent[]): Promise<Committed | undefined> {
    const newer = contents.find(content => content.is === 'newer')
    if (newer?.is === 'newer') throw this.#tooNew(newer)
    const problems = contents.flatMap(content =>
      content.is === 'damaged' ? [`${join(this.#path, content.slot)}: ${content.why}`] : [],
    )
    const stored = contents
      .flatMap(content => (content.is === 'stored' ? [content] : []))
      .sort((left, right) => right.stored.revision - left.stored.revision)
    for (const { slot, stored: candidate } of stored) {
      const file = join(this.#path, candidate.blobs.file)
      const scan =
        candidate.blobs.bytes === 0
          ? { blobs: new Map<string, Uint8Array>(), damage: undefined }
          : await scanBlobs(this.#files, file, candidate.blobs.bytes)
      if (scan.damage === undefined) {
        this.#current = { ...candidate, slot, keys: new Set(scan.blobs.keys()) }
        this.#blobs = scan.blobs
        const { revision, document } = candidate
        const setback = problems.length === 0 ? {} : { setback: `An earlier state is used: ${problems.join('; ')}.` }
        return { revision, document, ...setback }
      }
      problems.push(`${file}: ${scan.damage}`)
    }
    this.#forget()
    if (problems.length === 0) return undefined
    throw new PortError('corrupted', `${problems.join('; ')}. To start over: ${this.#wayOut}`)
  }

  async #commit(
    document: unknown,
    blobs: ReadonlyMap<string, Uint8Array>,
    keep: ReadonlySet<string> | undefined,
  ): Promise<void> {
    if (this.#current === undefined) await this.#load()
    const before = this.#current
    const compact = before !== undefined && keep !== undefined && isMostlyForgotten(before, keep)
    const stored = compact ? await this.#rewrite(before, blobs, keep) : await this.#extend(before, blobs)
    const revision = (before?.revision ?? 0) + 1
    const slot = before?.slot === 'document-a' ? 'document-b' : 'document-a'
    try {
      await writeSlot(this.#files, this.#path, slot, { revision, blobs: stored.blobs, document })
      await syncDirectory(this.#files, this.#path)
    } catch (error) {
      // Blobs without their document are in nobody's way, but on a full disk they take room that others need.
      await appendBlobs(this.#files, this.#path, stored.blobs.file, stored.before, []).catch(() => undefined)
      throw error
    }
    for (const key of stored.added) stored.keys.add(key)
    this.#current = { revision, blobs: stored.blobs, document: undefined, slot, keys: stored.keys }
    this.#blobs = undefined
    if (compact) await this.#removeUnused([before.blobs.file, stored.blobs.file])
  }

  /** Adds the blobs that are not stored yet to the blob file. */
  async #extend(before: Current | undefined, blobs: ReadonlyMap<string, Uint8Array>): Promise<Written> {
    const { file, bytes } = before?.blobs ?? { file: blobFile(1), bytes: 0 }
    const keys = before?.keys ?? new Set<string>()
    const added = [...blobs.keys()].filter(key => !keys.has(key))
    if (added.length === 0) return { blobs: { file, bytes }, before: bytes, keys, added }
    const records = added.map(key => encodeRecord(key, blobs.get(key) ?? nothing))
    const end = await appendBlobs(this.#files, this.#path, file, bytes, records)
    return { blobs: { file, bytes: end }, before: bytes, keys, added }
  }

  /** Writes a new blob file with nothing but what is still wanted. */
  async #rewrite(before: Current, blobs: ReadonlyMap<string, Uint8Array>, keep: ReadonlySet<string>): Promise<Written> {
    const scan = await scanBlobs(this.#files, join(this.#path, before.blobs.file), before.blobs.bytes)
    const kept = [...new Map([...scan.blobs, ...blobs])].filter(([key]) => keep.has(key))
    const file = blobFile(numberOf(before.blobs.file) + 1)
    const records = kept.map(([key, data]) => encodeRecord(key, data))
    const bytes = await appendBlobs(this.#files, this.#path, file, 0, records)
    return { blobs: { file, bytes }, before: 0, keys: new Set(), added: kept.map(([key]) => key) }
  }

  /** The older slot still needs its blob file; anything before that is in nobody's way but takes room. */
  async #removeUnused(used: readonly string[]): Promise<void> {
    for (const name of (await this.#names()) ?? []) {
      if (name.startsWith('blobs-') && !used.includes(name)) await removeFile(this.#files, join(this.#path, name))
    }
  }

  /** Moved away first, so that nobody ever finds half of it. */
  async #destroy(): Promise<void> {
    await this.#guard(async () => {
      const away = join(dirname(this.#path), `.${basename(this.#path)}-${randomBytes(6).toString('hex')}`)
      await this.#files.rename(this.#path, away)
      await this.#files.rm(away, { recursive: true, force: true })
      this.#locked = false
      this.#forget()
    })
  }

  #forget(): void {
    this.#current = undefined
    this.#blobs = undefined
  }

  /** What is in the directory, or undefined when there is no such directory. */
  async #names(): Promise<readonly string[] | undefined> {
    try {
      return await this.#files.readdir(this.#path)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined
      throw asPortError(error, this.#path)
    }
  }

  /** One after the other: two commits of one owner never mix. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#guard(work))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw asPortError(error, this.#path)
    }
  }

  #missingBlobs(error: unknown): unknown {
    if (errorCode(error) !== 'ENOENT') return error
    const message = `${this.#path}: the file with the blobs is missing. To start over: ${this.#wayOut}`
    return new PortError('corrupted', message, { cause: error })
  }

  #tooNew({ slot, format }: { readonly slot: Slot; readonly format: number }): PortError {
    return new PortError(
      'unsupported',
      `${join(this.#path, slot)} was written by a later version (format ${format}): use that version, or start over: ${this.#wayOut}`,
    )
  }
}

function isMostlyForgotten({ blobs, keys }: Current, keep: ReadonlySet<string>): boolean {
  if (blobs.bytes < compactAboveBytes) return false
  let wanted = 0
  for (const key of keys) if (keep.has(key)) wanted += 1
  return wanted * 2 < keys.size
}

function blobFile(generation: number): string {
  return `blobs-${generation}`
}

function numberOf(file: string): number {
  return Number(file.slice(file.indexOf('-') + 1))
}
