/** Calls of an object store as data, so that a transfer says what it wants and somebody else does it. */

import type { PortErrorKind } from '../../ports/index.ts'
import { type ObjectInfo, type ObjectStore, type PartInfo, PortError, type StoredObject } from '../../ports/index.ts'

export type Range = { readonly start: number; readonly end: number }

export type StoreRequest =
  | { readonly op: 'check' }
  /** Asks nobody: which etag the bytes would have. */
  | { readonly op: 'mark'; readonly bytes: Uint8Array }
  | { readonly op: 'put'; readonly key: string; readonly bytes: Uint8Array }
  | { readonly op: 'get'; readonly key: string; readonly range?: Range }
  | { readonly op: 'head'; readonly key: string }
  | { readonly op: 'list'; readonly prefix: string; readonly after?: string }
  | { readonly op: 'delete'; readonly key: string }
  | { readonly op: 'begin-upload'; readonly key: string }
  | { readonly op: 'list-uploads'; readonly prefix: string }
  | {
      readonly op: 'put-part'
      readonly key: string
      readonly upload: string
      readonly number: number
      readonly bytes: Uint8Array
    }
  | { readonly op: 'list-parts'; readonly key: string; readonly upload: string }
  | {
      readonly op: 'complete-upload'
      readonly key: string
      readonly upload: string
      readonly parts: readonly PartInfo[]
    }
  | { readonly op: 'abort-upload'; readonly key: string; readonly upload: string }

export type OpenUpload = { readonly key: string; readonly upload: string }

/** What each call answers with. */
export type StoreAnswers = {
  readonly check: undefined
  readonly mark: string | undefined
  readonly put: { readonly etag: string }
  readonly get: StoredObject | undefined
  readonly head: ObjectInfo | undefined
  readonly list: { readonly objects: readonly ObjectInfo[]; readonly more: boolean }
  readonly delete: undefined
  readonly 'begin-upload': string
  readonly 'list-uploads': readonly OpenUpload[]
  readonly 'put-part': PartInfo
  readonly 'list-parts': readonly PartInfo[] | undefined
  readonly 'complete-upload': { readonly etag: string }
  readonly 'abort-upload': undefined
}

type Answered = { readonly [Op in keyof StoreAnswers]: { readonly op: Op; readonly answer: StoreAnswers[Op] } }

export type StoreReply =
  | Answered[keyof Answered]
  | { readonly op: 'failed'; readonly kind: PortErrorKind; readonly message: string }

/** Does what the request says. Failures of the store are replies; an aborted signal throws its reason. */
export async function perform(store: ObjectStore, request: StoreRequest, signal?: AbortSignal): Promise<StoreReply> {
  try {
    return await call(store, request, signal)
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof PortError) return { op: 'failed', kind: error.kind, message: error.message }
    throw error
  }
}

async function call(store: ObjectStore, request: StoreRequest, signal: AbortSignal | undefined): Promise<StoreReply> {
  switch (request.op) {
    case 'check':
      await store.check(signal)
      return { op: 'check', answer: undefined }
    case 'mark':
      return { op: 'mark', answer: store.markOf(request.bytes) }
    case 'put':
      return { op: 'put', answer: await store.put(request.key, request.bytes, signal) }
    case 'get':
      return { op: 'get', answer: await store.get(request.key, request.range, signal) }
    case 'head':
      return { op: 'head', answer: await store.head(request.key, signal) }
    case 'list':
      return { op: 'list', answer: await store.list(request.prefix, request.after, signal) }
    case 'delete':
      await store.delete(request.key, signal)
      return { op: 'delete', answer: undefined }
    case 'begin-upload':
      return { op: 'begin-upload', answer: await store.beginUpload(request.key, signal) }
    case 'list-uploads':
      return { op: 'list-uploads', answer: await store.listUploads(request.prefix, signal) }
    case 'put-part':
      return { op: 'put-part', answer: await store.putPart(request, signal) }
    case 'list-parts':
      return { op: 'list-parts', answer: await store.listParts(request.key, request.upload, signal) }
    case 'complete-upload':
      return { op: 'complete-upload', answer: await store.completeUpload(request, signal) }
    case 'abort-upload':
      await store.abortUpload(request.key, request.upload, signal)
      return { op: 'abort-upload', answer: undefined }
  }
}

/** Bytes of content that travel with the request, either way. */
export function bytesMoved(request: StoreRequest): number {
  switch (request.op) {
    case 'put':
    case 'put-part':
      return request.bytes.length
    case 'get':
      return request.range === undefined ? 0 : request.range.end - request.range.start
    default:
      return 0
  }
}
