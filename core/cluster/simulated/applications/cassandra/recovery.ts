/** Recovery of the Cassandra model: the data files of the newest list, and the commit log after them. */

import { damage, type Recovered } from '../recovery.ts'
import { sequence } from '../sequence.ts'
import { newestRecord, recordOf } from '../write-ahead-log.ts'
import { type Files, type Manifest, readHeader, readLogHeader, readManifest, readTable, rows } from './layout.ts'

export type Recovery = Recovered<{
  readonly manifest: Manifest
  readonly logStart: number
  /** The last write the commit log has, or had before it was trimmed. */
  readonly logEnd: number
  /** When the last replayed write was acknowledged; absent when there is none. */
  readonly lastReplayedAt?: number
}>

/** Reads the volumes and changes nothing. */
export function recover(files: Files): Recovery {
  const header = readHeader(files)
  const log = readLogHeader(files)
  // A node that was interrupted while it was made has at most an empty commit log.
  const began = typeof log !== 'string' && newestRecord(files.log, log.seed) > 0
  if (header === 'blank' && !began) return { found: 'nothing' }
  if (header === 'blank') return damage('There is a commit log but no data: the data volume is not from the same node.')
  if (header === 'damaged') return damage('The header of the data files is damaged, or they are not Cassandra’s.')
  const manifest = readManifest(files)
  if (typeof manifest === 'string') return damage('There is no sound list of data files.')
  const merged = merge(files, header.seed, manifest)
  if ('found' in merged) return merged
  // Cassandra starts without a commit log too. It then has what its data files have.
  if (header.separateLog && !files.separateLog)
    return whole(header.seed, manifest, merged.newest, { end: manifest.upTo, logStart: manifest.upTo + 1, logEnd: 0 })
  if (typeof log === 'string') return damage('The commit log has no sound header.')
  if (log.seed !== header.seed) return damage('The commit log belongs to another node than the data.')
  return replay(files, header.seed, manifest, merged.newest, log.startsAt)
}

/** By row the newest write that any live data file has. */
function merge(files: Files, seed: number, manifest: Manifest): { readonly newest: number[] } | Recovery {
  const newest = new Array<number>(rows).fill(0)
  for (const table of manifest.tables.filter(({ tag }) => tag === undefined)) {
    const cells = readTable(files, seed, table)
    if (cells === undefined) return damage(`Data file ${table.number} is damaged or gone.`, { table: table.number })
    for (const { row, write } of cells) newest[row] = Math.max(newest[row] ?? 0, write)
  }
  return { newest }
}

function replay(files: Files, seed: number, manifest: Manifest, newest: number[], logStart: number): Recovery {
  const logEnd = Math.max(logStart - 1, newestRecord(files.log, seed))
  const facts = { dataUpTo: manifest.upTo, logStart, logEnd }
  if (logStart > manifest.upTo + 1)
    return damage(
      `The data is older than the commit log: its files hold ${manifest.upTo} writes, but the log starts at write ${logStart}.`,
      facts,
    )
  // A commit log that is older than the data does no harm: every write it has is in the files already.
  const end = Math.max(logEnd, manifest.upTo)
  const all = sequence(seed, rows)
  let lastReplayedAt: number | undefined
  for (let write = manifest.upTo + 1; write <= end; write++) {
    const record = recordOf(files.log, seed, write)
    if (record === undefined)
      return damage(`The commit log has a hole: it ends at write ${end}, but write ${write} is gone.`, facts)
    newest[all.rowOf(write)] = write
    lastReplayedAt = record.at
  }
  return whole(seed, manifest, newest, {
    end,
    logStart,
    logEnd,
    ...(lastReplayedAt === undefined ? {} : { lastReplayedAt }),
  })
}

/** The rows themselves must be those of the last write: an error that checksums and the log cannot show. */
function whole(
  seed: number,
  manifest: Manifest,
  newest: readonly number[],
  log: { readonly end: number; readonly logStart: number; readonly logEnd: number; readonly lastReplayedAt?: number },
): Recovery {
  const all = sequence(seed, rows)
  const stale = newest.findIndex((write, row) => write !== all.newestIn(row, log.end))
  if (stale >= 0)
    return damage(`Row ${stale} misses writes that neither the data files nor the commit log have.`, { row: stale })
  const { end, ...rest } = log
  return { found: 'database', seed, writes: end, manifest, replayed: end - manifest.upTo, ...rest }
}
