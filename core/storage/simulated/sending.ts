/** Sends snapshots to a paired simulated back end: in virtual time, one after the other, only what has changed. */

import { after, type Instant, instant } from '../../base/index.ts'
import { blockSizeBytes, PortError, type SendTask, type VolumeSender } from '../../ports/index.ts'
import { blockAt, changedBlocks, emptyRoot, type Root } from './block-tree.ts'
import type { Receiver } from './receiving.ts'
import { digestOfTree } from './volume-digest.ts'

export type SendRecord = {
  readonly key: string
  readonly snapshot: string
  readonly remote: string
  readonly name: string
  readonly startsAt: Instant
  readonly doneAt: Instant
  readonly totalBytes: number
  /** The snapshot that the destination has already, and the digest of it there. */
  readonly base?: { readonly snapshot: string; readonly digest: string }
  readonly end?:
    | { readonly phase: 'succeeded'; readonly digest: string; readonly sizeBytes: number }
    | { readonly phase: 'failed'; readonly message: string; readonly mayPass: boolean }
}

export type SendingState = {
  readonly sends: readonly SendRecord[]
  /** Failures that a test asked for, each for one task. */
  readonly faults: readonly string[]
}

/** What the sender needs of the back end that it belongs to. */
export type SendingFrom = {
  readonly now: () => Instant
  readonly snapshot: (
    handle: string,
  ) => { readonly volume: string; readonly sizeBytes: number; readonly root: Root } | undefined
  readonly volume: (handle: string) => { readonly sizeBytes: number; readonly root: Root } | undefined
  readonly bytesPerSecond: number
}

/** Before the first byte of a transfer. */
const setUpMs = 150

export class SimulatedSender implements VolumeSender {
  readonly #from: SendingFrom
  readonly #peers = new Map<string, Receiver>()
  readonly #sends = new Map<string, SendRecord>()
  #faults: readonly string[]

  constructor(from: SendingFrom, state: SendingState = { sends: [], faults: [] }) {
    this.#from = from
    for (const send of state.sends) this.#sends.set(send.key, send)
    this.#faults = state.faults
  }

  /** Makes the receiving end reachable under that name, or with undefined unreachable again. */
  pair(remote: string, receiver: Receiver | undefined): void {
    if (receiver === undefined) this.#peers.delete(remote)
    else this.#peers.set(remote, receiver)
  }

  /** The next transfer breaks off at its end, with this message. It may be tried again. */
  failNext(message: string): void {
    this.#faults = [...this.#faults, message]
  }

