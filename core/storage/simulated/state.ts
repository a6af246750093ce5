/** Everything a simulated back end is, as plain JSON beside the blobs of its blocks. */

import type { StoredSnapshot } from '../../ports/index.ts'
import type { SavedCloud } from './cloud-saving.ts'
import type { StorageFault } from './faults.ts'
import type { RestoreRecord } from './in-place-restore.ts'
import type { Received } from './receiving.ts'
import type { SendingState } from './sending.ts'
import type { StoredRoot } from './stored-tree.ts'
import type { TaskRecord } from './tasks.ts'

export type SimulatedStorageState = {
  readonly version: 1
  readonly seed: number
  /** The highest blob number ever given out; none is used twice. */
  readonly lastBlob: number
  readonly lastHandle: number
  readonly tasksStarted: number
  /** In the order they were made. */
  readonly volumes: readonly StoredVolume[]
  readonly snapshots: readonly (StoredSnapshot & {
    readonly blocks: StoredRoot
    readonly replicas?: readonly string[]
  })[]
  readonly tasks: readonly TaskRecord[]
  readonly faults: readonly StorageFault[]
  /** Absent in states of before there were paired back ends. */
  readonly sending?: SendingState
  readonly received?: readonly Received[]
  /** Absent in states of before there were cloud backups. */
  readonly cloud?: SavedCloud
  readonly restores?: readonly RestoreRecord[]
}

type StoredVolume = {
  readonly handle: string
  /** What it was provisioned under; a clone has none. */
  readonly key?: string
  readonly sizeBytes: number
  /** Absent in states of before volumes had replicas on nodes: such a volume never goes offline. */
  readonly replicas?: readonly string[]
  readonly blocks: StoredRoot
}
