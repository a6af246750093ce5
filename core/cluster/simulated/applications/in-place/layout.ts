/**
 * Databases that write their pages over and over in one place, behind a log that has every change first: InnoDB's redo
 * log and PostgreSQL's WAL. Two control blocks, written in turn, say from where on the log is needed.
 */

import type { BlockDevice } from '../../../../ports/index.ts'
import { type Header, newestSound, readHeaderFrom, writeHeaderTo } from '../headers.ts'
import type { Mounts } from '../mounts.ts'
import { type Page, readPageAt, rowsPerPage, writePageAt } from '../pages.ts'
import { bodyOffset, newBlock, seal, unseal } from '../sealed-block.ts'
import type { Sequence } from '../sequence.ts'
import type { LogRegion } from '../write-ahead-log.ts'

export const pages = 64
export const rows = pages * rowsPerPage

export const firstPage = 8
export const logOnData = 128
export const ringBlocks = 64

export type Files = {
  readonly mounts: Mounts
  readonly log: LogRegion
  readonly separateLog: boolean
  /** The two blocks that say from where on the log is needed. */
  readonly control: { readonly device: BlockDevice; readonly blocks: readonly [number, number] }
  /** Holds the pages from `middle` on, when it is a volume of its own. */
  readonly upperPages?: BlockDevice
  readonly kinds: { readonly header: number; readonly page: number; readonly control: number }
}

/** The first of the pages that may lie on a volume of their own. */
export const middle = pages / 2

export const writeHeader = (files: Files, header: Header): void =>
  writeHeaderTo(files.mounts.data.device, files.kinds.header, header)

export const readHeader = (files: Files): Required<Header> | 'blank' | 'damaged' =>
  readHeaderFrom(files.mounts.data.device, files.kinds.header)

/** Pages hold everything up to `write`; nothing before it needs the log. */
export type Checkpoint = { readonly number: number; readonly seed: number; readonly write: number }

export function writeCheckpoint({ control, kinds }: Files, checkpoint: Checkpoint): void {
  const view = newBlock(kinds.control)
  view.setFloat64(bodyOffset, checkpoint.number, true)
  view.setFloat64(bodyOffset + 8, checkpoint.seed, true)
  view.setFloat64(bodyOffset + 16, checkpoint.write, true)
  control.device.write(control.blocks[checkpoint.number % 2 === 0 ? 0 : 1], seal(view))
}

/** The newest sound checkpoint. */
export function readCheckpoint({ control, kinds }: Files): Checkpoint | 'blank' | 'damaged' {
  return newestSound(
    control.blocks.map((block): Checkpoint | 'blank' | 'damaged' => {
      const view = unseal(control.device.read(block), kinds.control)
      if (typeof view === 'string') return view
      return {
        number: view.getFloat64(bodyOffset, true),
        seed: view.getFloat64(bodyOffset + 8, true),
        write: view.getFloat64(bodyOffset + 16, true),
      }
    }),
  )
}

const placeOf = ({ mounts, upperPages, kinds }: Files, page: number) => ({
  device: upperPages !== undefined && page >= middle ? upperPages : mounts.data.device,
  block: firstPage + page,
  kind: kinds.page,
})

export const writePage = (files: Files, all: Sequence, page: Page): void =>
  writePageAt(placeOf(files, page.number), all, page)

export const readPage = (files: Files, seed: number, number: number): Page | 'damaged' =>
  readPageAt(placeOf(files, number), seed, number)
