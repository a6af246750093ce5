/** How the MySQL model lays out its data pages and its redo log, after InnoDB. */

import type { MountedVolumes } from '../application.ts'
import { type Mounts, mountsOf } from '../mounts.ts'
import { bodyOffset, kindOf, newBlock, seal, unseal } from '../sealed-block.ts'
import { getRow, putRow, rowBytes, type Sequence } from '../sequence.ts'
import type { LogRegion } from '../write-ahead-log.ts'

export const pages = 64
export const rowsPerPage = 64
export const rows = pages * rowsPerPage

/** Log sequence numbers as people know them from InnoDB; here each write has exactly one record of 64 bytes. */
export const lsn = (write: number): number => 8192 + 64 * write

const headerBlock = 0
export const firstPage = 8
const logOnData = 128
const ringBlocks = 64
const headerKind = kindOf('IBDH')
const pageKind = kindOf('IBDP')
const checkpointKind = kindOf('IBLC')

/** Blocks a volume needs: with the log on it, and for either alone. */
export const blocksNeeded = { together: logOnData + 2 + ringBlocks, data: firstPage + pages, log: 2 + ringBlocks }

export type Files = {
  readonly mounts: Mounts
  readonly log: LogRegion
  /** Blocks of the two checkpoint records, written in turn so that one is always whole. */
  readonly checkpoints: readonly [number, number]
  readonly separateLog: boolean
}

/** Source: InnoDB keeps its redo log under innodb_log_group_home_dir, which people put on a volume of its own. */
export function filesOf(volumes: MountedVolumes): Files | undefined {
  const mounts = mountsOf(volumes, { data: /mysql|mariadb|percona|data/i, log: /log|redo|wal/i })
  if (mounts === undefined) return undefined
  const start = mounts.log === undefined ? logOnData : 0
  const device = (mounts.log ?? mounts.data).device
  return {
    mounts,
    log: { device, first: start + 2, blocks: ringBlocks },
    checkpoints: [start, start + 1],
    separateLog: mounts.log !== undefined,
  }
}

export type Header = { readonly seed: number; readonly separateLog: boolean }

export function writeHeader(files: Files, header: Header): void {
  const view = newBlock(headerKind)
  view.setFloat64(bodyOffset, header.seed, true)
  view.setUint32(bodyOffset + 8, header.separateLog ? 1 : 0, true)
  files.mounts.data.device.write(headerBlock, seal(view))
}

export function readHeader(files: Files): Header | 'blank' | 'damaged' {
  const view = unseal(files.mounts.data.device.read(headerBlock), headerKind)
  if (typeof view === 'string') return view
  return { seed: view.getFloat64(bodyOffset, true), separateLog: view.getUint32(bodyOffset + 8, true) === 1 }
}

/** Pages hold everything up to `write`; nothing before it needs the log. */
export type Checkpoint = { readonly number: number; readonly seed: number; readonly write: number }

export function writeCheckpoint(files: Files, checkpoint: Checkpoint): void {
  const view = newBlock(checkpointKind)
  view.setFloat64(bodyOffset, checkpoint.number, true)
  view.setFloat64(bodyOffset + 8, checkpoint.seed, true)
  view.setFloat64(bodyOffset + 16, checkpoint.write, true)
  files.log.device.write(files.checkpoints[checkpoint.number % 2 === 0 ? 0 : 1], seal(view))
}

/** The newest sound checkpoint. */
export function readCheckpoint(files: Files): Checkpoint | 'blank' | 'damaged' {
  const found = files.checkpoints.map((block): Checkpoint | 'blank' | 'damaged' => {
    const view = unseal(files.log.device.read(block), checkpointKind)
    if (typeof view === 'string') return view
    return {
      number: view.getFloat64(bodyOffset, true),
      seed: view.getFloat64(bodyOffset + 8, true),
      write: view.getFloat64(bodyOffset + 16, true),
    }
  })
  const sound = found.filter(checkpoint => typeof checkpoint !== 'string').sort((a, b) => b.number - a.number)
  return sound[0] ?? (found.includes('damaged') ? 'damaged' : 'blank')
}

/** A page in memory: the last write to each of its rows, and to any of them. */
export type Page = { readonly number: number; newest: number; readonly writes: number[] }

const pageBody = bodyOffset + 24

/** Writes the page as it is after the first `upTo` writes. */
export function writePage(files: Files, all: Sequence, page: Page): void {
  const view = newBlock(pageKind)
  view.setFloat64(bodyOffset, page.number, true)
  view.setFloat64(bodyOffset + 8, page.newest, true)
  page.writes.forEach((write, row) => {
    putRow(view, pageBody + row * rowBytes, all.seed, write)
  })
  files.mounts.data.device.write(firstPage + page.number, seal(view))
}

/** `damaged`: its checksum does not fit, or it is another page or another database's. */
export function readPage(files: Files, seed: number, number: number): Page | 'damaged' {
  const view = unseal(files.mounts.data.device.read(firstPage + number), pageKind)
  if (view === 'blank') return { number, newest: 0, writes: new Array<number>(rowsPerPage).fill(0) }
  if (view === 'damaged' || view.getFloat64(bodyOffset, true) !== number) return 'damaged'
  const writes = Array.from({ length: rowsPerPage }, (_, row) => getRow(view, pageBody + row * rowBytes, seed))
  if (writes.includes('damaged')) return 'damaged'
  return { number, newest: view.getFloat64(bodyOffset + 8, true), writes: writes.filter(write => write !== 'damaged') }
}

export const pageOf = (row: number): number => Math.floor(row / rowsPerPage)

/** The page as it must be after the first `upTo` writes. */
export function pageAfter(all: Sequence, number: number, upTo: number): Page {
  const writes = Array.from({ length: rowsPerPage }, (_, row) => all.newestIn(number * rowsPerPage + row, upTo))
  return { number, newest: Math.max(...writes), writes }
}
