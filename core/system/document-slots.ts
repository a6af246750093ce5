/**
 * The two files that hold the last two commits' documents. A commit goes to the slot of the older one, as a new file
 * moved into place, so there is always one complete document, and the one before it stays as a fallback.
 */

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Files, readIfThere, writeWhole } from './files.ts'

export type StoredDocument = {
  readonly revision: number
  /** The blob file that the document's blobs are in, and how much of it belongs to this commit. */
  readonly blobs: { readonly file: string; readonly bytes: number }
  readonly document: unknown
}

export type Slot = 'document-a' | 'document-b'

export const slots: readonly Slot[] = ['document-a', 'document-b']

export type SlotContent =
  | { readonly slot: Slot; readonly is: 'empty' }
  | { readonly slot: Slot; readonly is: 'stored'; readonly stored: StoredDocument }
  | { readonly slot: Slot; readonly is: 'damaged'; readonly why: string }
  /** Written by a later version of this program. */
  | { readonly slot: Slot; readonly is: 'newer'; readonly format: number }

/** The first line of a document: what it is, the version of the format, and the checksum of everything after it. */
const heading = /^pxsnap-directory (\d+) sha256:([0-9a-f]{64})\n/
const headingLength = 256
const format = 1

export async function readSlot(files: Files, directory: string, slot: Slot): Promise<SlotContent> {
  const bytes = await readIfThere(files, join(directory, slot))
  if (bytes === undefined) return { slot, is: 'empty' }
  const [line, version, checksum] = heading.exec(new TextDecoder().decode(bytes.subarray(0, headingLength))) ?? []
  if (line === undefined) return { slot, is: 'damaged', why: 'its first line is not readable' }
  if (Number(version) !== format) return { slot, is: 'newer', format: Number(version) }
  const body = bytes.subarray(line.length)
  if (sha256(body) !== checksum) return { slot, is: 'damaged', why: 'its checksum does not match' }
  return { slot, is: 'stored', stored: JSON.parse(new TextDecoder().decode(body)) as StoredDocument }
}

/** Replaces the slot's document, all or nothing. */
export async function writeSlot(files: Files, directory: string, slot: Slot, stored: StoredDocument): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(stored))
  const first = new TextEncoder().encode(`pxsnap-directory ${format} sha256:${sha256(body)}\n`)
  const beside = join(directory, `${slot}.new`)
  try {
    await writeWhole(files, beside, [first, body])
    await files.rename(beside, join(directory, slot))
  } catch (error) {
    await files.unlink(beside).catch(() => undefined)
    throw error
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
