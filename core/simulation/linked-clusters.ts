/** The simulated clusters that one's ClusterPairs lead to: opened when they are first asked for, and at one time with it. */

import { PortError, type RemoteCluster, type RemoteClusters } from '../ports/index.ts'
import type { KubeObject } from '../specs/index.ts'
import { pairReference } from './pair-reference.ts'
import type { SimulatedCluster } from './simulated-cluster.ts'

/** Opens a simulated cluster by its name, or answers undefined when there is none. Throws `busy` when another process has it. */
export type OpenOther = (name: string, signal?: AbortSignal) => Promise<SimulatedCluster | undefined>

export class LinkedClusters implements RemoteClusters {
  readonly #home: SimulatedCluster
  readonly #open: OpenOther | undefined
  readonly #known = new Map<string, Promise<SimulatedCluster | undefined>>()
  readonly #clusters: SimulatedCluster[] = []
  /** What is being opened. Reading a disk takes no simulated time. */
  #opening: Promise<unknown> | undefined

  constructor(home: SimulatedCluster, open: OpenOther | undefined) {
    this.#home = home
    this.#open = open
  }

  async open(pair: KubeObject, signal?: AbortSignal): Promise<RemoteCluster | undefined> {
    const reference = pairReference(pair)
    if (reference === undefined) return undefined
    const { name, withStorage } = reference
    const cluster = await this.#cluster(name, signal)
    if (cluster === undefined) return undefined
    const { ports } = cluster
    const remote = { name, cluster: ports.cluster }
    return withStorage ? { ...remote, storage: { pairing: name, driver: ports.storage } } : remote
  }

  outside(): Promise<unknown> | undefined {
    return this.#opening ?? this.#clusters.map(cluster => cluster.outside()).find(one => one !== undefined)
  }

  async save(): Promise<void> {
    for (const cluster of this.#clusters) await cluster.save()
  }

  async close(): Promise<void> {
    for (const cluster of this.#clusters) await cluster.close()
  }

  async #cluster(name: string, signal: AbortSignal | undefined): Promise<SimulatedCluster | undefined> {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const opening = this.#link(name, signal)
    this.#known.set(name, opening)
    // What could not be opened is tried again the next time.
    opening.then(
      found => found ?? this.#known.delete(name),
      () => this.#known.delete(name),
    )
    return opening
  }

  async #link(name: string, signal: AbortSignal | undefined): Promise<SimulatedCluster | undefined> {
    const other = await this.#whileTimeStands(async () => {
      const found = await this.#open?.(name, signal)
      if (found === this.#home) throw new PortError('rejected', `The ClusterPair leads back to this cluster, ${name}.`)
      // Whoever was not looked at for a while has something to catch up on.
      if (found !== undefined && found.now < this.#home.now) await found.advance(this.#home.now - found.now)
      return found
    })
    if (other === undefined) return undefined
    while (other.now > this.#home.now) await this.#home.ports.clock.sleep(other.now - this.#home.now)
    this.#home.joinTime(other)
    this.#home.storage.sender.pair(name, other.storage.receiver)
    this.#clusters.push(other)
    return other
  }

  async #whileTimeStands<T>(work: () => Promise<T>): Promise<T> {
    const working = work()
    const standing = working.catch(() => undefined)
    this.#opening = standing
    try {
      return await working
    } finally {
      if (this.#opening === standing) this.#opening = undefined
    }
  }
}
