/** A bucket in memory whose calls take no time: what a simulated world asks, and what the memory store is made of. */

import { assert, type Instant, sha256 } from '../../base/index.ts'
import type { ObjectInfo, PartInfo } from '../../ports/index.ts'
import type { StoreReply, StoreRequest } from './requests.ts'
import { damage, lostAnswer, refusal, type StoreFault, strike } from './store-fault.ts'

/** Content is kept as pieces, each under the digest of its bytes, so that equal pieces are kept once. */
type Content = { readonly pieces: readonly string[]; readonly sizeBytes: number; readonly etag: string }

export type MemoryBucketState = {
  readonly name: string
  readonly lastUpload: number
  readonly objects: readonly (Content & { readonly key: string })[]
  readonly uploads: readonly {
    readonly key: string
    readonly upload: string
    readonly parts: readonly (Content & { readonly number: number })[]
  }[]
  readonly faults: readonly StoreFault[]
}

export type MemoryBucketOptions = {
  readonly name: string
  /** For faults that end; absent: they do not end by themselves. */
  readonly now?: () => Instant
  readonly smallestPartBytes?: number
  readonly digest?: (...pieces: readonly Uint8Array[]) => string
}

const pageSize = 1000
const piecesOfBytes = 8 * 2 ** 20

export class MemoryBucket {
  readonly name: string
  readonly #options: MemoryBucketOptions
  readonly #digest: (...pieces: readonly Uint8Array[]) => string
  readonly #pieces = new Map<string, Uint8Array>()
  readonly #objects = new Map<string, Content>()
  readonly #uploads = new Map<string, { readonly key: string; readonly parts: Map<number, Content> }>()
  #lastUpload = 0
  #faults: readonly StoreFault[] = []

  constructor(options: MemoryBucketOptions) {
    this.name = options.name
    this.#options = options
    this.#digest = options.digest ?? sha256
  }

  /** Lets something go wrong, once unless the fault says how often or how long. */
  inject(fault: StoreFault): void {
    this.#faults = [...this.#faults, fault]
  }

  /** Turns one bit of an object's content and leaves everything else as it was, as a bad disk would. */
  damage(key: string): void {
    const content = this.#objects.get(key)
    assert(content !== undefined, `There is no object ${key} to damage.`)
    const [first = '', ...rest] = content.pieces
    const bytes = flipped(this.#pieces.get(first) ?? new Uint8Array(1))
    const name = `damaged-${first}`
    this.#pieces.set(name, bytes)
    this.#objects.set(key, { ...content, pieces: [name, ...rest] })
  }

  markOf(bytes: Uint8Array): string {
    return this.#markOf(piecesOf(bytes).map(piece => this.#digest(piece)))
  }

  #markOf(names: readonly string[]): string {
    const [only] = names
    return names.length === 1 && only !== undefined ? only : this.#digest(...names.map(name => encoder.encode(name)))
  }

