/** The shared shape of volumes and snapshots: a tree of three levels whose unchanged parts belong to many owners at once. */

/**
 * 1,024 entries per node: a leaf covers 4 MiB, a branch 4 GiB, and a sparse terabyte is a root of at most 256 branches.
 * Larger leaves copy more on the first write after a snapshot, smaller ones cost more objects.
 */
export const fanout = 1024

/**
 * What a generation made may be changed in place by that generation only, and only until it has a number. A number says
 * that the bytes may be on disk under it; from then on they never change.
 */
type Owned = {
  /** The generation that made it. */
  readonly birth: number
  /** 0 until it is stored. */
  number: number
}

export type Block = Owned & { readonly bytes: Uint8Array }
export type Leaf = Owned & { readonly entries: (Block | undefined)[] }
export type Branch = Owned & { readonly entries: (Leaf | undefined)[] }
/** A root is small and travels inside the document, so it has no number. */
export type Root = { readonly birth: number; readonly entries: (Branch | undefined)[] }

export const emptyRoot: Root = { birth: 0, entries: [] }

export function blockAt(root: Root, block: number): Block | undefined {
  const leaf = Math.floor(block / fanout)
  return root.entries[Math.floor(leaf / fanout)]?.entries[leaf % fanout]?.entries[block % fanout]
}

/** The blocks that differ, in ascending order. Parts that both share are not looked at, so the cost is what changed. */
export function changedBlocks(before: Root, after: Root): number[] {
  const changed: number[] = []
  eachDifference(before, after, (branchAt, oldBranch, newBranch) => {
    eachDifference(oldBranch, newBranch, (leafAt, oldLeaf, newLeaf) => {
      const first = (branchAt * fanout + leafAt) * fanout
      eachDifference(oldLeaf, newLeaf, entry => {
        changed.push(first + entry)
      })
    })
  })
  return changed
}

/** Every distinct block of the trees once, shared parts included once. */
export function countBlocks(roots: Iterable<Root>): number {
  const seen = new Set<object>()
  let blocks = 0
  const unseen = <T extends object>(entries: readonly (T | undefined)[]): readonly T[] =>
    entries.filter((entry): entry is T => {
      if (entry === undefined || seen.has(entry)) return false
      seen.add(entry)
      return true
    })
  for (const root of roots)
    for (const branch of unseen(root.entries))
      for (const leaf of unseen(branch.entries)) blocks += unseen(leaf.entries).length
  return blocks
}

type Entries<T> = { readonly entries: readonly (T | undefined)[] } | undefined

function eachDifference<T>(
  before: Entries<T>,
  after: Entries<T>,
  found: (index: number, old: T | undefined, next: T | undefined) => void,
): void {
  if (before === after) return
  const length = Math.max(before?.entries.length ?? 0, after?.entries.length ?? 0)
  for (let index = 0; index < length; index++) {
    const old = before?.entries[index]
    const next = after?.entries[index]
    if (old !== next) found(index, old, next)
  }
}
