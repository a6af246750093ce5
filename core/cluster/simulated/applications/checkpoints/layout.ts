/**
 * Databases that never overwrite what they point at: a root names pages that lie in one of two places each, and a journal
 * has what came after it. MongoDB's checkpoints, the dump of Redis and the commit points of Lucene have this shape.
 */

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
import { type Page, type PagePlace, readPageAt, writePageAt } from '../pages.ts'
import { bodyOffset, newBlock, seal, unseal } from '../sealed-block.ts'
import type { Sequence } from '../sequence.ts'
import type { LogRegion } from '../write-ahead-log.ts'

/** What differs between the databases of this shape. */
export type Format = {
  readonly mounts: { readonly data: RegExp; readonly log: RegExp }
  readonly kinds: { readonly header: number; readonly root: number; readonly page: number; readonly journal: number }
  readonly words: Words
}

/** How a database calls its parts; `checkpoint`, `journal` and `page` are nouns in the singular. */
export type Words = {
  /** `MongoDB’s` */
  readonly owner: string
  /** `database`: what the data and its journal belong to. */
  readonly whole: string
  readonly checkpoint: string
  readonly journal: string
  /** With its article. */
  readonly aJournal: string
  readonly page: string
}

export const pages = 32
export const rows = pages * 64

const rootBlocks = [1, 2] as const
const firstPage = 8
const journalOnData = 80
const ringBlocks = 32

/** Blocks of header, checkpoints and pages. */
export const dataBlocks = firstPage + 2 * pages
const blocksNeeded = { together: journalOnData + 1 + ringBlocks, data: dataBlocks, journal: 1 + ringBlocks }

export type Files = {
  readonly format: Format
  readonly mounts: Mounts
  readonly journal: LogRegion
  readonly separateJournal: boolean
  /** Whether the volumes are large enough. */
  readonly fit: boolean
}

export function filesIn(format: Format, volumes: MountedVolumes): Files | undefined {
  const mounts = mountsOf(volumes, format.mounts)
  if (mounts === undefined) return undefined
  const { data, log } = mounts
  const first = log === undefined ? journalOnData : 0
  return {
    format,
    mounts,
    journal: { device: (log ?? data).device, first: first + 1, blocks: ringBlocks },
    separateJournal: log !== undefined,
    fit: log
      ? hasBlocks(data.device, blocksNeeded.data) && hasBlocks(log.device, blocksNeeded.journal)
      : hasBlocks(data.device, blocksNeeded.together),
  }
}

/** In the header's marks: nothing is journalled, and the newest checkpoint is all there is. */
export const withoutJournal = 1

export const writeHeader = (files: Files, seed: number, marks = 0): void =>
  writeHeaderTo(files.mounts.data.device, files.format.kinds.header, {
    seed,
    separateLog: files.separateJournal,
    marks,
  })

export const readHeader = (files: Files): Required<Header> | 'blank' | 'damaged' =>
  readHeaderFrom(files.mounts.data.device, files.format.kinds.header)

export const writeJournalHeader = (files: Files, header: LogHeader): void =>
  writeLogHeaderTo(files.journal, files.format.kinds.journal, header)

export const readJournalHeader = (files: Files): LogHeader | 'blank' | 'damaged' =>
  readLogHeaderFrom(files.journal, files.format.kinds.journal)

/**
 * A checkpoint: for each page in which of its two places it lies and its last write. Written after all pages it names,
 * into the older of two blocks, so that one whole checkpoint is always there.
 */
export type Root = {
  readonly number: number
  readonly write: number
  readonly places: readonly (0 | 1)[]
  readonly newest: readonly number[]
  /** When it was begun because somebody had asked for it; absent when the database did it by itself. */
  readonly askedAt?: number
}

const askedOffset = bodyOffset + 16 + 12 * pages

export function writeRoot(files: Files, root: Root): void {
  const view = newBlock(files.format.kinds.root)
  view.setFloat64(bodyOffset, root.number, true)
  view.setFloat64(bodyOffset + 8, root.write, true)
  for (let page = 0; page < pages; page++) {
    view.setUint32(bodyOffset + 16 + 4 * page, root.places[page] ?? 0, true)
    view.setFloat64(bodyOffset + 16 + 4 * pages + 8 * page, root.newest[page] ?? 0, true)
  }
  view.setFloat64(askedOffset, root.askedAt ?? 0, true)
  files.mounts.data.device.write(rootBlocks[root.number % 2 === 0 ? 0 : 1], seal(view))
}

/** The newest sound checkpoint. */
export function readRoot(files: Files): Root | 'blank' | 'damaged' {
  return newestSound(
    rootBlocks.map((block): Root | 'blank' | 'damaged' => {
      const view = unseal(files.mounts.data.device.read(block), files.format.kinds.root)
      if (typeof view === 'string') return view
      const numbers = Array.from({ length: pages }, (_, page) => page)
      const askedAt = view.getFloat64(askedOffset, true)
      return {
        number: view.getFloat64(bodyOffset, true),
        write: view.getFloat64(bodyOffset + 8, true),
        places: numbers.map(page => (view.getUint32(bodyOffset + 16 + 4 * page, true) === 1 ? 1 : 0)),
        newest: numbers.map(page => view.getFloat64(bodyOffset + 16 + 4 * pages + 8 * page, true)),
        ...(askedAt > 0 ? { askedAt } : {}),
      }
    }),
  )
}

const placeOf = (files: Files, page: number, place: 0 | 1): PagePlace => ({
  device: files.mounts.data.device,
  block: firstPage + 2 * page + place,
  kind: files.format.kinds.page,
})

export const writePage = (files: Files, all: Sequence, page: Page, place: 0 | 1): void =>
  writePageAt(placeOf(files, page.number, place), all, page)

export const readPage = (files: Files, seed: number, number: number, place: 0 | 1): Page | 'damaged' =>
  readPageAt(placeOf(files, number, place), seed, number)
