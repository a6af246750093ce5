/** Trees as JSON and blobs: every block, leaf and branch is one blob under a number that never names anything else. */

import { blockSizeBytes, PortError } from '../../ports/index.ts'
import { type Block, type Branch, fanout, type Leaf, type Root } from './block-tree.ts'

/** The branches of a tree: place and blob number, in ascending order of place. */
export type StoredRoot = readonly (readonly [place: number, blob: number])[]

const blobKey = (number: number): string => `b${number}`

/** Numbers what was not stored before and hands it out; what has a number already, and all below it, is not looked at. */
export class TreeWriter {
  readonly #added: (key: string, bytes: Uint8Array) => void
  #lastNumber: number

  constructor(lastNumber: number, added: (key: string, bytes: Uint8Array) => void) {
    this.#lastNumber = lastNumber
    this.#added = added
  }

  get lastNumber(): number {
    return this.#lastNumber
  }

  store(root: Root): StoredRoot {
    return root.entries.flatMap((branch, place) =>
      branch === undefined ? [] : [[place, this.#storeNode(branch, leaf => this.#storeLeaf(leaf))] as const],
    )
  }

  #storeLeaf(leaf: Leaf): number {
    return this.#storeNode(leaf, block => {
      if (block.number === 0) this.#add(block, block.bytes)
      return block.number
    })
  }

  #storeNode<T>(
    node: { number: number; readonly entries: readonly (T | undefined)[] },
    store: (child: T) => number,
  ): number {
    if (node.number !== 0) return node.number
    const table = new DataView(new ArrayBuffer(blockSizeBytes))
    node.entries.forEach((child, place) => {
      if (child !== undefined) table.setUint32(place * 4, store(child), true)
    })
    this.#add(node, new Uint8Array(table.buffer))
    return node.number
  }

  #add(part: { number: number }, bytes: Uint8Array): void {
    this.#lastNumber += 1
    part.number = this.#lastNumber
    this.#added(blobKey(part.number), bytes)
  }
}

/** Gives back trees that share what they shared when they were stored. */
export class TreeReader {
  readonly #read: (key: string) => Promise<Uint8Array | undefined>
  readonly #known = new Map<number, Promise<Block | Leaf | Branch>>()

  constructor(read: (key: string) => Promise<Uint8Array | undefined>) {
    this.#read = read
  }

  /** Throws a `corrupted` PortError when a blob is missing or has another size than it was stored with. */
  async load(stored: StoredRoot): Promise<Root> {
    const entries: (Branch | undefined)[] = []
    for (const [place, blob] of stored)
      entries[place] = (await this.#once(blob, () =>
        this.#node(blob, leaf => this.#once(leaf, () => this.#node(leaf, block => this.#block(block)))),
      )) as Branch
    return { birth: 0, entries: Array.from(entries) }
  }

  #block(number: number): Promise<Block> {
    return this.#once(number, async () => ({ birth: 0, number, bytes: await this.#blob(number) })) as Promise<Block>
  }

  async #node(number: number, load: (child: number) => Promise<unknown>): Promise<Leaf | Branch> {
    const bytes = await this.#blob(number)
    const table = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const children = Array.from({ length: fanout }, (_, place) => table.getUint32(place * 4, true))
    const entries = await Promise.all(children.map(child => (child === 0 ? undefined : load(child))))
    return { birth: 0, number, entries } as Leaf | Branch
  }

  #once(number: number, load: () => Promise<unknown>): Promise<unknown> {
    let known = this.#known.get(number)
    if (known === undefined) {
      known = load() as Promise<Block | Leaf | Branch>
      this.#known.set(number, known)
    }
    return known
  }

  async #blob(number: number): Promise<Uint8Array> {
    const bytes = await this.#read(blobKey(number))
    if (bytes === undefined) throw new PortError('corrupted', `The stored block ${blobKey(number)} is missing.`)
    if (bytes.length !== blockSizeBytes)
      throw new PortError(
        'corrupted',
        `The stored block ${blobKey(number)} has ${bytes.length} bytes instead of ${blockSizeBytes}.`,
      )
    return bytes
  }
}

/** The keys of every blob the trees need once they are stored. */
export function blobKeys(roots: Iterable<Root>): ReadonlySet<string> {
  const numbers = new Set<number>()
  const fresh = <T extends { readonly number: number }>(entries: readonly (T | undefined)[]): readonly T[] =>
    entries.filter((entry): entry is T => {
      if (entry === undefined || entry.number === 0 || numbers.has(entry.number)) return false
      numbers.add(entry.number)
      return true
    })
  for (const root of roots)
    for (const branch of fresh(root.entries)) for (const leaf of fresh(branch.entries)) fresh(leaf.entries)
  return new Set(Array.from(numbers, blobKey))
}
