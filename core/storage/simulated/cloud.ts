/** Cloud backups of a simulated back end: a queue of transfers with slots and a bandwidth, in virtual time. */

import { drawBetween, type Instant } from '../../base/index.ts'
import {
  blockSizeBytes,
  type CloudBackup,
  type CloudStorage,
  type DownloadTask,
  PortError,
  type StoredSnapshot,
  type UploadTask,
} from '../../ports/index.ts'
import {
  type BlockSource,
  carryOut,
  carryOutNow,
  deleteBackup,
  downloadBackup,
  listBackups,
  mayPass,
  once,
  placeOf,
  type Transfer,
  type TransferSettings,
  type UploadPlan,
  uploadBackup,
  usualRetries,
  usualSettings,
  withdrawUpload,
} from '../object-store/index.ts'
import { type Base, Bases } from './bases.ts'
import { blockAt, changedBlocks, emptyRoot, type Root } from './block-tree.ts'
import {
  type CloudRecord,
  type DownloadRecord,
  downloadTask,
  ended,
  type UploadRecord,
  uploadTask,
} from './cloud-tasks.ts'
import type { Bucket, Credentials } from './credentials.ts'
import type { StorageFault } from './faults.ts'
import { healthOf, type NodesNow, offline } from './placement.ts'
import type { Draft, Volume } from './pool.ts'
import { type CloudLatencies, TransferJob } from './transfer-job.ts'

type Placed = Pick<Volume, 'replicas'>

/** What it needs of the back end that it belongs to. */
export type CloudOf = {
  readonly now: () => Instant
  readonly seed: () => number
  readonly cluster: string
  /** A finished snapshot with its tree. */
  readonly snapshot: (handle: string) => (StoredSnapshot & Placed & { readonly root: Root }) | undefined
  readonly nodes: NodesNow
  readonly draft: (sizeBytes: number) => Draft
  /** Gives up the draft, or makes it a volume: its handle. */
  readonly finishDraft: (draft: Draft, as: 'volume' | 'nothing') => string
  readonly struck: (on: 'upload' | 'download', members: readonly string[]) => readonly StorageFault[]
  readonly roomMayBeFree: () => void
  /** On each node; in all where nobody can tell the nodes. */
  readonly slots: number
  readonly latencies: CloudLatencies
  readonly transfer: Partial<TransferSettings>
}

/** A full backup and then so many that hold changes only, unless the request says. Source: Portworx, its own default. */
const usualIncrementals = 6

type Running = {
  readonly job: Pick<TransferJob<unknown>, 'due' | 'move' | 'outside' | 'stop' | 'movedBytes'>
  readonly giveUp?: () => void
}

export class SimulatedCloud implements CloudStorage {
  readonly credentials: Credentials
  readonly #of: CloudOf
  readonly #bases: Bases
  /** In the order in which they were asked for. */
  readonly #records = new Map<string, CloudRecord>()
  readonly #roots = new Map<string, Root>()
  readonly #running = new Map<string, Running>()
  readonly #outside = new Set<Promise<unknown>>()
  #asked: number

  constructor(of: CloudOf, credentials: Credentials, state?: CloudState) {
    this.#of = of
    this.credentials = credentials
    this.#bases = new Bases(state?.bases ?? [])
    this.#asked = state?.asked ?? 0
    for (const record of state?.tasks ?? []) this.#records.set(idOf(record), record)
    for (const { key, root } of state?.roots ?? []) this.#roots.set(`upload ${key}`, root)
    if (state !== undefined) this.#goOn(of.now())
  }

