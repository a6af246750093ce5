/** One volume turned back in place: the call tried five times, then its state looked at thirty times. */

import type { RestoreTask } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { messageOf, pause, type StorkProcess, uidOf } from './stork-process.ts'
import type { RestoredVolume } from './volume-snapshot-restore.ts'

/** Undefined when it holds the snapshot's bytes, else why not. Source: STORK, Portworx driver. */
export async function turnBack(
  stork: StorkProcess,
  restore: KubeObject,
  { volume, snapshot }: RestoredVolume,
): Promise<string | undefined> {
  const { storage, signal, timings, tell } = stork
  const { restorer } = storage
  if (restorer === undefined) return 'the back end cannot restore in place'
  let problem = ''
  for (let tries = 1; tries <= timings.restoreCalls; tries++) {
    if (tries > 1) await pause(stork, timings.restoreCallPauseMs)
    const key = `${uidOf(restore)}-${volume}-${tries}`
    try {
      const begun = await restorer.restore({ key, members: [{ volume, from: { snapshot } }] }, signal)
      const task = await ended(stork, begun, () => restorer.restoreTask(key, signal))
      if (task.phase === 'succeeded') {
        tell(restore, `Volume ${volume} holds snapshot ${snapshot} again.`)
        return undefined
      }
      problem = task.phase === 'failed' ? task.message : `volume ${volume} is still being restored`
    } catch (error) {
      problem = messageOf(stork, error)
    }
    tell(restore, `Restore call ${tries} of ${timings.restoreCalls} for ${volume}: ${problem}`)
  }
  return problem
}

async function ended(
  stork: StorkProcess,
  begun: RestoreTask,
  look: () => Promise<RestoreTask | undefined>,
): Promise<RestoreTask> {
  let task = begun
  for (let looks = 0; task.phase === 'running' && looks < stork.timings.restoreStateLooks; looks++) {
    await pause(stork, stork.timings.restoreStatePauseMs)
    task = (await look()) ?? { phase: 'failed', message: 'the task is gone', mayPass: false }
  }
  return task
}