  async send(
    request: { readonly key: string; readonly snapshot: string; readonly remote: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<SendTask> {
    signal?.throwIfAborted()
    const receiver = this.#peers.get(request.remote)
    if (receiver === undefined)
      throw new PortError('unreachable', `The storage of ${request.remote} is not reached from here.`)
    const existing = this.#sends.get(request.key)
    if (existing !== undefined && !isLost(existing, receiver)) return this.#task(existing)
    const record = this.#plan(request, receiver)
    if (record === undefined) {
      const message = `There is no snapshot ${request.snapshot}.`
      return { phase: 'failed', message, mayPass: false }
    }
    this.#sends.set(record.key, record)
    return this.#task(record)
  }

  async sendTask(key: string, signal?: AbortSignal): Promise<SendTask | undefined> {
    signal?.throwIfAborted()
    const record = this.#sends.get(key)
    return record === undefined ? undefined : this.#task(record)
  }

  async discardSend(key: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    // Nothing arrives before the end, so there is nothing to remove there.
    this.#sends.delete(key)
  }

  async digest(
    of: { readonly volume: string } | { readonly snapshot: string },
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    signal?.throwIfAborted()
    const tree = 'snapshot' in of ? this.#from.snapshot(of.snapshot) : this.#from.volume(of.volume)
    return tree === undefined ? undefined : digestOfTree(tree.sizeBytes, tree.root)
  }

  /** When a transfer next ends. */
  nextAt(): Instant | undefined {
    const times = [...this.#sends.values()].flatMap(({ end, doneAt }) => (end === undefined ? [doneAt] : []))
    return times.length === 0 ? undefined : instant(Math.min(...times))
  }

  advanceTo(now: Instant): void {
    for (const record of this.#sends.values())
      if (record.end === undefined && record.doneAt <= now) this.#sends.set(record.key, this.#finish(record))
  }

  state(): SendingState {
    return { sends: [...this.#sends.values()], faults: this.#faults }
  }

  #plan(
    request: { readonly key: string; readonly snapshot: string; readonly remote: string; readonly name: string },
    receiver: Receiver,
  ): SendRecord | undefined {
    const snapshot = this.#from.snapshot(request.snapshot)
    if (snapshot === undefined) return undefined
    const base = this.#baseFor({ ...request, volume: snapshot.volume }, receiver)
    const blocks = changedBlocks(base?.root ?? emptyRoot, snapshot.root).length
    const totalBytes = blocks * blockSizeBytes
    const busyUntil = [...this.#sends.values()]
      .filter(({ end, remote }) => end === undefined && remote === request.remote)
      .map(({ doneAt }) => doneAt)
    const startsAt = instant(Math.max(this.#from.now(), ...busyUntil))
    const takesMs = setUpMs + Math.ceil((totalBytes / this.#from.bytesPerSecond) * 1000)
    const known = base === undefined ? {} : { base: { snapshot: base.snapshot, digest: base.digest } }
    return { ...request, startsAt, doneAt: after(startsAt, takesMs), totalBytes, ...known }
  }

  /** The newest transfer of that name and volume whose snapshot is still here and whose bytes are still there. */
  #baseFor(
    { name, remote, volume }: { readonly name: string; readonly remote: string; readonly volume: string },
    receiver: Receiver,
  ) {
    const there = receiver.digest(name)
    const sent = [...this.#sends.values()].reverse().find(one => {
      return one.name === name && one.remote === remote && one.end?.phase === 'succeeded' && one.end.digest === there
    })
    const snapshot = sent === undefined ? undefined : this.#from.snapshot(sent.snapshot)
    if (sent === undefined || snapshot?.volume !== volume || there === undefined) return undefined
    return { snapshot: sent.snapshot, digest: there, root: snapshot.root }
  }

  #finish(record: SendRecord): SendRecord {
    const [fault, ...faults] = this.#faults
    if (fault !== undefined) {
      this.#faults = faults
      return failed(record, fault, true)
    }
    const receiver = this.#peers.get(record.remote)
    if (receiver === undefined) return failed(record, `The storage of ${record.remote} is not reached any more.`, true)
    const snapshot = this.#from.snapshot(record.snapshot)
    if (snapshot === undefined) return failed(record, `The snapshot ${record.snapshot} was deleted meanwhile.`, false)
    const { name } = record
    const { volume: source, sizeBytes, root } = snapshot
    const before = record.base === undefined ? emptyRoot : this.#from.snapshot(record.base.snapshot)?.root
    if (before === undefined) return failed(record, 'What was sent before is gone here.', true)
    const changes = changesBetween(before, root)
    try {
      const digest = receiver.receive({ name, source, sizeBytes, onTopOf: record.base?.digest, changes })
      return { ...record, end: { phase: 'succeeded', digest, sizeBytes } }
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      return failed(record, error.message, error.kind !== 'full' && record.base !== undefined)
    }
  }

  #task({ end, name, startsAt, doneAt, totalBytes }: SendRecord): SendTask {
    if (end?.phase === 'failed') return end
    if (end !== undefined) return { ...end, volume: name }
    const now = this.#from.now()
    if (now < startsAt) return { phase: 'queued' }
    const part = Math.min(1, (now - startsAt) / Math.max(1, doneAt - startsAt))
    return { phase: 'running', doneBytes: Math.floor(totalBytes * part), totalBytes }
  }
}

/** A finished transfer is worth what is there: the destination may have been put back to an earlier state since. */
function isLost({ end, name }: SendRecord, receiver: Receiver): boolean {
  return end?.phase === 'succeeded' && receiver.digest(name) !== end.digest
}

function* changesBetween(before: Root, now: Root): Iterable<readonly [number, Uint8Array]> {
  for (const block of changedBlocks(before, now)) yield [block, blockAt(now, block)?.bytes ?? zeros]
}

const zeros = new Uint8Array(blockSizeBytes)

function failed(record: SendRecord, message: string, mayPass: boolean): SendRecord {
  return { ...record, end: { phase: 'failed', message, mayPass } }
}
