/** Brings one data object into the store: whole, once, in parts when it is large. */

import type { PartInfo } from '../../ports/index.ts'
import { PortError } from '../../ports/index.ts'
import type { DataObject } from './manifest.ts'
import type { TransferSettings } from './settings.ts'
import { ask, mayPass, type Transfer, tryOnce, waitMs } from './transfer.ts'

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
    if (yield* isThere(object, settings)) return
    const failure =
      object.ranges.length === 1
        ? yield* putWhole(object, bytes(0))
        : yield* putInParts(object, bytes, settings, before)
    if (failure === undefined) {
      if (yield* isThere(object, settings)) return
      throw new PortError('corrupted', `The object ${object.key} did not arrive whole.`)
    }
    if (!mayPass(failure.kind) || attempt >= retries.attempts) throw failure
    yield { do: 'wait', ms: waitMs(retries, attempt) }
  }
}

function* isThere({ key, sizeBytes }: DataObject, { retries }: TransferSettings): Transfer<boolean> {
  const head = yield* ask<'head'>({ op: 'head', key }, retries)
  return head?.sizeBytes === sizeBytes
}

function* putWhole({ key }: DataObject, bytes: Uint8Array): Transfer<PortError | undefined> {
  const put = yield* tryOnce<'put'>({ op: 'put', key, bytes })
  return put.heard ? undefined : put.error
}

function* putInParts(
  { key, ranges }: DataObject,
  bytes: (range: number) => Uint8Array,
  { retries }: TransferSettings,
  { doneBytes, totalBytes }: Progress,
): Transfer<PortError | undefined> {
  // An upload that was begun before a crash, or whose answer was lost, is gone on with.
  const open = yield* ask<'list-uploads'>({ op: 'list-uploads', prefix: key }, retries)
  const mine = open.find(each => each.key === key)
  // Begun once only: if nobody hears of it, the next attempt finds it above.
  const begun = mine === undefined ? yield* tryOnce<'begin-upload'>({ op: 'begin-upload', key }) : undefined
  if (begun?.heard === false) return begun.error
  const upload = mine?.upload ?? begun?.answer ?? ''
  const arrived = (yield* ask<'list-parts'>({ op: 'list-parts', key, upload }, retries)) ?? []
  const parts: PartInfo[] = []
  let done = doneBytes
  for (const [index, range] of ranges.entries()) {
    const number = index + 1
    const there = arrived.find(part => part.number === number && part.sizeBytes === range.sizeBytes)
    if (there !== undefined) parts.push(there)
    else {
      const part = yield* tryOnce<'put-part'>({ op: 'put-part', key, upload, number, bytes: bytes(index) })
      if (!part.heard) return part.error
      parts.push(part.answer)
    }
    done += range.sizeBytes
    yield { do: 'report', doneBytes: done, totalBytes }
  }
  const completed = yield* tryOnce<'complete-upload'>({ op: 'complete-upload', key, upload, parts })
  return completed.heard ? undefined : completed.error
}
