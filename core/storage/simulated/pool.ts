/** The volumes of a back end and the room they share. */

import { assert } from '../../base/index.ts'
import { type BlockDevice, blockSizeBytes, PortError } from '../../ports/index.ts'
import { BlockMap } from './block-map.ts'
import { blockAt, countBlocks, type Root } from './block-tree.ts'
import { healthOf, mostReplicas, type NodesNow, offline, placeReplicas, type VolumeHealth } from './placement.ts'
import { Supply } from './supply.ts'

export type Volume = {
  readonly handle: string
  readonly key?: string
  readonly sizeBytes: number
  /** The nodes that hold it; absent: it never goes offline. */
  readonly replicas?: readonly string[]
  /** A restore in place gives it another one, under devices that are open already. */
  map: BlockMap
  readonly device: BlockDevice
}

/** A volume that nobody sees before it is finished. */
export type Draft = {
  readonly sizeBytes: number
  readonly map: BlockMap
  /** Throws a `full` PortError when there is no room. */
  write(block: number, bytes: Uint8Array): void
}

type PoolOptions = {
  readonly capacityBytes: number | undefined
  /** Trees outside the pool that hold on to blocks: the snapshots. */
  readonly otherRoots: () => readonly Root[]
  readonly paused: (volume: string) => boolean
  readonly nodes: NodesNow
}

type NewVolume = Pick<Volume, 'handle' | 'key' | 'sizeBytes' | 'replicas'>

export class Pool {
  readonly #options: PoolOptions
  readonly #supply = new Supply()
  readonly #volumes = new Map<string, Volume>()
  readonly #handles = new Map<string, string>()
  /** Trees of volumes that are still being filled. */
  readonly #drafts = new Set<BlockMap>()
  #capacityBlocks: number
  /** Never less than the blocks in use: what is deleted or replaced may be shared, so only a count says what became free. */
  #atMostUsed = 0
  /** Whether that is exactly the blocks in use. */
  #counted = true

  constructor(options: PoolOptions) {
    this.#options = options
    this.#capacityBlocks = Math.floor((options.capacityBytes ?? Number.POSITIVE_INFINITY) / blockSizeBytes)
  }

  get(handle: string): Volume | undefined {
    return this.#volumes.get(handle)
  }

  byKey(key: string): Volume | undefined {
    const handle = this.#handles.get(key)
    return handle === undefined ? undefined : this.#volumes.get(handle)
  }

