/** Crash recovery of the MySQL model: from the last checkpoint on, every redo record is applied to the page it names. */

import { type Files, readCheckpoint, readHeader } from '../in-place/layout.ts'
import { type LogWords, type Recovery, replay } from '../in-place/replay.ts'
import { damage } from '../recovery.ts'
import { lsn } from './layout.ts'

/** Reads the volumes and changes nothing. */
export function recover(files: Files): Recovery {
  const header = readHeader(files)
  const checkpoint = readCheckpoint(files)
  // A database that was interrupted while it was made has at most its first checkpoint.
  const began = typeof checkpoint !== 'string' && checkpoint.write > 0
  if (header === 'blank' && !began) return { found: 'nothing' }
  if (header === 'blank')
    return damage('There is a redo log but no data: the data volume is not from the same database.')
  if (header === 'damaged') return damage('The header of the data files is damaged, or they are not MySQL’s.')
  if (header.separateLog !== files.separateLog)
    return damage(
      header.separateLog
        ? 'The redo log is on another volume, which is not part of this copy.'
        : 'The redo log belongs on the data volume, but another volume is mounted for it.',
    )
  if (typeof checkpoint === 'string') return damage('The redo log holds no sound checkpoint.')
  if (checkpoint.seed !== header.seed) return damage('The redo log belongs to another database than the data.')
  const { seed } = header
  return replay(files, { seed, checkpoint: checkpoint.write, checkpointNumber: checkpoint.number }, words)
}

const words: LogWords = {
  log: 'redo log',
  position: 'LSN',
  at: lsn,
  facts: ({ page, pageAt, missing, checkpoint, logEnd }) => ({
    ...(page === undefined ? {} : { page }),
    ...(pageAt === undefined ? {} : { pageLsn: lsn(pageAt) }),
    ...(page === undefined && checkpoint !== undefined ? { checkpointLsn: lsn(checkpoint) } : {}),
    ...(missing === undefined ? {} : { missingLsn: lsn(missing) }),
    ...(page !== undefined && checkpoint !== undefined ? { checkpointLsn: lsn(checkpoint) } : {}),
    ...(logEnd === undefined ? {} : { logEndLsn: lsn(logEnd) }),
  }),
}
