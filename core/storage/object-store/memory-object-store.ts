/** An object store in memory: the port over a memory bucket. */

import { Bug } from '../../base/index.ts'
import { type Clock, type ObjectStore, PortError } from '../../ports/index.ts'
import type { MemoryBucket } from './memory-bucket.ts'
import type { StoreAnswers, StoreRequest } from './requests.ts'

/** `clock` is what slow calls wait on; without it they are not slow. */
export function memoryObjectStore(bucket: MemoryBucket, clock?: Clock): ObjectStore {
  async function call<O extends StoreRequest['op']>(
    request: Extract<StoreRequest, { readonly op: O }>,
    signal: AbortSignal | undefined,
  ): Promise<StoreAnswers[O]> {
    signal?.throwIfAborted()
    const { reply, extraMs } = bucket.answer(request)
    if (extraMs > 0) await clock?.sleep(extraMs, signal)
    if (reply.op === 'failed') throw new PortError(reply.kind, reply.message)
    if (reply.op !== request.op) throw new Bug(`A ${request.op} was answered with a ${reply.op}.`)
    return reply.answer as StoreAnswers[O]
  }
  return {
    description: `bucket ${bucket.name} in memory`,
    markOf: bytes => bucket.markOf(bytes),
    check: signal => call<'check'>({ op: 'check' }, signal),
    put: (key, bytes, signal) => call<'put'>({ op: 'put', key, bytes }, signal),
    get: async (key, range, signal) => {
      const object = await call<'get'>({ op: 'get', key, ...(range === undefined ? {} : { range }) }, signal)
      if (object !== undefined && range === undefined && !bucket.holds(key, object.bytes))
        throw new PortError('corrupted', `The object ${key} of bucket ${bucket.name} came back damaged.`)
      return object
    },
    head: (key, signal) => call<'head'>({ op: 'head', key }, signal),
    list: (prefix, after, signal) =>
      call<'list'>({ op: 'list', prefix, ...(after === undefined ? {} : { after }) }, signal),
    delete: (key, signal) => call<'delete'>({ op: 'delete', key }, signal),
    beginUpload: (key, signal) => call<'begin-upload'>({ op: 'begin-upload', key }, signal),
    listUploads: (prefix, signal) => call<'list-uploads'>({ op: 'list-uploads', prefix }, signal),
    putPart: (part, signal) => call<'put-part'>({ op: 'put-part', ...part }, signal),
    listParts: (key, upload, signal) => call<'list-parts'>({ op: 'list-parts', key, upload }, signal),
    completeUpload: (upload, signal) => call<'complete-upload'>({ op: 'complete-upload', ...upload }, signal),
    abortUpload: (key, upload, signal) => call<'abort-upload'>({ op: 'abort-upload', key, upload }, signal),
  }
}
