/** How the Cassandra model lays out its commit log, its data files (sstables) and the list of them. */

import { blockSizeBytes } from '../../../../ports/index.ts'
import type { MountedVolumes } from '../application.ts'
import {
  type Header,
  hasBlocks,
  type LogHeader,
  newestSound,
  readHeaderFrom,
  readLogHeaderFrom,
  writeHeaderTo,
  writeLogHeaderTo,
} from '../headers.ts'
import { type Mounts, mountsOf } from '../mounts.ts'
import { bodyOffset, kindOf, newBlock, seal, unseal } from '../sealed-block.ts'
import { getRow, putRow, rowBytes } from '../sequence.ts'
import type { LogRegion } from '../write-ahead-log.ts'

export const rows = 1024

const manifestBlocks = [1, 2] as const
const tablesStart = 96
/** Room for sstables, nodetool snapshots included. */
export const tableBlocks = 512
const logOnData = 8
const ringBlocks = 64
const headerKind = kindOf('CSHD')
const manifestKind = kindOf('CSMF')
const tableKind = kindOf('CSST')
const logKind = kindOf('CSLH')
const rowsPerBlock = Math.floor((blockSizeBytes - bodyOffset - 24) / (rowBytes + 8))

const blocksNeeded = { data: tablesStart + tableBlocks, log: 1 + ringBlocks }

export type Files = {
  readonly mounts: Mounts
  readonly log: LogRegion
  readonly separateLog: boolean
  readonly fit: boolean
}

/** Source: Cassandra's commitlog_directory and data_file_directories may lie on different disks. */
export function filesOf(volumes: MountedVolumes): Files | undefined {
  const mounts = mountsOf(volumes, { data: /cassandra|scylla|data/i, log: /commit|wal/i })
  if (mounts === undefined) return undefined
  const { data, log } = mounts
  return {
    mounts,
    log: { device: (log ?? data).device, first: (log === undefined ? logOnData : 0) + 1, blocks: ringBlocks },
    separateLog: log !== undefined,
    fit: hasBlocks(data.device, blocksNeeded.data) && (log === undefined || hasBlocks(log.device, blocksNeeded.log)),
  }
}

export const writeHeader = (files: Files, header: Header): void =>
  writeHeaderTo(files.mounts.data.device, headerKind, header)

export const readHeader = (files: Files): Required<Header> | 'blank' | 'damaged' =>
  readHeaderFrom(files.mounts.data.device, headerKind)

/** What the log had before `startsAt` was removed: sstables hold those writes. */
export const writeLogHeader = (files: Files, header: LogHeader): void => writeLogHeaderTo(files.log, logKind, header)

export const readLogHeader = (files: Files): LogHeader | 'blank' | 'damaged' => readLogHeaderFrom(files.log, logKind)

/** One immutable data file: the newest write of each row that was written after `after`, up to `upTo`. */
export type Table = {
  readonly number: number
  readonly first: number
  readonly blocks: number
  readonly after: number
  readonly upTo: number
  /** The nodetool snapshot that keeps it; absent: it is live. */
  readonly tag?: string
}

/** The list of data files, written after all files it names, into the older of two blocks. */
export type Manifest = {
  readonly number: number
  /** The live tables hold every write up to this one. */
  readonly upTo: number
  /** When the last flush was, and whether somebody had asked for it. */
  readonly flushedAt: number
  readonly onRequest: boolean
  readonly tables: readonly Table[]
}

const tableEntryBytes = 72
const tagBytes = 32
export const tablesPerManifest = Math.floor((blockSizeBytes - bodyOffset - 40) / tableEntryBytes)

