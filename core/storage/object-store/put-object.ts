/** Brings one data object into the store: whole, once, in parts when it is large. */

import type { PartInfo } from '../../ports/index.ts'
import { PortError } from '../../ports/index.ts'
import type { DataObject } from './manifest.ts'
import type { TransferSettings } from './settings.ts'
import { ask, type Heard, mayPass, type Transfer, tryOnce, waitMs } from './transfer.ts'

type Progress = { readonly doneBytes: number; readonly totalBytes: number }

/**
 * The key says what the content is, so an object of that key and size is the object: it is looked for first, and again
 * whenever an answer was lost.
 */
export function* putObject(
  object: DataObject,
  bytes: (range: number) => Uint8Array,
  settings: TransferSettings,
  before: Progress,
): Transfer<void> {
  const { retries } = settings
  for (let attempt = 1; ; attempt++) {
    if (yield* isThere(object, bytes, settings)) return
    const put = yield* object.ranges.length === 1
      ? putWhole(object, bytes(0))
      : putInParts(object, bytes, settings, before)
    if (put.heard) {
      const head = yield* ask<'head'>({ op: 'head', key: object.key }, retries)
      if (head?.sizeBytes === object.sizeBytes && head.etag === put.answer.etag) return
    }
    const failure = put.heard ? new PortError('corrupted', `The object ${object.key} did not arrive whole.`) : put.error
    if (!mayPass(failure.kind) || attempt >= retries.attempts) throw failure
    yield { do: 'wait', ms: waitMs(retries, attempt) }
  }
}

/**
 * A server that does not check what it receives keeps damaged bytes under the right key, with the right size: only the
 * mark tells. An object of parts was made of parts whose marks were right.
 */
function* isThere(
  { key, sizeBytes, ranges }: DataObject,
  bytes: (range: number) => Uint8Array,
  { retries }: TransferSettings,
): Transfer<boolean> {
  const head = yield* ask<'head'>({ op: 'head', key }, retries)
  if (head?.sizeBytes !== sizeBytes) return false
  return ranges.length > 1 || head.etag === (yield* ask<'mark'>({ op: 'mark', bytes: bytes(0) }, retries))
}

function putWhole({ key }: DataObject, bytes: Uint8Array): Transfer<Heard<'put'>> {
  return tryOnce<'put'>({ op: 'put', key, bytes })
}

function* putInParts(
  { key, ranges }: DataObject,
  bytes: (range: number) => Uint8Array,
  { retries }: TransferSettings,
  { doneBytes, totalBytes }: Progress,
): Transfer<Heard<'complete-upload'>> {
  // An upload that was begun before a crash, or whose answer was lost, is gone on with.
  const open = yield* ask<'list-uploads'>({ op: 'list-uploads', prefix: key }, retries)
  const mine = open.find(each => each.key === key)
  // Begun once only: if nobody hears of it, the next attempt finds it above.
  const begun = mine === undefined ? yield* tryOnce<'begin-upload'>({ op: 'begin-upload', key }) : undefined
  if (begun?.heard === false) return begun
  const upload = mine?.upload ?? begun?.answer ?? ''
  const arrived = (yield* ask<'list-parts'>({ op: 'list-parts', key, upload }, retries)) ?? []
  const parts: PartInfo[] = []
  let done = doneBytes
  for (const [index, range] of ranges.entries()) {
    const number = index + 1
    const content = bytes(index)
    const there = arrived.find(part => part.number === number && part.sizeBytes === range.sizeBytes)
    const mark = there && (yield* ask<'mark'>({ op: 'mark', bytes: content }, retries))
    if (there !== undefined && there.etag === mark) parts.push(there)
    else {
      const part = yield* tryOnce<'put-part'>({ op: 'put-part', key, upload, number, bytes: content })
      if (!part.heard) return part
      parts.push(part.answer)
    }
    done += range.sizeBytes
    yield { do: 'report', doneBytes: done, totalBytes }
  }
  return yield* tryOnce<'complete-upload'>({ op: 'complete-upload', key, upload, parts })
}
