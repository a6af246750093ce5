/** How the PostgreSQL model lays out its pages, its control file and its WAL. */

import type { BlockDevice } from '../../../../ports/index.ts'
import type { MountedVolumes } from '../application.ts'
import { hasBlocks } from '../headers.ts'
import { firstPage, logOnData, type Files as PagedFiles, pages, ringBlocks } from '../in-place/layout.ts'
import { mountsOf } from '../mounts.ts'
import { bodyOffset, kindOf, newBlock, seal, unseal } from '../sealed-block.ts'

/** `tablespace`: half of the pages lie in a tablespace on a volume of its own. */
export type Files = PagedFiles & { readonly tablespace: boolean }

const kinds = { header: kindOf('PGHD'), page: kindOf('PGPG'), control: kindOf('PGCT') }
export const walKind = kindOf('PGWH')
const labelKind = kindOf('PGBL')
const controlBlocks = [1, 2] as const
const labelBlock = 3

/** In the header's marks: a tablespace was on another volume. */
export const withTablespace = 1

const blocksNeeded = { together: logOnData + 1 + ringBlocks, data: firstPage + pages, log: 1 + ringBlocks }
const tablespaces = /tablespace|tblspc/i

/**
 * Unlike InnoDB's, the checkpoint is recorded beside the data: in the control file.
 *
 * Source: PostgreSQL keeps pg_wal in the data directory, people mount or link it from another volume; tablespaces are
 * directories anywhere.
 */
export function filesOf(volumes: MountedVolumes): Files | undefined {
  const patterns = { data: /postgres|pgsql|pgdata|data/i, log: /wal|xlog/i }
  const own = volumes.filter(({ path }) => !tablespaces.test(path))
  const mounts = mountsOf(own, patterns)
  if (mounts === undefined) return undefined
  const more = volumes.find(({ path, claim }) => tablespaces.test(path) && claim !== mounts.data.claim)
  const { data, log } = mounts
  return {
    mounts: more === undefined ? mounts : { ...mounts, more },
    log: { device: (log ?? data).device, first: (log === undefined ? logOnData : 0) + 1, blocks: ringBlocks },
    control: { device: data.device, blocks: controlBlocks },
    separateLog: log !== undefined,
    tablespace: more !== undefined,
    ...(more === undefined ? {} : { upperPages: more.device }),
    kinds,
  }
}

/** Why the volumes cannot take a database; undefined when they can. */
export function tooSmall({ mounts: { data, log, more } }: Files): string | undefined {
  const fits =
    (log
      ? hasBlocks(data.device, blocksNeeded.data) && hasBlocks(log.device, blocksNeeded.log)
      : hasBlocks(data.device, blocksNeeded.together)) &&
    (more === undefined || hasBlocks(more.device, blocksNeeded.data))
  return fits ? undefined : 'Its volume is smaller than a megabyte, too small for a database.'
}

const firstLsn = 0x2000000

/** A position in the WAL as PostgreSQL writes it; here each write has exactly one record of 64 bytes. */
export function lsn(write: number): string {
  const position = firstLsn + 64 * write
  const half = (value: number) => Math.floor(value).toString(16).toUpperCase()
  return `${half(position / 2 ** 32)}/${half(position % 2 ** 32)}`
}

/** The write at a position, or undefined when the text is none. */
export function writeAt(position: string): number | undefined {
  const [, high, low] = /^([0-9A-F]+)\/([0-9A-F]+)$/i.exec(position) ?? []
  if (high === undefined || low === undefined) return undefined
  const write = (Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16) - firstLsn) / 64
  return Number.isInteger(write) && write >= 0 ? write : undefined
}

/** The file backup_label in the data directory: recovery begins there, and not where the control file says. */
export type BackupLabel = { readonly seed: number; readonly write: number }

export function writeLabel(device: BlockDevice, label: BackupLabel): void {
  const view = newBlock(labelKind)
  view.setFloat64(bodyOffset, label.seed, true)
  view.setFloat64(bodyOffset + 8, label.write, true)
  device.write(labelBlock, seal(view))
}

export const removeLabel = (device: BlockDevice): void => device.write(labelBlock, new Uint8Array(0))

export function readLabel(device: BlockDevice): BackupLabel | 'blank' | 'damaged' {
  const view = unseal(device.read(labelBlock), labelKind)
  if (typeof view === 'string') return view
  return { seed: view.getFloat64(bodyOffset, true), write: view.getFloat64(bodyOffset + 8, true) }
}
