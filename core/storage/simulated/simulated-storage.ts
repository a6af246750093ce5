/** A storage back end in memory: volumes of real bytes, snapshots and clones that share them, and tasks that take time. */

import { type Instant, instant } from '../../base/index.ts'
import {
  type BlockDevice,
  type CloneTask,
  type ObjectStore,
  PortError,
  type SnapshotTask,
  type StorageCapabilities,
  type StorageDriver,
  type StoredSnapshot,
  type VolumeHost,
} from '../../ports/index.ts'
import type { TransferSettings } from '../object-store/index.ts'
import { changedBlocks, emptyRoot, type Root } from './block-tree.ts'
import { type CloudState, SimulatedCloud } from './cloud.ts'
import { loadCloud, loadPieces, StoredPieces, saveCloud } from './cloud-saving.ts'
import { type Credential, Credentials } from './credentials.ts'
import { hit, type StorageFault } from './faults.ts'
import { type RestoreRecord, SimulatedRestorer, type VolumeUse } from './in-place-restore.ts'
import { type NodesNow, offline, type VolumeHealth } from './placement.ts'
import { type Draft, Pool, type Volume } from './pool.ts'
import { Receiver } from './receiving.ts'
import { SimulatedSender } from './sending.ts'
import type { SimulatedStorageState } from './state.ts'
import { blobKeys, type StoredRoot, TreeReader, TreeWriter } from './stored-tree.ts'
import { TaskBook } from './task-book.ts'
import {
  type CloneRecord,
  cloneTask,
  defaultLatencies,
  type Milestone,
  planClone,
  planSnapshot,
  type SnapshotRecord,
  type StorageLatencies,
  snapshotTask,
  type TaskRecord,
} from './tasks.ts'
import { type CloudLatencies, usualCloudLatencies } from './transfer-job.ts'

export type SimulatedStorageOptions = {
  /** The world's clock: a task starts at this instant. */
  readonly now: () => Instant
  /** Tells one back end's latencies from another's; absent: 1. A restored back end keeps the one it was saved with. */
  readonly seed?: number
  /** Room for the blocks of all volumes and snapshots together, shared ones counted once; absent: without end. */
  readonly capacityBytes?: number
  readonly latencies?: StorageLatencies
  /** How fast volumes travel to other back ends; absent: 64 MiB. */
  readonly sendBytesPerSecond?: number
  readonly capabilities?: Partial<StorageCapabilities>
  /** Names the back end in what it stores elsewhere; absent: `simulated`. */
  readonly cluster?: string
  readonly cloud?: {
    /** Transfers at a time on each node, or in all where nobody can tell the nodes; absent: 2, as Portworx does. */
    readonly slots?: number
    readonly latencies?: CloudLatencies
    /** How transfers cut and check; absent: the usual way. */
    readonly transfer?: Partial<TransferSettings>
    /** Opens what credentials outside the back end's own state point at; absent: embedded buckets stand in for it. */
    readonly objectStore?: (credential: Credential) => Promise<ObjectStore>
  }
  /** The nodes of the cluster, to place replicas on; absent: nobody can tell, and no volume is ever offline. */
  readonly nodes?: NodesNow
  /** Whether a volume is in use; absent: nobody can say, and nothing is restored in place. */
  readonly use?: (volume: string) => VolumeUse
}

/** A snapshot's tree never changes, so what it is stored as is worked out once, however often it is saved. */
type Snapshot = StoredSnapshot & Pick<Volume, 'replicas'> & { readonly root: Root; stored?: StoredRoot }

/**
 * Also a timed component: `advanceTo` moves its tasks. The order at one instant matters to whoever composes a world:
 * applications write up to an instant first, and only then does the back end cut, so that a snapshot holds everything
 * acknowledged until its instant.
 */
