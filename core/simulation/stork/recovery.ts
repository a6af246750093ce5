/** What a new STORK process does about commands of the one before: kill files for all that trackers name. */

import { entry, type KubeObject, runningCommands } from '../../specs/index.ts'
import type { EventRecorder } from './events.ts'
import { releaseIn } from './release-watcher.ts'
import { rulePod } from './rule-pods.ts'
import { snapshotVersion, storkVersion } from './snapshot-objects.ts'
import { messageOf, put, refOf, type StorkProcess } from './stork-process.ts'
import { trackerOf, withAnnotation } from './tracker.ts'

const owners = [
  { apiVersion: snapshotVersion, kind: 'VolumeSnapshot' },
  { apiVersion: storkVersion, kind: 'GroupVolumeSnapshot' },
  { apiVersion: storkVersion, kind: 'Migration' },
] as const

/**
 * Ends when every tracker is worked off; a pod that cannot be reached keeps it from ending (BUG). Post rules are not run.
 * Source: STORK, rule recovery.
 */
export async function recover(stork: StorkProcess, events: EventRecorder): Promise<void> {
  const { cluster, signal } = stork
  for (const query of owners) {
    const { items } = await cluster.list(query, signal).catch(error => {
      messageOf(stork, error)
      return { items: [] }
    })
    for (const owner of items) await recoverOwner(stork, events, owner)
  }
}

async function recoverOwner(stork: StorkProcess, events: EventRecorder, owner: KubeObject): Promise<void> {
  const { cluster, signal, tell } = stork
  const tracker = trackerOf(owner)
  if (tracker === undefined) return
  const { items } = await cluster.list({ apiVersion: 'v1', kind: 'Pod' }, signal)
  const pods = tracker.pods.flatMap(({ uid }) => items.find(pod => pod.metadata.uid === uid) ?? []).map(rulePod)
  tell(refOf(owner), `STORK begins anew and releases what may hold in ${pods.map(({ name }) => name).join(', ')}.`)
  const { task, container } = tracker
  await Promise.all(pods.map(pod => releaseIn(stork, pod, { task, owner, container: () => container })))
  try {
    const fresh = await cluster.get(refOf(owner), signal)
    if (fresh !== undefined && entry(fresh.metadata.annotations, runningCommands.key) !== undefined)
      await put(stork, withAnnotation(fresh, runningCommands.key, undefined))
  } catch (error) {
    events.say(owner, { type: 'Warning', reason: 'Failed', message: messageOf(stork, error) })
  }
}
