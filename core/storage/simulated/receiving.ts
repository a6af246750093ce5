/** The receiving end of volumes that another simulated back end sends: named volumes that arrive whole or not at all. */

import { PortError } from '../../ports/index.ts'
import { emptyRoot, type Root } from './block-tree.ts'
import { mostReplicas } from './placement.ts'
import type { Pool } from './pool.ts'
import { digestOfTree } from './volume-digest.ts'

/** What is known of a volume that arrived from elsewhere. Its handle is its name. */
export type Received = {
  readonly name: string
  /** The volume that it was sent from, as the sender calls it. */
  readonly source: string
}

export type Arrival = {
  readonly name: string
  readonly source: string
  readonly sizeBytes: number
  /** The digest that the earlier volume of this name must have for the changes alone to do; absent: they are all there is. */
  readonly onTopOf: string | undefined
  /** In ascending order. */
  readonly changes: Iterable<readonly [block: number, bytes: Uint8Array]>
}

export class Receiver {
  readonly #pool: Pool
  readonly #received = new Map<string, Received>()

  constructor(pool: Pool, received: readonly Received[] = []) {
    this.#pool = pool
    for (const one of received) this.#received.set(one.name, one)
  }

  /** The digest of what arrived under that name and is still there, as it is now. */
  digest(name: string): string | undefined {
    const volume = this.#received.has(name) ? this.#pool.get(name) : undefined
    return volume === undefined ? undefined : digestOfTree(volume.sizeBytes, volume.map.current)
  }

  /**
   * Makes the volume, in place of an earlier one that came from the same source. Throws `rejected` when the name belongs to
   * something else or the changes do not fit what is there, and `full`; what was there before stays then.
   */
  receive({ name, source, sizeBytes, onTopOf, changes }: Arrival): string {
    const earlier = this.#pool.get(name)
    if (earlier !== undefined && this.#received.get(name)?.source !== source)
      throw new PortError('rejected', `There is a volume ${name} that was not sent from here.`)
    if (onTopOf !== undefined && this.digest(name) !== onTopOf)
      throw new PortError('rejected', `The volume ${name} has changed since it was sent.`)
    const before = earlier === undefined ? undefined : { ...earlier, root: earlier.map.freeze() }
    const base: Root = onTopOf === undefined || before === undefined ? emptyRoot : before.root
    const placed = earlier?.replicas === undefined ? this.#pool.place(mostReplicas) : { replicas: earlier.replicas }
    this.#pool.remove(name)
    this.#pool.add({ handle: name, sizeBytes, ...placed }, base)
    const { device, map } = this.#pool.get(name) ?? {}
    try {
      for (const [block, bytes] of changes) device?.write(block, bytes)
    } catch (error) {
      this.#pool.remove(name)
      if (before !== undefined) this.#pool.add({ handle: name, sizeBytes: before.sizeBytes, ...placed }, before.root)
      throw error
    }
    this.#received.set(name, { name, source })
    return digestOfTree(sizeBytes, map?.current ?? emptyRoot)
  }

  state(): readonly Received[] {
    return [...this.#received.values()].filter(({ name }) => this.#pool.get(name) !== undefined)
  }
}
