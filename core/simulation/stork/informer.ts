/** Tells a controller of every object of a kind, and of each change, for as long as the process lives. */

import type { ListQuery } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { messageOf, pause, type StorkProcess, uidOf } from './stork-process.ts'

export type Listener = {
  readonly added: (object: KubeObject) => void
  readonly changed: (object: KubeObject) => void
  /** With the object as it was last seen. */
  readonly deleted: (object: KubeObject) => void
}

/** Lists, then watches; a watch that breaks begins again with a list. */
export async function inform(stork: StorkProcess, query: ListQuery, listener: Listener): Promise<void> {
  const { cluster, signal, timings } = stork
  const known = new Map<string, KubeObject>()
  const see = (object: KubeObject) => {
    const uid = uidOf(object)
    const before = known.get(uid)
    known.set(uid, object)
    if (before === undefined) listener.added(object)
    else if (before.metadata.resourceVersion !== object.metadata.resourceVersion) listener.changed(object)
  }
  const lose = (uid: string) => {
    const object = known.get(uid)
    known.delete(uid)
    if (object !== undefined) listener.deleted(object)
  }
  for (;;) {
    try {
      const { items, resourceVersion } = await cluster.list(query, signal)
      const there = new Set(items.map(uidOf))
      for (const uid of [...known.keys()]) if (!there.has(uid)) lose(uid)
      for (const object of items) see(object)
      for await (const event of cluster.watch(query, resourceVersion, signal)) {
        if (event.type === 'BOOKMARK') continue
        if (event.type === 'DELETED') lose(uidOf(event.object))
        else see(event.object)
      }
    } catch (error) {
      messageOf(stork, error)
    }
    await pause(stork, timings.watchMs * 50)
  }
}
