/** How the MySQL model lays out its data pages and its redo log, after InnoDB. */

import type { MountedVolumes } from '../application.ts'
import { hasBlocks } from '../headers.ts'
import { type Files, firstPage, logOnData, pages, ringBlocks } from '../in-place/layout.ts'
import { mountsOf } from '../mounts.ts'
import { kindOf } from '../sealed-block.ts'

/** Log sequence numbers as people know them from InnoDB; here each write has exactly one record of 64 bytes. */
export const lsn = (write: number): number => 8192 + 64 * write

/** Blocks a volume needs: with the log on it, and for either alone. */
const blocksNeeded = { together: logOnData + 2 + ringBlocks, data: firstPage + pages, log: 2 + ringBlocks }

const kinds = { header: kindOf('IBDH'), page: kindOf('IBDP'), control: kindOf('IBLC') }

/**
 * The checkpoints stand at the beginning of the log.
 *
 * Source: InnoDB keeps its redo log under innodb_log_group_home_dir, which people put on a volume of its own.
 */
export function filesOf(volumes: MountedVolumes): Files | undefined {
  const mounts = mountsOf(volumes, { data: /mysql|mariadb|percona|data/i, log: /log|redo|wal/i })
  if (mounts === undefined) return undefined
  const start = mounts.log === undefined ? logOnData : 0
  const device = (mounts.log ?? mounts.data).device
  return {
    mounts,
    log: { device, first: start + 2, blocks: ringBlocks },
    control: { device, blocks: [start, start + 1] },
    separateLog: mounts.log !== undefined,
    kinds,
  }
}

/** Why the volumes cannot take a database; undefined when they can. */
export function tooSmall({ mounts: { data, log } }: Files): string | undefined {
  const fits = log
    ? hasBlocks(data.device, blocksNeeded.data) && hasBlocks(log.device, blocksNeeded.log)
    : hasBlocks(data.device, blocksNeeded.together)
  return fits ? undefined : 'Its volume is smaller than a megabyte, too small for a database.'
}