  /** Whether these are the bytes that were stored under the key. */
  holds(key: string, bytes: Uint8Array): boolean {
    const content = this.#objects.get(key)
    if (content?.sizeBytes !== bytes.length) return false
    let at = 0
    return content.pieces.every(name => {
      const piece = bytes.subarray(at, at + (this.#pieces.get(name)?.length ?? 0))
      at += piece.length
      return this.#digest(piece) === name
    })
  }

  keys(): readonly string[] {
    return [...this.#objects.keys()].sort(byBytes)
  }

  get openUploads(): number {
    return this.#uploads.size
  }

  /** The reply, and how much later than usual it comes. */
  answer(request: StoreRequest): { readonly reply: StoreReply; readonly extraMs: number } {
    if (request.op === 'mark') return { reply: { op: 'mark', answer: this.markOf(request.bytes) }, extraMs: 0 }
    const { struck, left } = strike(this.#faults, request, this.#options.now?.())
    this.#faults = left
    const extraMs = struck.reduce((sum, fault) => sum + (fault.do === 'slow' ? fault.extraMs : 0), 0)
    for (const fault of struck) {
      const refused = refusal(fault, this.name)
      if (refused !== undefined) return { reply: refused, extraMs }
    }
    const damaged = struck.some(fault => fault.do === 'damaged-arrival')
    const reply = this.#do(damaged && 'bytes' in request ? { ...request, bytes: flipped(request.bytes) } : request)
    if (damaged) return { reply: damage(this.name), extraMs }
    if (struck.some(fault => fault.do === 'lost-answer')) return { reply: lostAnswer(this.name), extraMs }
    return { reply: struck.reduce(spoil, reply), extraMs }
  }

  /** Everything as plain JSON beside the pieces it names. */
  state(): MemoryBucketState {
    const objects = this.keys().flatMap(key => {
      const content = this.#objects.get(key)
      return content === undefined ? [] : [{ key, ...content }]
    })
    const uploads = Array.from(this.#uploads, ([upload, { key, parts }]) => ({
      key,
      upload,
      parts: Array.from(parts, ([number, content]) => ({ number, ...content })).sort((a, b) => a.number - b.number),
    }))
    return { name: this.name, lastUpload: this.#lastUpload, objects, uploads, faults: this.#faults }
  }

  /** The pieces that the state names; bytes never change under their name. */
  pieces(): ReadonlyMap<string, Uint8Array> {
    const wanted = new Map<string, Uint8Array>()
    const contents = [
      ...this.#objects.values(),
      ...[...this.#uploads.values()].flatMap(each => [...each.parts.values()]),
    ]
    for (const { pieces } of contents)
      for (const piece of pieces) {
        const bytes = this.#pieces.get(piece)
        if (bytes !== undefined) wanted.set(piece, bytes)
      }
    for (const piece of this.#pieces.keys()) if (!wanted.has(piece)) this.#pieces.delete(piece)
    return wanted
  }

  static restore(
    options: Omit<MemoryBucketOptions, 'name'>,
    state: MemoryBucketState,
    pieces: ReadonlyMap<string, Uint8Array>,
  ): MemoryBucket {
    const bucket = new MemoryBucket({ ...options, name: state.name })
    for (const [name, bytes] of pieces) bucket.#pieces.set(name, bytes)
    for (const { key, ...content } of state.objects) bucket.#objects.set(key, content)
    for (const { key, upload, parts } of state.uploads)
      bucket.#uploads.set(upload, { key, parts: new Map(parts.map(({ number, ...content }) => [number, content])) })
    bucket.#lastUpload = state.lastUpload
    bucket.#faults = state.faults
    return bucket
  }

  #do(request: StoreRequest): StoreReply {
    switch (request.op) {
      case 'check':
        return { op: 'check', answer: undefined }
      case 'mark':
        return { op: 'mark', answer: this.markOf(request.bytes) }
      case 'put': {
        const content = this.#keep(request.bytes)
        this.#objects.set(request.key, content)
        return { op: 'put', answer: { etag: content.etag } }
      }
      case 'get': {
        const content = this.#objects.get(request.key)
        if (content === undefined) return { op: 'get', answer: undefined }
        const { start, end } = request.range ?? { start: 0, end: content.sizeBytes }
        return { op: 'get', answer: { bytes: this.#read(content, start, end), etag: content.etag } }
      }
      case 'head': {
        const content = this.#objects.get(request.key)
        return { op: 'head', answer: content && info(request.key, content) }
      }
      case 'list': {
        const { prefix, after } = request
        const keys = this.keys().filter(
          key => key.startsWith(prefix) && (after === undefined || byBytes(key, after) > 0),
        )
        const objects = keys.slice(0, pageSize).flatMap(key => {
          const content = this.#objects.get(key)
          return content === undefined ? [] : [info(key, content)]
        })
        return { op: 'list', answer: { objects, more: keys.length > pageSize } }
      }
      case 'delete':
        this.#objects.delete(request.key)
        return { op: 'delete', answer: undefined }
      case 'begin-upload': {
        this.#lastUpload += 1
        const upload = `upload-${this.#lastUpload}`
        this.#uploads.set(upload, { key: request.key, parts: new Map() })
        return { op: 'begin-upload', answer: upload }
      }
      case 'list-uploads': {
        const open = Array.from(this.#uploads, ([upload, { key }]) => ({ key, upload }))
        return { op: 'list-uploads', answer: open.filter(({ key }) => key.startsWith(request.prefix)) }
      }
      case 'put-part': {
        const upload = this.#upload(request)
        if (upload === undefined) return noUpload(request)
        const content = this.#keep(request.bytes)
        upload.parts.set(request.number, content)
        return { op: 'put-part', answer: part(request.number, content) }
      }
      case 'list-parts': {
        const upload = this.#upload(request)
        if (upload === undefined) return { op: 'list-parts', answer: undefined }
        const parts = Array.from(upload.parts, ([number, content]) => part(number, content))
        return { op: 'list-parts', answer: parts.sort((a, b) => a.number - b.number) }
      }
      case 'complete-upload':
        return this.#complete(request)
      case 'abort-upload':
        if (this.#upload(request) !== undefined) this.#uploads.delete(request.upload)
        return { op: 'abort-upload', answer: undefined }
    }
  }

  #complete(request: Extract<StoreRequest, { readonly op: 'complete-upload' }>): StoreReply {
    const etag = `${this.#digest(...request.parts.map(each => new TextEncoder().encode(each.etag)))}-${request.parts.length}`
    const upload = this.#upload(request)
    if (upload === undefined) {
      const done = this.#objects.get(request.key)
      return done?.etag === etag ? { op: 'complete-upload', answer: { etag } } : noUpload(request)
    }
    const contents = request.parts.map(({ number, etag: expected }) => {
      const content = upload.parts.get(number)
      return content?.etag === expected ? content : undefined
    })
    const whole = contents.filter(content => content !== undefined)
    if (whole.length < contents.length || whole.length === 0)
      return { op: 'failed', kind: 'rejected', message: `The parts of ${request.key} are not those that arrived.` }
    const smallest = this.#options.smallestPartBytes ?? 0
    if (whole.slice(0, -1).some(content => content.sizeBytes < smallest))
      return { op: 'failed', kind: 'rejected', message: `A part of ${request.key} is smaller than ${smallest} bytes.` }
    const pieces = whole.flatMap(content => content.pieces)
    const sizeBytes = whole.reduce((sum, content) => sum + content.sizeBytes, 0)
    this.#objects.set(request.key, { pieces, sizeBytes, etag })
    this.#uploads.delete(request.upload)
    return { op: 'complete-upload', answer: { etag } }
  }

  #upload({ key, upload }: { readonly key: string; readonly upload: string }) {
    const found = this.#uploads.get(upload)
    return found?.key === key ? found : undefined
  }

  #keep(bytes: Uint8Array): Content {
    const pieces = piecesOf(bytes)
    const names = pieces.map(piece => this.#digest(piece))
    for (const [index, name] of names.entries()) {
      const piece = pieces[index]
      if (piece !== undefined && !this.#pieces.has(name)) this.#pieces.set(name, piece)
    }
    const etag = this.#markOf(names)
    return { pieces: names, sizeBytes: bytes.length, etag }
  }

  #read(content: Content, start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, content.sizeBytes) - start))
    let at = 0
    for (const name of content.pieces) {
      const piece = this.#pieces.get(name) ?? new Uint8Array(0)
      const from = Math.max(0, start - at)
      const to = Math.min(piece.length, start + bytes.length - at)
      if (from < to) bytes.set(piece.subarray(from, to), at + from - start)
      at += piece.length
    }
    return bytes
  }
}

function piecesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / piecesOfBytes)
  return Array.from({ length: count }, (_, index) => bytes.slice(index * piecesOfBytes, (index + 1) * piecesOfBytes))
}

const info = (key: string, { sizeBytes, etag }: Content): ObjectInfo => ({ key, sizeBytes, etag })
const part = (number: number, { sizeBytes, etag }: Content): PartInfo => ({ number, sizeBytes, etag })

function noUpload({ key }: { readonly key: string }): StoreReply {
  return { op: 'failed', kind: 'rejected', message: `There is no such upload of ${key}.` }
}

/** What comes back from a call that a fault spoils on its way. */
function spoil(reply: StoreReply, fault: StoreFault): StoreReply {
  if (reply.op !== 'get' || reply.answer === undefined) return reply
  const { bytes } = reply.answer
  if (fault.do === 'truncated')
    return { op: 'get', answer: { ...reply.answer, bytes: bytes.slice(0, bytes.length >> 1) } }
  if (fault.do === 'corrupted') return { op: 'get', answer: { ...reply.answer, bytes: flipped(bytes) } }
  return reply
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  const middle = copy.length >> 1
  copy[middle] = (copy[middle] ?? 0) ^ 1
  return copy
}

const encoder = new TextEncoder()

/** S3 lists keys in the order of their UTF-8 bytes, which is not that of JavaScript's strings beyond plain letters. */
function byBytes(a: string, b: string): number {
  if (plain.test(a) && plain.test(b)) return a < b ? -1 : a > b ? 1 : 0
  const [x, y] = [encoder.encode(a), encoder.encode(b)]
  const length = Math.min(x.length, y.length)
  for (let index = 0; index < length; index++) {
    const difference = (x[index] ?? 0) - (y[index] ?? 0)
    if (difference !== 0) return difference
  }
  return x.length - y.length
}

const plain = /^[\x20-\x7e]*$/
