/** The volumes of a back end and the room they share. */

import { type BlockDevice, blockSizeBytes, PortError } from '../../ports/index.ts'
import { BlockMap } from './block-map.ts'
import { blockAt, countBlocks, type Root } from './block-tree.ts'
import { Supply } from './supply.ts'

export type Volume = {
  readonly handle: string
  readonly key?: string
  readonly sizeBytes: number
  readonly map: BlockMap
  readonly device: BlockDevice
}

type PoolOptions = {
  readonly capacityBytes: number | undefined
  /** Trees outside the pool that hold on to blocks: the snapshots. */
  readonly otherRoots: () => readonly Root[]
  readonly paused: (volume: string) => boolean
}

export class Pool {
  readonly #options: PoolOptions
  readonly #supply = new Supply()
  readonly #volumes = new Map<string, Volume>()
  readonly #handles = new Map<string, string>()
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

  add(volume: { readonly handle: string; readonly key?: string; readonly sizeBytes: number }, root?: Root): void {
    const map = new BlockMap(this.#supply, volume.sizeBytes, root)
    this.#volumes.set(volume.handle, { ...volume, map, device: this.#device(volume.handle, volume.sizeBytes, map) })
    if (volume.key !== undefined) this.#handles.set(volume.key, volume.handle)
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

  #device(handle: string, sizeBytes: number, map: BlockMap): BlockDevice {
    const pool = this
    return {
      sizeBytes,
      get paused() {
        return pool.#options.paused(handle)
      },
      read: block => map.read(block),
      write: (block, bytes) => {
        pool.#assertWritable(handle)
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
    return [...maps.filter(map => map !== without).map(map => map.current), ...this.#options.otherRoots()]
  }
}

const zeros = new Uint8Array(blockSizeBytes)
