/** A whole simulated cluster: objects and controllers, pods with applications, storage and time, saved as one. */

import { after, assert, type Instant, instant } from '../base/index.ts'
import {
  applications,
  ControlPlane,
  clusterPort,
  freshCluster,
  SimulatedPods,
  type TimedComponent,
  type Verdict,
} from '../cluster/simulated/index.ts'
import type { EnginePorts } from '../engine/index.ts'
import { type DurableDirectory, type ObjectStore, PortError, type WriteResult } from '../ports/index.ts'
import type { KubeObject } from '../specs/index.ts'
import {
  type Credential,
  type NodesNow,
  SimulatedStorage,
  type SimulatedStorageOptions,
} from '../storage/simulated/index.ts'
import { type Drive, driveUntil, driveUntilDone } from './drive.ts'
import { type Copy, hasBytesOf, type Judges, judge, judgeClaims, judgeSnapshots } from './judging.ts'
import { type Latencies, usualLatencies } from './latencies.ts'
import { LinkedClusters, type OpenOther } from './linked-clusters.ts'
import { loadObjects } from './loading.ts'
import { namesOfNodes, nodesOf } from './nodes.ts'
import { podHealth } from './pod-health.ts'
import { SeededIds } from './seeded-ids.ts'
import { storagePort } from './storage-port.ts'
import { clockAhead, VirtualClock } from './virtual-clock.ts'
import { volumeUse } from './volume-use.ts'
import { type ClaimName, volumeOf } from './volumes.ts'
import { readWorldDocument, type WorldDocument } from './world-document.ts'
import type { WorldFaults } from './world-faults.ts'

export type SimulatedClusterOptions = {
  /** Where it is kept; absent: in memory only. */
  readonly directory?: DurableDirectory
  /** Looks only: takes no lock, saves nothing, and refuses writes. */
  readonly readOnly?: boolean
  /** How long to wait for another process that uses the directory. */
  readonly lockWaitMs?: number
  /** The same seed gives the same run, byte for byte. A cluster that is opened again keeps its own. */
  readonly seed?: number
  /** When a new cluster begins. */
  readonly start?: Instant
  /** Lets pending promises run; `macrotask` of core/system. */
  readonly settle: () => Promise<void>
  /** Called before time moves, with how far: for showing a run live. */
  readonly pace?: (virtualMs: number) => Promise<void>
  readonly latencies?: Partial<Latencies>
  readonly faults?: WorldFaults
  /** What backups say of where they come from. */
  readonly name?: string
  /** Opens the buckets outside that credentials point at; absent: buckets inside the cluster stand in for them. */
  readonly objectStore?: (credential: Credential) => Promise<ObjectStore>
  /** Begins as a copy of another cluster, which is never changed. `seed` then tells what comes next from the original's. */
  readonly copyOf?: WorldCopy
  /** Opens the simulated clusters that ClusterPairs name. This one closes them when it is closed. Absent: there are none. */
  readonly others?: OpenOther
}

const firstInstant = instant(Date.UTC(2026, 0, 1, 8))
const usualLockWaitMs = 10_000
/** Within work that is saved together, a commit after so many writes. */
const saveEvery = 2_000
/** How many commits go by until blocks that nobody wants any more are looked for. */
const sweepEvery = 25

/** Opens the cluster that the directory holds, or a fresh one. Throws what the directory throws, and `unsupported` for later formats. */
export async function openSimulatedCluster(
  options: SimulatedClusterOptions,
  signal?: AbortSignal,
): Promise<SimulatedCluster> {
  const { directory, readOnly = false, lockWaitMs = usualLockWaitMs } = options
  const lock = readOnly ? undefined : await directory?.lock(lockWaitMs, signal)
  try {
    const committed = options.copyOf ?? (await directory?.load())
    const saved = committed === undefined ? undefined : readWorldDocument(committed.document)
    const clock = new VirtualClock(saved?.now ?? options.start ?? firstInstant)
    const seed = (options.copyOf === undefined ? saved?.seed : options.seed) ?? saved?.seed ?? options.seed ?? 1
    const world: { plane?: ControlPlane; nodes?: NodesNow } = {}
    const use = (volume: string) => (world.plane === undefined ? 'unknown' : volumeUse(world.plane, volume))
    const savedNodes = saved && namesOfNodes(saved.objects.objects)
    const nodes: NodesNow = () => world.nodes?.() ?? savedNodes
    const storageOptions = { now: () => clock.now(), seed, use, nodes, ...storedElsewhere(options) }
    const storage =
      saved === undefined
        ? new SimulatedStorage(storageOptions)
        : await SimulatedStorage.restore(storageOptions, { ...saved.storage, seed }, blobsOf(options))
    const release = async () => lock?.release()
    const setback = committed !== undefined && 'setback' in committed ? committed.setback : undefined
    const cluster = new SimulatedCluster({ options, saved, seed, clock, storage, release, setback })
    world.plane = cluster.plane
    world.nodes = nodesOf(cluster.plane)
    return cluster
  } catch (error) {
    await lock?.release()
    throw error
  }
}