export class SimulatedStorage implements StorageDriver, VolumeHost {
  readonly name = 'simulated'
  readonly capabilities: StorageCapabilities
  /** Sends volumes to paired back ends, and receives theirs. */
  sender: SimulatedSender
  receiver: Receiver
  cloud: SimulatedCloud
  restorer: SimulatedRestorer
  #pieces = new StoredPieces()
  readonly #options: SimulatedStorageOptions
  readonly #nodes: NodesNow
  readonly #pool: Pool
  readonly #snapshots = new Map<string, Snapshot>()
  readonly #tasks = new TaskBook()
  #seed: number
  #tasksStarted = 0
  #lastHandle = 0
  #lastBlob = 0
  #newBlocks = new Map<string, Uint8Array>()
  #faults: readonly StorageFault[] = []

  constructor(options: SimulatedStorageOptions) {
    this.#options = options
    this.#nodes = options.nodes ?? (() => undefined)
    this.#seed = options.seed ?? 1
    this.capabilities = { groupSnapshot: 'atomic', clone: true, ...options.capabilities }
    this.#pool = new Pool({
      capacityBytes: options.capacityBytes,
      otherRoots: () => this.#otherRoots(),
      paused: volume => this.#tasks.pauses(volume),
      nodes: this.#nodes,
    })
    this.receiver = new Receiver(this.#pool)
    this.sender = new SimulatedSender(this.#sendingFrom())
    this.cloud = this.#cloud(new Credentials(this.#credentialsOf()))
    this.restorer = this.#restorer([])
  }

  provision(request: { readonly key: string; readonly sizeBytes: number; readonly replicas?: number }): string {
    const existing = this.#pool.byKey(request.key)
    if (existing !== undefined) return existing.handle
    if (this.#nodes()?.size === 0) throw new PortError('unreachable', 'No node of the storage cluster is online.')
    const placed = this.#pool.place(request.replicas ?? 1)
    const handle = this.#nextHandle('vol')
    this.#pool.add({ handle, key: request.key, sizeBytes: request.sizeBytes, ...placed })
    return handle
  }

  open(volume: string): BlockDevice | undefined {
    return this.#pool.get(volume)?.device
  }

  /** Where a volume's replicas are and whether they can be reached; undefined when there is no such volume. */
  placement(volume: string): { readonly replicas: readonly string[]; readonly health: VolumeHealth } | undefined {
    const found = this.#pool.get(volume)
    return found && { replicas: found.replicas ?? [], health: this.#pool.health(found) }
  }

  remove(volume: string): void {
    this.#pool.remove(volume)
  }

  async deleteVolume(handle: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.remove(handle)
  }

  async snapshot(
    request: { readonly key: string; readonly volumes: readonly string[] },
    signal?: AbortSignal,
  ): Promise<SnapshotTask> {
    signal?.throwIfAborted()
    const existing = this.#tasks.snapshot(request.key)
    if (existing !== undefined) return snapshotTask(existing)
    const volumes = [...new Set(request.volumes)]
    const task = this.#begin(planSnapshot(request.key, volumes, this.#plan('snapshot', volumes)))
    const problem = this.#problemWith(volumes)
    return snapshotTask(problem === undefined ? task : this.#fail(task, problem))
  }

  async snapshotTask(key: string, signal?: AbortSignal): Promise<SnapshotTask | undefined> {
    signal?.throwIfAborted()
    const task = this.#tasks.snapshot(key)
    return task && snapshotTask(task)
  }

  async discardSnapshots(key: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const task = this.#tasks.snapshot(key)
    if (task === undefined) return
    for (const { handle } of task.cut) this.#forgetSnapshot(handle)
    this.#tasks.strike(task)
  }

  async deleteSnapshot(handle: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    // A snapshot that its task has not finished yet is not anybody's to delete: discardSnapshots takes the whole task.
    if (this.#visible(handle)) this.#forgetSnapshot(handle)
  }

  async clone(request: { readonly key: string; readonly snapshot: string }, signal?: AbortSignal): Promise<CloneTask> {
    signal?.throwIfAborted()
    const existing = this.#tasks.clone(request.key)
    if (existing !== undefined) return cloneTask(existing)
    const task = this.#begin(planClone(request.key, request.snapshot, this.#plan('clone', [request.snapshot])))
    if (!this.capabilities.clone) return cloneTask(this.#fail(task, 'The back end cannot clone.'))
    if (!this.#visible(request.snapshot))
      return cloneTask(this.#fail(task, `There is no snapshot ${request.snapshot}.`))
    const unreachable = this.#offlineSnapshot(request.snapshot)
    if (unreachable !== undefined) return cloneTask(this.#fail(task, unreachable))
    return cloneTask(task)
  }

  async cloneTask(key: string, signal?: AbortSignal): Promise<CloneTask | undefined> {
    signal?.throwIfAborted()
    const task = this.#tasks.clone(key)
    return task && cloneTask(task)
  }

  async listSnapshots(signal?: AbortSignal): Promise<readonly StoredSnapshot[]> {
    signal?.throwIfAborted()
    return this.snapshots()
  }

  /** The same without anybody who waits for it. */
  snapshots(): readonly StoredSnapshot[] {
    const uncertain = this.#tasks.uncertain()
    // Cuts happen in the order of time, so the map's own order is oldest first.
    return Array.from(this.#snapshots.values(), bare).filter(snapshot => !uncertain.has(snapshot.handle))
  }

  /** When a task next does something by itself, or undefined when none is running. */
  nextAt(): Instant | undefined {
    const times = [this.#tasks, this.sender, this.cloud, this.restorer].flatMap(each => each.nextAt() ?? [])
    return times.length === 0 ? undefined : instant(Math.min(...times))
  }

  /** Lets every task do what it does up to and including `now`, in the order of time. */
  advanceTo(now: Instant): void {
    for (let at = this.nextAt(); at !== undefined && at <= now; at = this.nextAt()) this.#moveOnce(at)
    this.sender.advanceTo(now)
  }

  /** What is under way outside, in real object stores. Time stands still meanwhile. */
  outside(): Promise<unknown> | undefined {
    return this.cloud.outside()
  }

  /** The pool is full from now on, or has room without end again. Not part of the saved state. */
  fill(full: boolean): void {
    this.#pool.limit(full ? 0 : this.#options.capacityBytes)
  }

  /** Lets something go wrong, once unless the fault says how often. */
  inject(fault: StorageFault): void {
    this.#faults = [...this.#faults, fault]
  }

  /** A finished snapshot's bytes, to compare with, or undefined when there is no such snapshot. */
  openSnapshot(handle: string): { readonly sizeBytes: number; read(block: number): Uint8Array } | undefined {
    const snapshot = this.#snapshots.get(handle)
    return snapshot && this.#pool.reader(snapshot.sizeBytes, snapshot.root)
  }

  /** A volume's bytes as they are now, whether or not a node could serve them. Nobody in the world sees them so. */
  openVolume(handle: string): { readonly sizeBytes: number; read(block: number): Uint8Array } | undefined {
    const volume = this.#pool.get(handle)
    return volume && this.#pool.reader(volume.sizeBytes, volume.map.current)
  }

  /** The blocks in which two snapshots or volumes differ, ascending. Costs what changed, not what there is. */
  changedBlocks(before: string, after: string): readonly number[] {
    return changedBlocks(this.#rootOf(before), this.#rootOf(after))
  }

  /** The blocks of a snapshot or volume that were ever written, ascending; all others are zeros. */
  usedBlocks(handle: string): readonly number[] {
    return changedBlocks(emptyRoot, this.#rootOf(handle))
  }

  /** Bytes of all blocks that volumes and snapshots hold, shared ones once. Counts them, so it is not for every write. */
  usedBytes(): number {
    return this.#pool.usedBytes()
  }

  /** Everything, as plain JSON. The blocks it names are those of earlier states and those of `takeNewBlocks`. */
  state(): SimulatedStorageState {
    const writer = new TreeWriter(this.#lastBlob, (key, bytes) => this.#newBlocks.set(key, bytes))
    const volumes = this.#pool.all().map(({ handle, key, sizeBytes, replicas, map }) => ({
      handle,
      ...(key === undefined ? {} : { key }),
      sizeBytes,
      ...(replicas === undefined ? {} : { replicas }),
      blocks: writer.store(map.current),
    }))
    const snapshots = Array.from(this.#snapshots.values(), snapshot => {
      snapshot.stored ??= writer.store(snapshot.root)
      const { replicas, stored: blocks } = snapshot
      return { ...bare(snapshot), ...(replicas === undefined ? {} : { replicas }), blocks }
    })
    const cloud = saveCloud(this.cloud.state(), this.cloud.credentials, writer)
    for (const [key, bytes] of this.#pieces.take(this.cloud.credentials.pieces())) this.#newBlocks.set(key, bytes)
    this.#lastBlob = writer.lastNumber
    return {
      version: 1,
      seed: this.#seed,
      lastBlob: this.#lastBlob,
      lastHandle: this.#lastHandle,
      tasksStarted: this.#tasksStarted,
      volumes,
      snapshots,
      tasks: this.#tasks.all(),
      faults: this.#faults,
      sending: this.sender.state(),
      received: this.receiver.state(),
      cloud,
      restores: this.restorer.state(),
    }
  }

  /** The blocks that states name and that nobody took yet. Their bytes never change under their key. */
  takeNewBlocks(): ReadonlyMap<string, Uint8Array> {
    const taken = this.#newBlocks
    this.#newBlocks = new Map()
    return taken
  }

  /** Undoes a take whose blocks could not be stored, so that the next take offers them again. */
  giveBack(blocks: ReadonlyMap<string, Uint8Array>): void {
    this.#newBlocks = new Map([...blocks, ...this.#newBlocks])
  }

  /** The keys of every block the last state names; others may be dropped from where they are stored. */
  blockKeys(): ReadonlySet<string> {
    const trees = blobKeys([...this.#pool.all().map(volume => volume.map.current), ...this.#otherRoots()])
    return new Set([...trees, ...this.#pieces.keys()])
  }

  /** The back end as it was saved. Throws a `corrupted` PortError when a block is missing or damaged. */
  static async restore(
    options: SimulatedStorageOptions,
    state: SimulatedStorageState,
    block: (key: string) => Promise<Uint8Array | undefined>,
  ): Promise<SimulatedStorage> {
    if (state.version !== 1) throw new PortError('corrupted', 'The stored storage back end has an unknown version.')
    const storage = new SimulatedStorage(options)
    const reader = new TreeReader(block)
    for (const { blocks, ...volume } of state.volumes) storage.#pool.add(volume, await reader.load(blocks))
    for (const { blocks, ...snapshot } of state.snapshots)
      storage.#snapshots.set(snapshot.handle, { ...snapshot, root: await reader.load(blocks) })
    for (const task of state.tasks) storage.#tasks.write(task)
    storage.#seed = state.seed
    storage.#lastBlob = state.lastBlob
    storage.#lastHandle = state.lastHandle
    storage.#tasksStarted = state.tasksStarted
    storage.#faults = state.faults
    storage.sender = new SimulatedSender(storage.#sendingFrom(), state.sending)
    storage.receiver = new Receiver(storage.#pool, state.received)
    if (state.cloud !== undefined) {
      const pieces = await loadPieces(state.cloud.credentials, block)
      storage.#pieces = new StoredPieces(pieces.keys())
      const credentials = new Credentials(storage.#credentialsOf(), state.cloud.credentials, pieces)
      storage.cloud = storage.#cloud(credentials, await loadCloud(state.cloud, reader))
    }
    storage.restorer = storage.#restorer(state.restores ?? [])
    storage.#pool.recount()
    return storage
  }

  #otherRoots(): readonly Root[] {
    return [...Array.from(this.#snapshots.values(), snapshot => snapshot.root), ...this.cloud.roots()]
  }

  #credentialsOf(): ConstructorParameters<typeof Credentials>[0] {
    const { now, cloud } = this.#options
    const { objectStore, transfer } = cloud ?? {}
    return {
      now,
      ...(objectStore === undefined ? {} : { objectStore }),
      ...(transfer?.digest === undefined ? {} : { digest: transfer.digest }),
    }
  }

  #cloud(credentials: Credentials, state?: CloudState): SimulatedCloud {
    const { now, cluster = 'simulated', cloud } = this.#options
    const parts = {
      now,
      seed: () => this.#seed,
      cluster,
      snapshot: (handle: string) => (this.#visible(handle) ? this.#snapshots.get(handle) : undefined),
      draft: (sizeBytes: number) => this.#pool.draft(sizeBytes),
      finishDraft: (draft: Draft, as: 'volume' | 'nothing') => {
        const handle = as === 'volume' ? this.#nextHandle('vol') : undefined
        this.#pool.finishDraft(draft, handle)
        return handle ?? ''
      },
      struck: (on: 'upload' | 'download', members: readonly string[]) => this.#strike(on, members),
      roomMayBeFree: () => this.#pool.roomMayBeFree(),
      nodes: this.#nodes,
      slots: cloud?.slots ?? 2,
      latencies: cloud?.latencies ?? usualCloudLatencies,
      transfer: cloud?.transfer ?? {},
    }
    return new SimulatedCloud(parts, credentials, state)
  }

  #restorer(tasks: readonly RestoreRecord[]): SimulatedRestorer {
    const parts = {
      now: this.#options.now,
      seed: () => this.#seed,
      use: this.#options.use ?? (() => 'unknown' as const),
      volume: (handle: string) => {
        const volume = this.#pool.get(handle)
        return volume && { sizeBytes: volume.sizeBytes, root: () => volume.map.freeze() }
      },
      snapshot: (handle: string) => (this.#visible(handle) ? this.#snapshots.get(handle) : undefined),
      offline: (handle: string) => this.#offlineSnapshot(handle) ?? this.#offlineVolume(handle),
      replace: (volume: string, root: Root) => this.#pool.replace(volume, root),
      struck: (members: readonly string[]) => this.#strike('restore', members),
      latencyMs: (this.#options.latencies ?? defaultLatencies).clone,
    }
    return new SimulatedRestorer(parts, tasks)
  }

  /** Does what comes first at the instant: tasks before transfers. */
  #moveOnce(at: Instant): void {
    const due = this.#tasks.first()
    if (due !== undefined && due.next.at <= at) this.#reach(due.task, due.next)
    else if (!this.cloud.advanceOnce(at) && !this.restorer.advanceOnce(at)) this.sender.advanceTo(at)
  }

  #sendingFrom() {
    return {
      now: this.#options.now,
      snapshot: (handle: string) => (this.#visible(handle) ? this.#snapshots.get(handle) : undefined),
      volume: (handle: string) => {
        const volume = this.#pool.get(handle)
        return volume && { sizeBytes: volume.sizeBytes, root: volume.map.current }
      },
      bytesPerSecond: this.#options.sendBytesPerSecond ?? usualSendBytesPerSecond,
    }
  }

  #reach(task: TaskRecord, milestone: Milestone): void {
    const moved = { ...task, reached: task.reached + 1 }
    this.#tasks.write(moved)
    if (moved.kind === 'clone') this.#finishClone(moved)
    if (moved.kind === 'snapshot' && milestone.what === 'cut') this.#cut(moved, milestone.at)
    if (moved.kind === 'snapshot' && milestone.what === 'finish') this.#finishSnapshot(moved)
  }

  /** The instant itself: nothing is copied, so all members share it however many and however large they are. */
  #cut(task: SnapshotRecord, at: Instant): void {
    const volumes = task.volumes.flatMap(handle => this.#pool.get(handle) ?? [])
    if (volumes.length < task.volumes.length) {
      this.#tasks.write({ ...task, failure: task.failure ?? this.#problemWith(task.volumes) ?? 'A volume is gone.' })
      return
    }
    const lost = this.#offlineAmong(volumes)
    if (lost !== undefined) {
      this.#tasks.write({ ...task, failure: task.failure ?? lost })
      return
    }
    const cut = volumes.map((volume: Volume): StoredSnapshot => {
      const snapshot = { handle: this.#nextHandle('snap'), volume: volume.handle, at, sizeBytes: volume.sizeBytes }
      const { replicas } = volume
      const placed = replicas === undefined ? {} : { replicas }
      this.#snapshots.set(snapshot.handle, { ...snapshot, ...placed, root: volume.map.freeze() })
      return snapshot
    })
    this.#tasks.write({ ...task, cut })
  }

  /** All or nothing: a failed task leaves no member behind. */
  #finishSnapshot(task: SnapshotRecord): void {
    if (task.failure === undefined) return
    for (const { handle } of task.cut) this.#forgetSnapshot(handle)
    this.#tasks.write({ ...task, cut: [] })
  }

  #finishClone(task: CloneRecord): void {
    if (task.failure !== undefined) return
    const snapshot = this.#snapshots.get(task.snapshot)
    if (snapshot === undefined) {
      this.#tasks.write({ ...task, failure: `The snapshot ${task.snapshot} was deleted before its clone was made.` })
      return
    }
    const unreachable = this.#offlineSnapshot(task.snapshot)
    if (unreachable !== undefined) {
      this.#tasks.write({ ...task, failure: unreachable })
      return
    }
    const volume = this.#nextHandle('vol')
    // A clone shares blocks with its snapshot, so it lies where that lies.
    const { sizeBytes, replicas } = snapshot
    this.#pool.add({ handle: volume, sizeBytes, ...(replicas === undefined ? {} : { replicas }) }, snapshot.root)
    this.#tasks.write({ ...task, made: { volume, sizeBytes: snapshot.sizeBytes } })
  }

  #begin<T extends TaskRecord>(task: T): T {
    this.#tasksStarted += 1
    this.#tasks.write(task)
    return task
  }

  #fail<T extends TaskRecord>(task: T, failure: string): T {
    const failed = { ...task, failure, reached: task.milestones.length }
    this.#tasks.write(failed)
    return failed
  }

  #plan(on: StorageFault['on'], members: readonly string[]): Parameters<typeof planSnapshot>[2] {
    const struck = this.#strike(on, members)
    return {
      now: this.#options.now(),
      seed: this.#seed,
      ordinal: this.#tasksStarted,
      latencies: this.#options.latencies ?? defaultLatencies,
      faults: struck,
    }
  }

  #strike(on: StorageFault['on'], members: readonly string[]): readonly StorageFault[] {
    const { struck, left } = hit(this.#faults, on, members, this.#options.now())
    this.#faults = left
    return struck
  }

  #problemWith(volumes: readonly string[]): string | undefined {
    if (volumes.length === 0) return 'A snapshot needs at least one volume.'
    if (volumes.length > 1 && this.capabilities.groupSnapshot === 'none')
      return 'The back end cannot snapshot several volumes at one instant.'
    const missing = volumes.filter(handle => this.#pool.get(handle) === undefined)
    if (missing.length > 0) return `There is no volume ${missing.join(', ')}.`
    return this.#offlineAmong(volumes.flatMap(handle => this.#pool.get(handle) ?? []))
  }

  #offlineAmong(volumes: readonly Volume[]): string | undefined {
    const lost = volumes.find(volume => this.#pool.health(volume) === 'offline')
    return lost && `The volume ${offline(lost.handle, lost.replicas)}`
  }

  #offlineVolume(handle: string): string | undefined {
    return this.#offlineAmong([this.#pool.get(handle)].flatMap(volume => volume ?? []))
  }

  #offlineSnapshot(handle: string): string | undefined {
    const snapshot = this.#snapshots.get(handle)
    if (snapshot === undefined || this.#pool.health(snapshot) !== 'offline') return undefined
    return `The snapshot ${offline(handle, snapshot.replicas)}`
  }

  /** Snapshots of tasks that are still running may yet be taken back, so nobody sees them. */
  #visible(handle: string): boolean {
    return this.#snapshots.has(handle) && !this.#tasks.uncertain().has(handle)
  }

  #forgetSnapshot(handle: string): void {
    if (this.#snapshots.delete(handle)) this.#pool.roomMayBeFree()
  }

  #rootOf(handle: string): Root {
    const root = this.#snapshots.get(handle)?.root ?? this.#pool.get(handle)?.map.current
    if (root === undefined) throw new PortError('rejected', `There is no snapshot or volume ${handle}.`)
    return root
  }

  #nextHandle(kind: 'vol' | 'snap'): string {
    this.#lastHandle += 1
    return `${kind}-${this.#lastHandle}`
  }
}

const usualSendBytesPerSecond = 64 * 1024 * 1024

/** A snapshot as others see it, without its tree. */
function bare({ handle, volume, at, sizeBytes }: StoredSnapshot): StoredSnapshot {
  return { handle, volume, at, sizeBytes }
}
