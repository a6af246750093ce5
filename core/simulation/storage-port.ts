/** The storage back end as a client reaches it: every call takes a little time. */

import type { Clock, StorageDriver, VolumeSender } from '../ports/index.ts'
import type { SimulatedStorage } from '../storage/simulated/index.ts'
import type { StorageCall, StorageCallFaults } from './world-faults.ts'

export function storagePort(
  storage: SimulatedStorage,
  clock: Clock,
  latencyMs: number,
  faults: StorageCallFaults | undefined,
): StorageDriver {
  async function call<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    await clock.sleep(latencyMs, signal)
    return work()
  }

  /** A task that is asked for the first time may meet a fault. */
  async function begin<T>(asked: StorageCall, known: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
    const fault = faults === undefined || (await known()) !== undefined ? undefined : faults(asked)
    if (fault !== undefined) storage.inject({ on: asked.on, ...fault })
    return work()
  }
  const sending = (sender: VolumeSender): VolumeSender => ({
    send: (request, signal) => call(() => sender.send(request, signal), signal),
    sendTask: (key, signal) => call(() => sender.sendTask(key, signal), signal),
    discardSend: (key, signal) => call(() => sender.discardSend(key, signal), signal),
  })
  return {
    sender: sending(storage.sender),
    name: storage.name,
    capabilities: storage.capabilities,
    snapshot: (request, signal) => {
      const asked = { on: 'snapshot', key: request.key, members: request.volumes } as const
      const known = () => storage.snapshotTask(request.key)
      return call(() => begin(asked, known, () => storage.snapshot(request, signal)), signal)
    },
    snapshotTask: (key, signal) => call(() => storage.snapshotTask(key, signal), signal),
    discardSnapshots: (key, signal) => call(() => storage.discardSnapshots(key, signal), signal),
    deleteSnapshot: (handle, signal) => call(() => storage.deleteSnapshot(handle, signal), signal),
    clone: (request, signal) => {
      const asked = { on: 'clone', key: request.key, members: [request.snapshot] } as const
      const known = () => storage.cloneTask(request.key)
      return call(() => begin(asked, known, () => storage.clone(request, signal)), signal)
    },
    cloneTask: (key, signal) => call(() => storage.cloneTask(key, signal), signal),
    deleteVolume: (handle, signal) => call(() => storage.deleteVolume(handle, signal), signal),
    listSnapshots: signal => call(() => storage.listSnapshots(signal), signal),
  }
}
