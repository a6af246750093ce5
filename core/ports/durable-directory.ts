/** A directory that holds one document and many blobs, and survives being killed at any moment. */

/** What was last committed. */
export type Committed = {
  readonly revision: number
  readonly document: unknown
  /** Why the newest commit could not be read and this earlier one is given instead, in words. */
  readonly setback?: string
}

export interface DurableDirectory {
  /** The last committed document, or undefined when nothing was ever committed. Throws `corrupted` when it cannot be read. */
  load(): Promise<Committed | undefined>
  /** A blob of the last commit by its key. */
  blob(key: string): Promise<Uint8Array | undefined>
  /**
   * Makes document and blobs the last committed state, all or nothing: after a crash `load` finds either this commit
   * or the one before. Blobs are content addressed by the caller and never change; those already stored may be left
   * out of `blobs`. Those not in `keep` may be forgotten; without `keep`, none are. Throws `full` when there is no room,
   * with the earlier commit intact.
   */
  commit(document: unknown, blobs: ReadonlyMap<string, Uint8Array>, keep?: ReadonlySet<string>): Promise<void>
  /** Holds the directory for one writer at a time; throws `busy` (who holds it, since when) after `waitMs`. */
  lock(waitMs: number, signal?: AbortSignal): Promise<{ release(): Promise<void> }>
  /** Removes everything. */
  destroy(): Promise<void>
}
