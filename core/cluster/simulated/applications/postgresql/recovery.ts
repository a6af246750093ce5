/** Crash recovery of the PostgreSQL model: the WAL from the last checkpoint on, or from where a backup label says. */

import { readLogHeaderFrom } from '../headers.ts'
import { readCheckpoint, readHeader } from '../in-place/layout.ts'
import { type LogWords, type Recovery, replay } from '../in-place/replay.ts'
import { damage } from '../recovery.ts'
import { newestRecord } from '../write-ahead-log.ts'
import { type Files, lsn, readLabel, walKind, withTablespace } from './layout.ts'

/** Reads the volumes and changes nothing. */
export function recover(files: Files): Recovery {
  const header = readHeader(files)
  const wal = readLogHeaderFrom(files.log, walKind)
  // A cluster that was interrupted while it was made has at most an empty WAL.
  const began = typeof wal !== 'string' && newestRecord(files.log, wal.seed) > 0
  if (header === 'blank' && !began) return { found: 'nothing' }
  if (header === 'blank') return damage('There is a WAL but no data: the data volume is not from the same cluster.')
  if (header === 'damaged') return damage('The header of the data files is damaged, or they are not PostgreSQL’s.')
  if (header.separateLog !== files.separateLog)
    return damage(
      header.separateLog
        ? 'The WAL is on another volume, which is not part of this copy.'
        : 'The WAL belongs on the data volume, but another volume is mounted for it.',
    )
  if (((header.marks & withTablespace) !== 0) !== files.tablespace)
    return damage(
      files.tablespace
        ? 'A volume is mounted for a tablespace that this cluster does not have.'
        : 'A tablespace is on another volume, which is not part of this copy.',
    )
  const control = readCheckpoint(files)
  if (typeof control === 'string') return damage('The control file is damaged.')
  if (typeof wal === 'string') return damage('The WAL has no sound header.')
  if (wal.seed !== header.seed || control.seed !== header.seed)
    return damage('The WAL belongs to another cluster than the data.')
  const label = readLabel(files.mounts.data.device)
  if (label === 'damaged' || (label !== 'blank' && label.seed !== header.seed))
    return damage('The backup label is damaged or belongs to another cluster.')
  const end = newestRecord(files.log, header.seed)
  if (end < control.write)
    return damage(
      `PostgreSQL could not locate a valid checkpoint record: the control file names the checkpoint at ${lsn(control.write)}, but the WAL ends at ${lsn(end)}.`,
      { checkpointWrite: control.write, walEnd: end },
    )
  const checkpoint = label === 'blank' ? control.write : Math.min(label.write, control.write)
  return replay(files, { seed: header.seed, checkpoint, checkpointNumber: control.number }, words)
}

const words: LogWords = {
  log: 'WAL',
  position: 'LSN',
  at: lsn,
  facts: ({ page, pageAt, missing, checkpoint, logEnd }) => ({
    ...(page === undefined ? {} : { page }),
    ...(pageAt === undefined ? {} : { pageWrite: pageAt }),
    ...(missing === undefined ? {} : { missingWrite: missing }),
    ...(checkpoint === undefined ? {} : { checkpointWrite: checkpoint }),
    ...(logEnd === undefined ? {} : { walEnd: logEnd }),
  }),
}
