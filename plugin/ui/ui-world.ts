/** The cluster that the UI works in. In a real one nothing is waited for: the first frame is there before any answer. */

import type { StorageDriver } from '@pxsnap/core/ports'
import { systemClock } from '@pxsnap/core/system'
import type { GlobalValues } from '../args.ts'
import type { Face } from '../face.ts'
import { type OpenOptions, openWorld, requestedCluster, type World } from '../open-world.ts'

const betweenTriesMs = 15_000

/** Throws what opening throws. The way to the storage of a real cluster is found in the background. */
export async function openUiWorld(face: Face, global: GlobalValues, access: OpenOptions['access']): Promise<World> {
  if (access === 'look' || requestedCluster(face, global) !== undefined) {
    return openWorld(face, global, { access, missing: 'refuse' })
  }
  const world = await openWorld(face, global, { access: 'look', missing: 'refuse' })
  const closed = new AbortController()
  let found: World | undefined
  const find = async () => {
    while (found === undefined && !closed.signal.aborted) {
      found = await openWorld(face, global, { access: 'change', missing: 'refuse' }).catch(() => undefined)
      if (found === undefined) await systemClock.sleep(betweenTriesMs, closed.signal).catch(() => undefined)
    }
    if (closed.signal.aborted) await found?.close()
  }
  void find()
  const { ports } = world
  return {
    ...world,
    ports: {
      ...ports,
      get storage(): StorageDriver {
        return found?.ports.storage ?? ports.storage
      },
    },
    close: async () => {
      closed.abort()
      await found?.close()
      await world.close()
    },
  }
}