  async upload(request: Parameters<CloudStorage['upload']>[0], signal?: AbortSignal): Promise<UploadTask> {
    signal?.throwIfAborted()
    const existing = await this.uploadTask(request.key)
    if (existing !== undefined) return existing
    const { key, full, incrementals = usualIncrementals } = request
    const snapshot = this.#of.snapshot(request.snapshot)
    const known = snapshot ?? { handle: request.snapshot, volume: '', at: this.#of.now(), sizeBytes: 0 }
    const { handle, volume, at, sizeBytes } = known
    const bare = { handle, volume, at, sizeBytes }
    const replicas = snapshot?.replicas
    const placed = replicas === undefined ? {} : { replicas }
    const begun = this.#begin(request, 'upload', [handle, volume])
    if (snapshot !== undefined) this.#roots.set(`upload ${key}`, snapshot.root)
    this.#queue(
      { ...begun, ...placed, kind: 'upload', snapshot: bare, full, incrementals },
      snapshot === undefined ? `There is no snapshot ${request.snapshot}.` : undefined,
    )
    return (await this.uploadTask(key)) ?? { phase: 'queued' }
  }

  async uploadTask(key: string, signal?: AbortSignal): Promise<UploadTask | undefined> {
    signal?.throwIfAborted()
    const record = this.#records.get(`upload ${key}`)
    return record?.kind === 'upload' ? uploadTask(record, this.#movedBytes(record)) : undefined
  }

  async discardUpload(key: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const record = this.#records.get(`upload ${key}`)
    if (record?.kind !== 'upload') return
    await this.#stop(record)
    const root = this.#roots.get(idOf(record))
    // Should the store not answer now, what is left of it is still known when this is asked again.
    if (!ended(record)) this.#fail(record, new PortError('rejected', 'The upload was stopped.'))
    if (record.state.phase === 'succeeded') {
      this.#bases.forget(record.state.backup.handle)
      await this.#atOnce(record.credential, deleteBackup(record.state.backup.handle, this.#once))
    } else if (root !== undefined && record.state.phase !== 'queued') {
      const { plan, source } = this.#plan(record, root)
      await this.#atOnce(record.credential, withdrawUpload({ ...plan, settings: this.#once }, source))
    }
    this.#records.delete(idOf(record))
    this.#forgetRoot(record)
    this.#fillSlots(this.#of.now())
  }

  async listBackups(credential?: string, signal?: AbortSignal): Promise<readonly CloudBackup[]> {
    signal?.throwIfAborted()
    return (await this.#atOnce(credential, listBackups(this.#once))).backups
  }

  async deleteBackup(handle: string, credential?: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    // The next backup of its volume would build on something that is about to go.
    this.#bases.forget(handle)
    this.#of.roomMayBeFree()
    await this.#atOnce(credential, deleteBackup(handle, this.#once))
  }

  async download(request: Parameters<CloudStorage['download']>[0], signal?: AbortSignal): Promise<DownloadTask> {
    signal?.throwIfAborted()
    const existing = await this.downloadTask(request.key)
    if (existing !== undefined) return existing
    const { key, backup } = request
    this.#queue({ ...this.#begin(request, 'download', [backup]), kind: 'download', backup })
    return (await this.downloadTask(key)) ?? { phase: 'running' }
  }

  async downloadTask(key: string, signal?: AbortSignal): Promise<DownloadTask | undefined> {
    signal?.throwIfAborted()
    const record = this.#records.get(`download ${key}`)
    return record?.kind === 'download' ? downloadTask(record, this.#movedBytes(record)) : undefined
  }

  nextAt(): Instant | undefined {
    return this.#first()?.due
  }

  /** Does what is due first, if that is not after `now`; whether there was something. */
  advanceOnce(now: Instant): boolean {
    const first = this.#first()
    if (first === undefined || first.due > now) return false
    first.job.move()
    this.#track(first.job.outside)
    return true
  }

  /** What is under way in the world outside, during which virtual time stands still. */
  outside(): Promise<unknown> | undefined {
    const [first] = this.#outside
    return first
  }

  /** Trees that must stay though nobody sees them: of uploads under way, and of the newest backup of each volume. */
  roots(): readonly Root[] {
    return [...this.#roots.values(), ...this.#bases.all().map(base => base.root)]
  }

  state(): CloudState {
    const roots = Array.from(this.#roots, ([id, root]) => ({ key: id.slice('upload '.length), root }))
    return { asked: this.#asked, tasks: [...this.#records.values()], roots, bases: this.#bases.all() }
  }

  /** A task that cannot even be begun is one that failed. */
  #queue(record: CloudRecord, problem?: string): void {
    this.#records.set(idOf(record), record)
    try {
      const { name } = this.credentials.named(record.credential === '' ? undefined : record.credential)
      this.#records.set(idOf(record), { ...record, credential: name })
      if (problem === undefined) this.#fillSlots(this.#of.now())
      else this.#fail(record, new PortError('rejected', problem))
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      this.#forgetRoot(record)
      this.#fail(record, error)
    }
  }

  #begin(
    { key, credential = '' }: { readonly key: string; readonly credential?: string },
    on: 'upload' | 'download',
    members: readonly string[],
  ) {
    this.#asked += 1
    const faults = this.#of.struck(on, members)
    const doomed = faults.find(fault => fault.do === 'fail')?.message
    return {
      key,
      credential,
      ordinal: this.#asked,
      doneBytes: 0,
      totalBytes: 0,
      delayMs: faults.reduce((sum, fault) => sum + (fault.do === 'slow' ? fault.extraMs : 0), 0),
      ...(doomed === undefined ? {} : { doomed }),
      state: { phase: 'queued' },
    } as const
  }

  /** What ran when it was saved runs again; what it has done is found in the store. */
  #goOn(at: Instant): void {
    for (const record of [...this.#records.values()]) if (record.state.phase === 'running') this.#run(record, at)
    this.#fillSlots(at)
  }

  /** First come, first served, but one upload of a volume at a time: the next builds on it. */
  #fillSlots(at: Instant): void {
    for (const record of [...this.#records.values()]) {
      if (record.state.phase !== 'queued' || this.#waitsForAnother(record)) continue
      const slot = this.#freeSlot(record)
      if (slot !== undefined) this.#run({ ...record, ...slot }, at)
    }
  }

  /** A free slot: of the node that has the most of them, among those with a replica of what is uploaded. */
  #freeSlot(record: CloudRecord): Pick<CloudRecord, 'on'> | undefined {
    const taken = [...this.#running.keys()].map(id => this.#records.get(id)?.on)
    const nodes = this.#of.nodes()
    const replicas = record.kind === 'upload' ? record.replicas : undefined
    const able = nodes && [...nodes].filter(node => replicas === undefined || replicas.includes(node))
    // Nobody can tell the nodes; or there is none, and then the transfer begins, to fail.
    if (able === undefined || able.length === 0) return taken.length < this.#of.slots ? {} : undefined
    const free = able
      .map(on => ({ on, count: taken.filter(node => node === on).length }))
      .filter(({ count }) => count < this.#of.slots)
      .sort((one, other) => one.count - other.count || (one.on < other.on ? -1 : 1))
    return free[0] && { on: free[0].on }
  }

  #waitsForAnother(record: CloudRecord): boolean {
    if (record.kind !== 'upload') return false
    return [...this.#running.keys()].some(id => {
      const other = this.#records.get(id)
      return other?.kind === 'upload' && other.snapshot.volume === record.snapshot.volume
    })
  }

  #run(record: CloudRecord, at: Instant): void {
    const running = { ...record, state: { phase: 'running' } } as const
    this.#records.set(idOf(record), running)
    let bucket: Bucket
    try {
      bucket = this.credentials.open(this.credentials.named(record.credential))
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      this.#fail(running, error)
      return
    }
    if (running.kind === 'upload') this.#runUpload(running, bucket, at)
    else this.#runDownload(running, bucket, at)
  }

  #runUpload(record: UploadRecord, bucket: Bucket, at: Instant): void {
    const root = this.#roots.get(idOf(record))
    if (root === undefined) {
      this.#fail(record, new PortError('missing', 'The snapshot of this upload is gone.'))
      return
    }
    const { snapshot, replicas } = record
    if (healthOf(replicas, this.#of.nodes()) === 'offline') {
      this.#fail(record, new PortError('unreachable', `The snapshot ${offline(snapshot.handle, replicas)}`))
      return
    }
    const based = this.#onItsBase(record)
    this.#records.set(idOf(record), based)
    const { plan, source } = this.#plan(based, root)
    this.#start(based, bucket, at, uploadBackup(plan, source), {
      done: uploaded =>
        uploaded === 'base-gone' ? this.#beginChain(based) : this.#uploaded(based, uploaded.backup, root),
    })
  }

  #uploaded(record: UploadRecord, backup: CloudBackup, root: Root): void {
    const { volume, at, handle } = backup
    this.#bases.keep({ credential: record.credential, volume, at, backup: handle, root })
    this.#end({ ...record, state: { phase: 'succeeded', backup } })
  }

  /** Its base was deleted before it could hold on to it: it is queued again, as a full backup. */
  #beginChain({ base, ...record }: UploadRecord): void {
    if (base !== undefined) this.#bases.forget(base)
    this.#records.set(idOf(record), { ...record, full: true, state: { phase: 'queued' }, doneBytes: 0, totalBytes: 0 })
  }