  all(): readonly Volume[] {
    return [...this.#volumes.values()]
  }

  add(volume: NewVolume, root?: Root): void {
    const tree = { map: new BlockMap(this.#supply, volume.sizeBytes, root) }
    this.#volumes.set(volume.handle, Object.assign(tree, volume, { device: this.#device(volume, tree) }))
    if (volume.key !== undefined) this.#handles.set(volume.key, volume.handle)
  }

  /** Nodes for so many replicas of a new volume. */
  place(wanted: number): Pick<Volume, 'replicas'> {
    const held = Array.from(this.#volumes.values(), volume => volume.replicas)
    const replicas = placeReplicas(wanted, this.#options.nodes(), held)
    return replicas === undefined ? {} : { replicas }
  }

  health({ replicas }: Pick<Volume, 'replicas'>): VolumeHealth {
    return healthOf(replicas, this.#options.nodes())
  }

  /** Makes the volume hold what the tree holds. */
  replace(handle: string, root: Root): void {
    const volume = this.#volumes.get(handle)
    assert(volume !== undefined, `There is no volume ${handle} to restore.`)
    volume.map = new BlockMap(this.#supply, volume.sizeBytes, root)
    this.roomMayBeFree()
  }

  draft(sizeBytes: number): Draft {
    const map = new BlockMap(this.#supply, sizeBytes)
    this.#drafts.add(map)
    return {
      sizeBytes,
      map,
      write: (block, bytes) => {
        if (this.#atMostUsed >= this.#capacityBlocks) this.#assertRoom()
        if (!map.write(block, bytes)) return
        this.#atMostUsed += 1
        this.#counted = false
      },
    }
  }

  /** Gives up a draft, or makes it a volume under a handle. */
  finishDraft(draft: Draft, handle?: string): void {
    this.#drafts.delete(draft.map)
    if (handle !== undefined)
      this.add({ handle, sizeBytes: draft.sizeBytes, ...this.place(mostReplicas) }, draft.map.freeze())
    this.roomMayBeFree()
  }

  remove(handle: string): void {
    const volume = this.#volumes.get(handle)
    if (volume === undefined) return
    this.#volumes.delete(handle)
    if (volume.key !== undefined) this.#handles.delete(volume.key)
    this.roomMayBeFree()
  }

  /** Something was deleted: a full pool is counted again before the next write is refused. */
  roomMayBeFree(): void {
    this.#counted = false
  }

  /** Room for so many bytes from now on; undefined: without end. What is there stays, even where it is more. */
  limit(capacityBytes: number | undefined): void {
    this.#capacityBlocks = Math.floor((capacityBytes ?? Number.POSITIVE_INFINITY) / blockSizeBytes)
    this.#counted = false
  }

  recount(): void {
    this.#atMostUsed = this.#countBlocks()
    this.#counted = true
  }

  usedBytes(): number {
    return this.#countBlocks() * blockSizeBytes
  }

  /** The bytes of a tree that nobody writes any more. */
  reader(sizeBytes: number, root: Root): { readonly sizeBytes: number; read(block: number): Uint8Array } {
    return { sizeBytes, read: block => blockAt(root, block)?.bytes ?? zeros }
  }

  #device({ handle, sizeBytes, replicas }: NewVolume, tree: { readonly map: BlockMap }): BlockDevice {
    const pool = this
    const assertOnline = (): void => {
      if (replicas === undefined || pool.health({ replicas }) !== 'offline') return
      throw new PortError('unreachable', `The volume ${offline(handle, replicas)}`)
    }
    return {
      sizeBytes,
      get paused() {
        return pool.#options.paused(handle)
      },
      read: block => {
        assertOnline()
        return tree.map.read(block)
      },
      write: (block, bytes) => {
        const { map } = tree
        pool.#assertWritable(handle)
        assertOnline()
        // Only a pool that may be full asks who else holds the block.
        const replaces = pool.#atMostUsed >= pool.#capacityBlocks && pool.#holdsAlone(map, block)
        if (pool.#atMostUsed >= pool.#capacityBlocks && !replaces) pool.#assertRoom()
        if (!map.write(block, bytes) || replaces) return
        pool.#atMostUsed += 1
        pool.#counted = false
      },
    }
  }

  #assertWritable(handle: string): void {
    if (!this.#volumes.has(handle)) throw new PortError('rejected', `The volume ${handle} was deleted.`)
    if (this.#options.paused(handle)) throw new PortError('busy', `The writes of volume ${handle} are paused.`)
  }

  /** Whether the block exists and is no other volume's or snapshot's too, so that writing it takes no more room. */
  #holdsAlone(map: BlockMap, block: number): boolean {
    const held = blockAt(map.current, block)
    if (held === undefined) return false
    return this.#roots(map).every(root => blockAt(root, block) !== held)
  }

  #assertRoom(): void {
    if (!this.#counted) this.recount()
    if (this.#atMostUsed < this.#capacityBlocks) return
    throw new PortError(
      'full',
      `The storage pool is full: all ${this.#capacityBlocks * blockSizeBytes} bytes are in use.`,
    )
  }

  #countBlocks(): number {
    return countBlocks(this.#roots())
  }

  /** A volume and its newest snapshot may have one root, so the volume to leave out is told by its map. */
  #roots(without?: BlockMap): readonly Root[] {
    const maps = this.all().map(volume => volume.map)
    return [
      ...maps.filter(map => map !== without).map(map => map.current),
      ...Array.from(this.#drafts, draft => draft.current),
      ...this.#options.otherRoots(),
    ]
  }
}

const zeros = new Uint8Array(blockSizeBytes)
