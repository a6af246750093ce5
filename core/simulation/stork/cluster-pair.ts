/** The cluster pair controller: whether the other cluster and its storage have answered. Both are believed for ever. */

import type { RemoteCluster } from '../../ports/index.ts'
import { entry, type KubeObject, type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import type { EventRecorder } from './events.ts'
import { storkVersion } from './snapshot-objects.ts'
import { followAll } from './stork-controller.ts'
import { messageOf, put, StorkError, type StorkProcess } from './stork-process.ts'

/** Source: STORK, cluster pair controller. */
export function runClusterPairs(stork: StorkProcess, events: EventRecorder): Promise<void> {
  return followAll(stork, 'ClusterPair', async pair => {
    const scheduler = (await remoteOf(stork, pair)) === undefined ? 'Error' : 'Ready'
    const storage = await storageOf(stork, pair)
    if (storage === 'NotProvided')
      events.say(pair, { type: 'Normal', reason: 'NotProvided', message: 'storage options are not provided' })
    const before = { scheduler: entry(pair.status, 'schedulerStatus'), storage: entry(pair.status, 'storageStatus') }
    const status = {
      schedulerStatus: before.scheduler === 'Ready' ? 'Ready' : scheduler,
      storageStatus: before.storage === 'Ready' ? 'Ready' : storage,
    }
    if (status.schedulerStatus === before.scheduler && status.storageStatus === before.storage) return
    if (status.storageStatus === 'Error')
      events.say(pair, {
        type: 'Warning',
        reason: 'Error',
        message: 'the storage of the other cluster does not answer',
      })
    await put(stork, { ...pair, status })
  })
}

async function storageOf(stork: StorkProcess, pair: KubeObject): Promise<'Ready' | 'Error' | 'NotProvided'> {
  if ((textOf(valueAt(pair, ['spec', 'options', 'token'])) ?? '') === '') return 'NotProvided'
  return (await remoteOf(stork, pair))?.storage === undefined ? 'Error' : 'Ready'
}

/** Undefined when the other cluster does not answer. */
async function remoteOf(stork: StorkProcess, pair: KubeObject): Promise<RemoteCluster | undefined> {
  try {
    return await stork.remote?.open(pair, stork.signal)
  } catch (error) {
    messageOf(stork, error)
    return undefined
  }
}

/** The pair with the cluster that it leads to. Throws a StorkError when there is none. */
export async function openPair(
  stork: StorkProcess,
  namespace: string,
  name: string,
): Promise<{ readonly pair: KubeObject; readonly remote: RemoteCluster | undefined }> {
  const ref: ObjectRef = { apiVersion: storkVersion, kind: 'ClusterPair', namespace, name }
  const pair = await stork.cluster.get(ref, stork.signal)
  if (pair === undefined) throw new StorkError(`error getting clusterpair: clusterpairs "${name}" not found`)
  return { pair, remote: await remoteOf(stork, pair) }
}
