/** The upload of a single cloud snapshot, and what STORK does with its holds meanwhile. */

import type { CloudBackup, UploadTask } from '../../ports/index.ts'
import { annotationsOf, incrementalCount, type KubeObject } from '../../specs/index.ts'
import type { GoChannel } from './go-channel.ts'
import { snapshotVolumes } from './portworx.ts'
import { pause, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

/**
 * Polls until the upload is over, however long that takes. Every poll that sees it active sends one message to release
 * the holds: the first is taken, the second is kept, and the third is waited for for ever (BUG). A failed status call and
 * a failed upload are the same error. Source: STORK, Portworx driver.
 */
export async function uploadVolume(
  stork: StorkProcess,
  {
    snapshot,
    volume,
    credential,
    channel,
  }: {
    readonly snapshot: KubeObject
    readonly volume: string
    readonly credential: string
    readonly channel: GoChannel | undefined
  },
): Promise<CloudBackup> {
  const { storage, signal, timings, tell } = stork
  const { cloud } = storage
  if (cloud === undefined) throw new StorkError('the back end keeps no snapshots in the cloud')
  const key = uidOf(snapshot)
  const [cut] = await snapshotVolumes(stork, key, [volume])
  if (cut === undefined) throw new StorkError('the back end made no snapshot')
  const count = annotationsOf(snapshot)[incrementalCount.key]
  const incrementals = count === undefined ? undefined : Number(count)
  const request = {
    key,
    snapshot: cut.handle,
    full: incrementals === 0,
    ...(credential === '' ? {} : { credential }),
    ...(incrementals === undefined ? {} : { incrementals }),
  }
  let task: UploadTask | undefined = await cloud.upload(request, signal)
  tell(snapshot, `The upload of volume ${volume} begins.`)
  for (let sent = 0; ; ) {
    if (task === undefined || task.phase === 'failed') {
      await cloud.discardUpload(key, signal)
      await storage.discardSnapshots(key, signal)
      throw new StorkError(task?.message ?? `there is no task ${key}`)
    }
    if (task.phase === 'succeeded') return task.backup
    if (task.phase === 'running' && channel !== undefined) {
      sent += 1
      if (sent === 3)
        tell(snapshot, 'A third message to release waits for a reader that is gone: STORK hangs here (BUG).')
      await channel.send(signal)
    }
    await pause(stork, timings.cloudPollMs)
    task = await cloud.uploadTask(key, signal)
  }
}
