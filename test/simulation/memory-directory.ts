/** A durable directory in memory that remembers every commit, so that a test can go back to any of them. */

import type { DurableDirectory } from '@pxsnap/core/ports'

export type MemoryDirectory = DurableDirectory & {
  /** Every committed document as text, oldest first. */
  readonly documents: readonly string[]
  /** The last document and all blobs in it, as text to compare. */
  bytes(): string
  /** What a process would find that starts after commit number `index`, and none later. */
  asOf(index: number): MemoryDirectory
}

export function memoryDirectory(documents: string[] = [], blobs: Map<string, Uint8Array> = new Map()): MemoryDirectory {
  return {
    documents,
    bytes: () => {
      const parts = [...blobs].sort(([left], [right]) => (left < right ? -1 : 1))
      return `${documents.at(-1)} ${parts.map(([key, data]) => `${key}=${Buffer.from(data).toString('base64')}`).join(' ')}`
    },
    asOf: index => memoryDirectory(documents.slice(0, index + 1), new Map(blobs)),
    load: async () => {
      const text = documents.at(-1)
      return text === undefined ? undefined : { revision: documents.length, document: JSON.parse(text) }
    },
    blob: async key => blobs.get(key),
    commit: async (document, added) => {
      documents.push(JSON.stringify(document))
      for (const [key, data] of added) if (!blobs.has(key)) blobs.set(key, data.slice())
    },
    lock: async () => ({ release: async () => {} }),
    destroy: async () => {
      documents.length = 0
    },
  }
}
