/** How transfers cut, check and repeat. */

import { sha256 } from '../../base/index.ts'
import { type Retries, usualRetries } from './transfer.ts'

export type TransferSettings = {
  /** Objects larger than this go in parts. S3 takes parts of 5 MiB and more. */
  readonly partBytes: number
  readonly objectBytes: number
  readonly retries: Retries
  readonly digest: (...pieces: readonly Uint8Array[]) => string
}

const MiB = 2 ** 20
export const usualSettings: TransferSettings = {
  partBytes: 8 * MiB,
  objectBytes: 64 * MiB,
  retries: usualRetries,
  digest: sha256,
}
