/** Ports of a process that dies: from its n-th call on, nothing it asks is answered any more. */

import type { EnginePorts } from '@pxsnap/core/engine'

export type Death = {
  readonly ports: EnginePorts
  /** Resolves when the process is dead. */
  readonly dead: Promise<void>
  /** How many calls were made. */
  readonly calls: () => number
}

/** `when`: whether the last call still takes effect. Infinity: the process lives. */
export function dyingPorts(ports: EnginePorts, at: number, when: 'before' | 'after'): Death {
  let calls = 0
  let die: () => void = () => undefined
  const dead = new Promise<void>(resolve => {
    die = resolve
  })
  const never = new Promise<never>(() => undefined)
  const wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        // What the storage has besides, such as its object store, dies with it.
        if (typeof value === 'object' && value !== null) return wrap(value)
        if (typeof value !== 'function') return value
        return (...args: readonly unknown[]) => {
          calls++
          if (calls > at) return never
          if (calls < at) return Reflect.apply(value, target, args)
          if (when === 'after') Promise.resolve(Reflect.apply(value, target, args)).then(die, die)
          else die()
          return never
        }
      },
    })
  const { cluster, exec, storage, clock, ids } = ports
  return {
    ports: { cluster: wrap(cluster), exec: wrap(exec), storage: wrap(storage), clock, ids },
    dead,
    calls: () => calls,
  }
}