function storedElsewhere({ name, objectStore }: SimulatedClusterOptions): Partial<SimulatedStorageOptions> {
  return {
    ...(name === undefined ? {} : { cluster: name }),
    ...(objectStore === undefined ? {} : { cloud: { objectStore } }),
  }
}

function blobsOf({ copyOf, directory }: SimulatedClusterOptions): (key: string) => Promise<Uint8Array | undefined> {
  return async key => copyOf?.blob(key) ?? directory?.blob(key)
}

/** Everything about a cluster at one instant. It can be opened any number of times. */
export type WorldCopy = {
  readonly document: WorldDocument
  readonly blob: (key: string) => Promise<Uint8Array | undefined>
}

type Parts = {
  readonly options: SimulatedClusterOptions
  readonly saved: WorldDocument | undefined
  readonly seed: number
  readonly clock: VirtualClock
  readonly storage: SimulatedStorage
  readonly release: () => Promise<void>
  readonly setback: string | undefined
}

export class SimulatedCluster {
  /** What the engine and the commands work with. Their calls end only while the cluster is driven. */
  readonly ports: EnginePorts
  readonly seed: number
  /** Why an earlier state than the last one was found, in words; absent when all was well. */
  readonly setback?: string
  /** The control plane without network in between: reads and writes take no time. */
  readonly plane: ControlPlane
  readonly pods: SimulatedPods
  readonly storage: SimulatedStorage
  readonly #options: SimulatedClusterOptions
  readonly #clock: VirtualClock
  readonly #ids: SeededIds
  readonly #drive: Drive
  readonly #components: TimedComponent[] = []
  readonly #linked: LinkedClusters
  readonly #release: () => Promise<void>
  #commits = 0
  #together = 0
  #unsaved = 0
  #saving: Promise<void> | undefined
  #nextSave: Promise<void> | undefined