  /** What the upload builds on is settled once, so that it goes on with the same after a restart. */
  #onItsBase(record: UploadRecord): UploadRecord {
    if (record.base !== undefined || record.full || record.totalBytes > 0) return record
    const { volume, at } = record.snapshot
    const base = this.#bases.before({ credential: record.credential, volume, at })
    if (base === undefined || placeOf(base.backup).sequence >= record.incrementals) return { ...record, full: true }
    return { ...record, base: base.backup }
  }

  #plan(record: UploadRecord, root: Root): { readonly plan: UploadPlan; readonly source: BlockSource } {
    const { key, base } = record
    const { volume, at, sizeBytes } = record.snapshot
    const before = this.#bases.all().find(each => each.backup === base)?.root
    const settings = this.#settings(record)
    const plan = { key, cluster: this.#of.cluster, volume, at, sizeBytes, settings }
    const blocks = changedBlocks(before ?? emptyRoot, root)
    const source = { blocks, read: (block: number) => blockAt(root, block)?.bytes ?? zeros }
    return { plan: base === undefined ? plan : { ...plan, base }, source }
  }

  #runDownload(record: DownloadRecord, bucket: Bucket, at: Instant): void {
    let draft: Draft | undefined
    const sink = (backup: CloudBackup) => {
      draft = this.#of.draft(backup.sizeBytes)
      return draft.write
    }
    const giveUp = (): void => {
      if (draft !== undefined) this.#of.finishDraft(draft, 'nothing')
      draft = undefined
    }
    this.#start(record, bucket, at, downloadBackup(record.backup, sink, this.#settings(record)), {
      done: ({ sizeBytes }) => {
        const volume = draft === undefined ? '' : this.#of.finishDraft(draft, 'volume')
        this.#end({ ...record, state: { phase: 'succeeded', volume, sizeBytes } })
      },
      giveUp,
    })
  }

  #start<T>(
    record: CloudRecord,
    bucket: Bucket,
    at: Instant,
    transfer: Transfer<T>,
    { done, giveUp }: { readonly done: (result: T) => void; readonly giveUp?: () => void },
  ): void {
    const id = idOf(record)
    const { latencies, now, seed } = this.#of
    const over = (what: () => void, when: Instant): void => {
      this.#running.delete(id)
      what()
      this.#fillSlots(when)
    }
    const job = new TransferJob<T>({
      transfer: record.doomed === undefined ? transfer : doomed(record.doomed),
      bucket,
      latencies,
      now,
      seed: seed(),
      ordinal: record.ordinal,
      sharers: () => this.#running.size,
      events: {
        report: ({ doneBytes, totalBytes }) => {
          const current = this.#records.get(id)
          if (current !== undefined) this.#records.set(id, { ...current, doneBytes, totalBytes })
        },
        done: (result, when) => over(() => done(result), when),
        failed: (error, when) =>
          over(() => {
            giveUp?.()
            this.#fail(record, error)
          }, when),
      },
    })
    this.#running.set(id, giveUp === undefined ? { job } : { job, giveUp })
    job.startAfter(at, record.delayMs)
  }

  /** Keeps what was counted meanwhile. */
  #end(record: CloudRecord): void {
    const { doneBytes, totalBytes } = this.#records.get(idOf(record)) ?? record
    this.#records.set(idOf(record), { ...record, doneBytes, totalBytes })
    // A failed upload keeps its tree until it is discarded: what it left in the store is told by it.
    if (record.state.phase === 'succeeded') this.#forgetRoot(record)
  }

  #fail(record: CloudRecord, { kind, message }: PortError): void {
    this.#end({ ...record, state: { phase: 'failed', message, mayPass: mayPass(kind) } })
  }

  async #stop(record: CloudRecord): Promise<void> {
    const running = this.#running.get(idOf(record))
    if (running === undefined) return
    this.#running.delete(idOf(record))
    running.job.stop()
    await running.job.outside
    running.giveUp?.()
  }

  #forgetRoot(record: CloudRecord): void {
    if (this.#roots.delete(idOf(record))) this.#of.roomMayBeFree()
  }

  #movedBytes(record: CloudRecord): number {
    return this.#running.get(idOf(record))?.job.movedBytes(this.#of.now()) ?? 0
  }

  #settings({ ordinal }: Pick<CloudRecord, 'ordinal'>): TransferSettings {
    const seed = drawBetween(0, 2 ** 31, this.#of.seed(), ordinal)
    return { ...usualSettings, retries: { ...usualRetries, seed }, ...this.#of.transfer }
  }

  get #once(): TransferSettings {
    return { ...usualSettings, ...this.#of.transfer, retries: once }
  }

  /** In no virtual time, and once: whoever asks repeats it. */
  async #atOnce<T>(credential: string | undefined, transfer: Transfer<T>): Promise<T> {
    const bucket = this.credentials.open(this.credentials.named(credential))
    if (bucket.kind === 'embedded') return carryOutNow(transfer, bucket.bucket)
    const work = (async () => carryOut(transfer, { store: await bucket.store(), clock: noWaits }))()
    this.#track(work)
    return work
  }

  #track(work: Promise<unknown> | undefined): void {
    if (work === undefined) return
    const tracked: Promise<unknown> = work.then(
      () => this.#outside.delete(tracked),
      () => this.#outside.delete(tracked),
    )
    this.#outside.add(tracked)
  }

  #first(): { readonly due: Instant; readonly job: Running['job'] } | undefined {
    let first: { readonly due: Instant; readonly job: Running['job'] } | undefined
    for (const { job } of this.#running.values())
      if (job.due !== undefined && (first === undefined || job.due < first.due)) first = { due: job.due, job }
    return first
  }
}

export type CloudState = {
  readonly asked: number
  readonly tasks: readonly CloudRecord[]
  /** Of uploads that are not done. */
  readonly roots: readonly { readonly key: string; readonly root: Root }[]
  readonly bases: readonly Base[]
}

const noWaits = { sleep: async () => undefined }
const zeros = new Uint8Array(blockSizeBytes)
const idOf = ({ kind, key }: Pick<CloudRecord, 'kind' | 'key'>): string => `${kind} ${key}`

function* doomed(message: string): Transfer<never> {
  yield { do: 'wait', ms: 200 }
  throw new PortError('unreachable', message)
}
