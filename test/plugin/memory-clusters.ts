/** Simulated clusters that live as long as the test: what a directory would keep is kept as JSON in a map. */

import type { DurableDirectory } from '@pxsnap/core/ports'
import type { SimulatorHome } from '../../plugin/face.ts'

type Kept = { revision: number; document?: string; readonly blobs: Map<string, Uint8Array> }

export function memoryClusters(): SimulatorHome {
  const kept = new Map<string, Kept>()
  return {
    names: async () => [...kept.keys()].sort(),
    directory: name => memoryDirectory(kept, name),
  }
}

function memoryDirectory(all: Map<string, Kept>, name: string): DurableDirectory {
  return {
    load: async () => {
      const found = all.get(name)
      return found?.document === undefined
        ? undefined
        : { revision: found.revision, document: JSON.parse(found.document) }
    },
    blob: async key => all.get(name)?.blobs.get(key),
    commit: async (document, blobs) => {
      const found = all.get(name) ?? { revision: 0, blobs: new Map<string, Uint8Array>() }
      for (const [key, bytes] of blobs) found.blobs.set(key, bytes.slice())
      all.set(name, { revision: found.revision + 1, document: JSON.stringify(document), blobs: found.blobs })
    },
    lock: async () => ({ release: async () => undefined }),
    destroy: async () => {
      all.delete(name)
    },
  }
}