  /** Use `openSimulatedCluster`. */
  constructor({ options, saved, seed, clock, storage, release, setback }: Parts) {
    const latencies = { ...usualLatencies, ...options.latencies }
    const now = () => clock.now()
    const { settle, pace, faults = {} } = options
    const ids = new SeededIds(seed, saved?.ids)
    const uuid = () => ids.uuid()
    const objects = saved === undefined ? {} : { state: saved.objects }
    const plane = new ControlPlane({ now, uuid, volumes: storage, ...objects })
    const lookups = {
      object: plane.get.bind(plane),
      volumeOf: (namespace: string, name: string) => volumeOf(plane, { namespace, name }),
    }
    const { execMs: execLatencyMs } = latencies
    const running = saved === undefined ? {} : { state: saved.pods }
    const execFaults = faults.exec === undefined ? {} : { faults: faults.exec }
    const pods = new SimulatedPods({
      now,
      volumes: storage,
      lookups,
      applications,
      seed,
      execLatencyMs,
      ...running,
      ...execFaults,
    })
    plane.onChange(({ type, object }) => {
      if (object.kind !== 'Pod') return
      if (type === 'DELETED') pods.forget(object)
      else pods.follow(object)
    })
    if (saved === undefined) for (const object of freshCluster) plane.create(object)

    const linked = new LinkedClusters(this, options.others)
    const cluster = clusterPort(plane, {
      clock,
      latencyMs: latencies.apiCallMs,
      afterWrite: () => this.#keep(),
      ...(faults.cluster === undefined ? {} : { faults: faults.cluster }),
    })
    this.ports = {
      cluster,
      exec: pods,
      storage: storagePort(storage, clock, latencies.storageCallMs, faults.storage),
      clock: faults.clockAheadMs === undefined ? clock : clockAhead(clock, faults.clockAheadMs),
      ids,
      ...(options.others === undefined ? {} : { remote: linked }),
    }
    this.#linked = linked
    this.seed = seed
    if (setback !== undefined) this.setback = setback
    this.plane = plane
    this.pods = pods
    this.storage = storage
    this.#options = options
    this.#clock = clock
    this.#ids = ids
    this.#release = release
    this.#components.push(pods, podHealth(plane, pods), storage, clock)
    this.#drive = {
      now,
      components: this.#components,
      settle,
      waiting: () => `${plane.log.waiting} watches of the API server are open.`,
      outside: () => this.outside(),
      ...(pace === undefined ? {} : { pace }),
    }
  }

  get now(): Instant {
    return this.#clock.now()
  }

  /** Lets time pass while the work is pending; its result. Throws a Bug when the work waits for nothing that can happen. */
  drive<T>(work: Promise<T>): Promise<T> {
    return driveUntilDone(this.#drive, work)
  }

  /** Lets so much time pass. */
  advance(durationMs: number): Promise<void> {
    return driveUntil(this.#drive, after(this.now, durationMs))
  }

  /** Calls `look` before time moves away from an instant, with that instant, when everything of it has happened. */
  observe(look: (now: Instant) => void): void {
    this.#components.unshift({ nextAt: () => undefined, advanceTo: () => look(this.now) })
  }

  /** What goes on outside simulated time, here or in linked clusters, while time must stand still. */
  outside(): Promise<unknown> | undefined {
    return this.#nextSave ?? this.#saving ?? this.storage.outside() ?? this.#linked.outside()
  }

  /** From now on time passes here and there together, whichever of the two is driven. Both are at one instant. */
  joinTime(other: SimulatedCluster): void {
    assert(other.now === this.now, 'clusters are joined at one instant')
    const all = [...new Set([...this.#components, ...other.#components])]
    this.#components.splice(0, this.#components.length, ...all)
    other.#components.splice(0, other.#components.length, ...all)
  }

  /** Everything as it is now, to be opened again; nothing here changes it later. */
  copy(): WorldCopy {
    const document = this.#document()
    const blocks = this.storage.takeNewBlocks()
    this.storage.giveBack(blocks)
    const earlier = blobsOf(this.#options)
    return { document, blob: async key => blocks.get(key) ?? earlier(key) }
  }

  /** Creates or updates the objects, and the namespaces they need; workloads start at once. `save` keeps them. */
  load(objects: readonly KubeObject[]): readonly WriteResult[] {
    return loadObjects(this.plane, objects)
  }

  /** Makes everything as it is now last, all or nothing. Throws `full` when there is no room. */
  save(): Promise<void> {
    const { directory, readOnly } = this.#options
    if (directory === undefined || readOnly === true) return Promise.resolve()
    // Whoever asks while a commit is being written shares the next one, which begins when that one has ended.
    this.#nextSave ??= (async () => {
      await this.#saving?.catch(() => undefined)
      // What this cluster remembers of the others must never be ahead of what they will remember.
      await this.#linked.save()
      const saving = this.#commit(directory)
      this.#saving = saving
      this.#nextSave = undefined
      try {
        await saving
      } finally {
        if (this.#saving === saving) this.#saving = undefined
      }
    })()
    return this.#nextSave
  }

  /** Lets others use the directory. What was not saved is forgotten. */
  async close(): Promise<void> {
    await (this.#nextSave ?? this.#saving)?.catch(() => undefined)
    await this.#linked.close()
    await this.#release()
  }

  /** The application's own verdict on claims: on clones as copies of their origin, on others as they are now. */
  judge(...claims: readonly ClaimName[]): Verdict {
    return judgeClaims(this.#judges(), claims)
  }

  /** The application's own verdict on VolumeSnapshots, taken together. */
  judgeSnapshots(...snapshots: readonly ClaimName[]): Verdict {
    return judgeSnapshots(this.#judges(), snapshots)
  }

  /** The application's own verdict on bytes from anywhere, such as a backup that was fetched. */
  judgeCopies(...copies: readonly Copy[]): Verdict {
    return judge(this.#judges(), copies)
  }

  /** Whether the claim's volume holds exactly the bytes of the VolumeSnapshot. */
  hasBytesOf(claim: ClaimName, snapshot: ClaimName): boolean {
    return hasBytesOf(this.#judges(), claim, snapshot)
  }

  #judges(): Judges {
    return { plane: this.plane, pods: this.pods, storage: this.storage, now: () => this.now }
  }

  /**
   * Makes everything that the work changes last together when it has ended, and now and then before; a process that is
   * killed meanwhile leaves the cluster as it was at one of these moments. For work that writes thousands of times.
   */
  async together<T>(work: () => Promise<T>): Promise<T> {
    this.#together += 1
    try {
      return await work()
    } finally {
      this.#together -= 1
      await this.save()
    }
  }

  /** After a client's write, and before the client hears of it. */
  #keep(): Promise<void> {
    if (this.#options.readOnly === true)
      return Promise.reject(new PortError('rejected', 'The simulated cluster was opened to be looked at only.'))
    if (this.#together > 0 && ++this.#unsaved % saveEvery !== 0) return Promise.resolve()
    return this.save()
  }

  #document(): WorldDocument {
    return {
      format: 'pxsnap simulated cluster',
      version: 1,
      seed: this.seed,
      now: this.now,
      ids: this.#ids.given,
      objects: this.plane.state(),
      storage: this.storage.state(),
      pods: this.pods.state(),
    }
  }

  async #commit(directory: DurableDirectory): Promise<void> {
    const document = this.#document()
    const blocks = this.storage.takeNewBlocks()
    const keep = this.#commits % sweepEvery === 0 ? this.storage.blockKeys() : undefined
    this.#commits += 1
    try {
      await directory.commit(document, blocks, keep)
    } catch (error) {
      this.storage.giveBack(blocks)
      throw error
    }
  }
}
