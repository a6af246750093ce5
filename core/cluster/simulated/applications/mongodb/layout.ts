/** How the MongoDB model lays out its checkpoints and its journal, after WiredTiger. */

import { blockSizeBytes } from '../../../../ports/index.ts'
import type { MountedVolumes } from '../application.ts'
import { type Mounts, mountsOf } from '../mounts.ts'
import { bodyOffset, kindOf, newBlock, seal, unseal } from '../sealed-block.ts'
import { getRow, putRow, rowBytes, type Sequence } from '../sequence.ts'
import type { LogRegion } from '../write-ahead-log.ts'

export const pages = 32
export const rowsPerPage = 64
export const rows = pages * rowsPerPage

const headerBlock = 0
const rootBlocks = [1, 2] as const
const firstPage = 8
const journalOnData = 80
const ringBlocks = 32
const headerKind = kindOf('WTHD')
const rootKind = kindOf('WTRT')
const pageKind = kindOf('WTPG')
const journalKind = kindOf('WTJH')

/** Blocks of header, checkpoints and pages. */
export const dataBlocks = firstPage + 2 * pages
const blocksNeeded = { together: journalOnData + 1 + ringBlocks, data: dataBlocks, journal: 1 + ringBlocks }

export type Files = {
  readonly mounts: Mounts
  readonly journal: LogRegion
  readonly separateJournal: boolean
  /** Whether the volumes are large enough. */
  readonly fit: boolean
}

/** Source: the journal is the folder `journal` of the data path, which people mount from a volume of its own. */
export function filesOf(volumes: MountedVolumes): Files | undefined {
  const mounts = mountsOf(volumes, { data: /mongo|\/db\b|data/i, log: /journal|wal/i })
  if (mounts === undefined) return undefined
  const { data, log } = mounts
  const first = log === undefined ? journalOnData : 0
  const has = (device: { readonly sizeBytes: number }, blocks: number): boolean =>
    device.sizeBytes >= blocks * blockSizeBytes
  return {
    mounts,
    journal: { device: (log ?? data).device, first: first + 1, blocks: ringBlocks },
    separateJournal: log !== undefined,
    fit: log
      ? has(data.device, blocksNeeded.data) && has(log.device, blocksNeeded.journal)
      : has(data.device, blocksNeeded.together),
  }
}

export type Header = { readonly seed: number; readonly separateJournal: boolean }

export function writeHeader(files: Files, header: Header): void {
  const view = newBlock(headerKind)
  view.setFloat64(bodyOffset, header.seed, true)
  view.setUint32(bodyOffset + 8, header.separateJournal ? 1 : 0, true)
  files.mounts.data.device.write(headerBlock, seal(view))
}

export function readHeader(files: Files): Header | 'blank' | 'damaged' {
  const view = unseal(files.mounts.data.device.read(headerBlock), headerKind)
  if (typeof view === 'string') return view
  return { seed: view.getFloat64(bodyOffset, true), separateJournal: view.getUint32(bodyOffset + 8, true) === 1 }
}

/** The journal was removed before `startsAt`: a checkpoint holds those writes. */
export type JournalHeader = { readonly seed: number; readonly startsAt: number }

export function writeJournalHeader(files: Files, header: JournalHeader): void {
  const view = newBlock(journalKind)
  view.setFloat64(bodyOffset, header.seed, true)
  view.setFloat64(bodyOffset + 8, header.startsAt, true)
  files.journal.device.write(files.journal.first - 1, seal(view))
}

export function readJournalHeader(files: Files): JournalHeader | 'blank' | 'damaged' {
  const view = unseal(files.journal.device.read(files.journal.first - 1), journalKind)
  if (typeof view === 'string') return view
  return { seed: view.getFloat64(bodyOffset, true), startsAt: view.getFloat64(bodyOffset + 8, true) }
}

/**
 * A checkpoint: for each page in which of its two places it lies and its last write. Written after all pages it names,
 * into the older of two blocks, so that one whole checkpoint is always there.
 */
export type Root = {
  readonly number: number
  readonly write: number
  readonly places: readonly (0 | 1)[]
  readonly newest: readonly number[]
}

export function writeRoot(files: Files, root: Root): void {
  const view = newBlock(rootKind)
  view.setFloat64(bodyOffset, root.number, true)
  view.setFloat64(bodyOffset + 8, root.write, true)
  for (let page = 0; page < pages; page++) {
    view.setUint32(bodyOffset + 16 + 4 * page, root.places[page] ?? 0, true)
    view.setFloat64(bodyOffset + 16 + 4 * pages + 8 * page, root.newest[page] ?? 0, true)
  }
  files.mounts.data.device.write(rootBlocks[root.number % 2 === 0 ? 0 : 1], seal(view))
}

/** The newest sound checkpoint. */
export function readRoot(files: Files): Root | 'blank' | 'damaged' {
  const found = rootBlocks.map((block): Root | 'blank' | 'damaged' => {
    const view = unseal(files.mounts.data.device.read(block), rootKind)
    if (typeof view === 'string') return view
    const numbers = Array.from({ length: pages }, (_, page) => page)
    return {
      number: view.getFloat64(bodyOffset, true),
      write: view.getFloat64(bodyOffset + 8, true),
      places: numbers.map(page => (view.getUint32(bodyOffset + 16 + 4 * page, true) === 1 ? 1 : 0)),
      newest: numbers.map(page => view.getFloat64(bodyOffset + 16 + 4 * pages + 8 * page, true)),
    }
  })
  const sound = found.filter(root => typeof root !== 'string').sort((a, b) => b.number - a.number)
  return sound[0] ?? (found.includes('damaged') ? 'damaged' : 'blank')
}

export type Page = { readonly number: number; readonly newest: number; readonly writes: number[] }

const pageBody = bodyOffset + 24

export function writePage(files: Files, all: Sequence, page: Page, place: 0 | 1): void {
  const view = newBlock(pageKind)
  view.setFloat64(bodyOffset, page.number, true)
  view.setFloat64(bodyOffset + 8, page.newest, true)
  page.writes.forEach((write, row) => {
    putRow(view, pageBody + row * rowBytes, all.seed, write)
  })
  files.mounts.data.device.write(firstPage + 2 * page.number + place, seal(view))
}

export function readPage(files: Files, seed: number, number: number, place: 0 | 1): Page | 'damaged' {
  const view = unseal(files.mounts.data.device.read(firstPage + 2 * number + place), pageKind)
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
