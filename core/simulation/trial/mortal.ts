/** The world as one process of an executor reaches it. When the process dies, nothing answers it any more. */

import type { EnginePorts } from '../../engine/index.ts'
import type { RemoteCluster, RemoteClusters } from '../../ports/index.ts'

export type MortalPorts = { readonly ports: EnginePorts; kill(): void }

/** What was asked for before the death takes effect all the same, as requests do that are already on their way. */
export function mortal(ports: EnginePorts): MortalPorts {
  let alive = true
  const never = new Promise<never>(() => {})
  const call =
    <A extends readonly unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      if (!alive) return never
      try {
        const answer = await work(...args)
        return alive ? answer : await never
      } catch (error) {
        if (alive) throw error
        return never
      }
    }
  const wrapped = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (of, key) => {
        const value: unknown = Reflect.get(of, key)
        if (typeof value === 'function') {
          const bound: (...args: unknown[]) => unknown = value.bind(of)
          return isImmediate(key) ? bound : call(async (...args: unknown[]) => bound(...args))
        }
        return typeof value === 'object' && value !== null && isPart(key) ? wrapped(value) : value
      },
    })
  const { remote } = ports
  const remotes: Pick<EnginePorts, 'remote'> =
    remote === undefined
      ? {}
      : {
          remote: {
            open: call(async (...args: Parameters<RemoteClusters['open']>) =>
              wrappedRemote(await remote.open(...args)),
            ),
          },
        }
  const wrappedRemote = (found: RemoteCluster | undefined): RemoteCluster | undefined => {
    if (found === undefined) return undefined
    const { storage } = found
    const own = storage === undefined ? {} : { storage: { ...storage, driver: wrapped(storage.driver) } }
    return { ...found, cluster: wrapped(found.cluster), ...own }
  }
  return {
    ports: {
      ...ports,
      ...remotes,
      cluster: wrapped(ports.cluster),
      exec: wrapped(ports.exec),
      storage: wrapped(ports.storage),
      clock: wrapped(ports.clock),
    },
    kill: () => {
      alive = false
    },
  }
}

/** What answers without waiting: the time, and a watch, whose events are asked for one by one. */
function isImmediate(key: string | symbol): boolean {
  return key === 'now' || key === 'watch'
}

/** The parts of a storage driver that are drivers of their own. */
function isPart(key: string | symbol): boolean {
  return key === 'cloud' || key === 'restorer' || key === 'sender'
}
