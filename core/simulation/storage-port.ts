/** The storage back end as a client reaches it: every call takes a little time. */

import type { Clock, StorageDriver } from '../ports/index.ts'

export function storagePort(storage: StorageDriver, clock: Clock, latencyMs: number): StorageDriver {
  async function call<T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    await clock.sleep(latencyMs, signal)
    return work()
  }
  return {
    name: storage.name,
    capabilities: storage.capabilities,
    snapshot: (request, signal) => call(() => storage.snapshot(request, signal), signal),
    snapshotTask: (key, signal) => call(() => storage.snapshotTask(key, signal), signal),
    discardSnapshots: (key, signal) => call(() => storage.discardSnapshots(key, signal), signal),
    deleteSnapshot: (handle, signal) => call(() => storage.deleteSnapshot(handle, signal), signal),
    clone: (request, signal) => call(() => storage.clone(request, signal), signal),
    cloneTask: (key, signal) => call(() => storage.cloneTask(key, signal), signal),
    deleteVolume: (handle, signal) => call(() => storage.deleteVolume(handle, signal), signal),
    listSnapshots: signal => call(() => storage.listSnapshots(signal), signal),
  }
}