export function writeManifest(files: Files, manifest: Manifest): void {
  const view = newBlock(manifestKind)
  view.setFloat64(bodyOffset, manifest.number, true)
  view.setFloat64(bodyOffset + 8, manifest.upTo, true)
  view.setFloat64(bodyOffset + 16, manifest.flushedAt, true)
  view.setUint32(bodyOffset + 24, manifest.onRequest ? 1 : 0, true)
  view.setUint32(bodyOffset + 28, manifest.tables.length, true)
  manifest.tables.forEach((table, index) => {
    const at = bodyOffset + 40 + index * tableEntryBytes
    view.setFloat64(at, table.number, true)
    view.setUint32(at + 8, table.first, true)
    view.setUint32(at + 12, table.blocks, true)
    view.setFloat64(at + 16, table.after, true)
    view.setFloat64(at + 24, table.upTo, true)
    ;[...(table.tag ?? '')].slice(0, tagBytes).forEach((letter, offset) => {
      view.setUint8(at + 32 + offset, letter.charCodeAt(0))
    })
  })
  files.mounts.data.device.write(manifestBlocks[manifest.number % 2 === 0 ? 0 : 1], seal(view))
}

/** The newest sound list. */
export function readManifest(files: Files): Manifest | 'blank' | 'damaged' {
  return newestSound(
    manifestBlocks.map((block): Manifest | 'blank' | 'damaged' => {
      const view = unseal(files.mounts.data.device.read(block), manifestKind)
      if (typeof view === 'string') return view
      return {
        number: view.getFloat64(bodyOffset, true),
        upTo: view.getFloat64(bodyOffset + 8, true),
        flushedAt: view.getFloat64(bodyOffset + 16, true),
        onRequest: view.getUint32(bodyOffset + 24, true) === 1,
        tables: Array.from({ length: view.getUint32(bodyOffset + 28, true) }, (_, index) =>
          tableAt(view, bodyOffset + 40 + index * tableEntryBytes),
        ),
      }
    }),
  )
}

function tableAt(view: DataView, at: number): Table {
  const letters = Array.from({ length: tagBytes }, (_, offset) => view.getUint8(at + 32 + offset)).filter(
    code => code > 0,
  )
  return {
    number: view.getFloat64(at, true),
    first: view.getUint32(at + 8, true),
    blocks: view.getUint32(at + 12, true),
    after: view.getFloat64(at + 16, true),
    upTo: view.getFloat64(at + 24, true),
    ...(letters.length > 0 ? { tag: String.fromCharCode(...letters) } : {}),
  }
}

/** A row of a data file. */
export type Cell = { readonly row: number; readonly write: number }

export const blocksFor = (cells: number): number => Math.max(1, Math.ceil(cells / rowsPerBlock))

export function writeTable(files: Files, table: Table, seed: number, cells: readonly Cell[]): void {
  for (let index = 0; index < table.blocks; index++) {
    const view = newBlock(tableKind)
    const here = cells.slice(index * rowsPerBlock, (index + 1) * rowsPerBlock)
    view.setFloat64(bodyOffset, table.number, true)
    view.setUint32(bodyOffset + 8, index, true)
    view.setUint32(bodyOffset + 12, here.length, true)
    here.forEach((cell, slot) => {
      const at = bodyOffset + 24 + slot * (rowBytes + 8)
      view.setUint32(at, cell.row, true)
      putRow(view, at + 8, seed, cell.write)
    })
    files.mounts.data.device.write(tablesStart + table.first + index, seal(view))
  }
}

/** The rows of a data file, or undefined when a block of it is damaged or belongs to another file. */
export function readTable(files: Files, seed: number, table: Table): readonly Cell[] | undefined {
  const cells: Cell[] = []
  for (let index = 0; index < table.blocks; index++) {
    const view = unseal(files.mounts.data.device.read(tablesStart + table.first + index), tableKind)
    if (typeof view === 'string') return undefined
    if (view.getFloat64(bodyOffset, true) !== table.number || view.getUint32(bodyOffset + 8, true) !== index)
      return undefined
    const count = view.getUint32(bodyOffset + 12, true)
    for (let slot = 0; slot < count; slot++) {
      const at = bodyOffset + 24 + slot * (rowBytes + 8)
      const write = getRow(view, at + 8, seed)
      if (write === 'damaged') return undefined
      cells.push({ row: view.getUint32(at, true), write })
    }
  }
  return cells
}
