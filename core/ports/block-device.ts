/** A volume as the application that mounts it sees it: fixed-size blocks that are on disk once written. */

export const blockSizeBytes = 4096

export interface BlockDevice {
  readonly sizeBytes: number
  /** True while the back end holds every write of this volume, as for the cut of a group. Its writers wait; absent: never. */
  readonly paused?: boolean
  /** The block's bytes (never written: zeros). The caller must not change them. Throws `unreachable` while no replica is. */
  read(block: number): Uint8Array
  /**
   * Stores a copy of at most one block of bytes; the rest of the block becomes zeros. Throws a `full` PortError, with the
   * block as it was, when the back end has no room, and `unreachable` while no replica is.
   */
  write(block: number, bytes: Uint8Array): void
}

/** The volumes of a storage back end as a cluster's own machinery uses them: made for claims, opened by pods. */
export interface VolumeHost {
  /** Makes an empty volume unless one of that key exists; its handle. `replicas`: on how many nodes, where there are so many; absent: 1. */
  provision(request: { readonly key: string; readonly sizeBytes: number; readonly replicas?: number }): string
  /** The volume's blocks, or undefined when there is no such volume. */
  open(volume: string): BlockDevice | undefined
  remove(volume: string): void
}
