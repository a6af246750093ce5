/** The storage back end as a client reaches it: every call takes a little time. */

import type { Clock, CloudStorage, InPlaceRestorer, StorageDriver, VolumeSender } from '../ports/index.ts'
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
    digest: (of, signal) => call(() => sender.digest(of, signal), signal),
  })
  const inCloud = (cloud: CloudStorage): CloudStorage => ({
    upload: (request, signal) => {
      const asked = { on: 'upload', key: request.key, members: [request.snapshot] } as const
      const known = () => cloud.uploadTask(request.key)
      return call(() => begin(asked, known, () => cloud.upload(request, signal)), signal)
    },
    uploadTask: (key, signal) => call(() => cloud.uploadTask(key, signal), signal),
    discardUpload: (key, signal) => call(() => cloud.discardUpload(key, signal), signal),
    listBackups: (credential, signal) => call(() => cloud.listBackups(credential, signal), signal),
    deleteBackup: (handle, credential, signal) => call(() => cloud.deleteBackup(handle, credential, signal), signal),
    download: (request, signal) => {
      const asked = { on: 'download', key: request.key, members: [request.backup] } as const
      const known = () => cloud.downloadTask(request.key)
      return call(() => begin(asked, known, () => cloud.download(request, signal)), signal)
    },
    downloadTask: (key, signal) => call(() => cloud.downloadTask(key, signal), signal),
  })
  const restoring = (restorer: InPlaceRestorer): InPlaceRestorer => ({
    restore: (request, signal) => {
      const members = request.members.map(member => member.volume)
      const known = () => restorer.restoreTask(request.key)
      const asked = { on: 'restore', key: request.key, members } as const
      return call(() => begin(asked, known, () => restorer.restore(request, signal)), signal)
    },
    restoreTask: (key, signal) => call(() => restorer.restoreTask(key, signal), signal),
    digest: (of, signal) => call(() => restorer.digest(of, signal), signal),
  })
  return {
    cloud: inCloud(storage.cloud),
    restorer: restoring(storage.restorer),
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
