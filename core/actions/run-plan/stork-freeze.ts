/** How long STORK keeps applications frozen. Source: STORK, freeze windows. */

import type { KubeObject } from '../../specs/index.ts'
import { noFreeze, type PlannedFreeze } from './object-run.ts'
import type { StorkAction } from './stork-rule.ts'

/** STORK's fixed sleep: every background action lasts at least so long, most of it with the application frozen. */
const sleepMs = 30_000
/** Until the executor pod runs and its command holds. */
const untilHoldMs = 7_000
const snapshotMs = 2_000
/** A hold looks for its release every 2 s. */
const releaseMs = 1_000
/** Source: the reference's example of an upload. */
const uploadBytesPerMs = (50 * 2 ** 20) / 1000

export function storkFreeze(
  spec: KubeObject,
  actions: readonly StorkAction[],
  hasPost: boolean,
  cloud: boolean,
  sizeBytes: number,
): PlannedFreeze {
  const reached = actions.filter(action => action.reached > 0)
  if (reached.length === 0) return noFreeze('No command reaches a pod, so nothing stands still.')
  const holds = reached.filter(action => action.background).length
  if (holds > 0) {
    const typicalMs = holds * sleepMs - untilHoldMs + snapshotMs + releaseMs
    const each = holds === 1 ? 'A background action' : `Each of ${holds} background actions`
    const end = cloud
      ? 'the holds end when no member is queued for its upload any more'
      : 'a back end that fails is tried again for ever with the holds in place'
    return { typicalMs, longestMs: null, because: `${each} takes STORK 30 s, most of it frozen; ${end}.` }
  }
  if (!reached.some(action => action.locks) && !hasPost)
    return noFreeze('The pre rule leaves no lock behind that is known.')
  if (!hasPost)
    return {
      typicalMs: 0,
      longestMs: null,
      because: 'The pre rule takes a lock, and there is no post rule to release it.',
    }
  if (cloud) {
    const because =
      'The post rule runs when all uploads are complete; the typical time is for full volumes at 50 MiB/s.'
    return { typicalMs: Math.round(sizeBytes / uploadBytesPerMs), longestMs: null, because }
  }
  const typicalMs = spec.kind === 'GroupVolumeSnapshot' ? 3_000 : 1_500
  const because =
    'The post rule runs when the snapshot exists; while the back end or the post rule fails, STORK tries again for ever.'
  return { typicalMs, longestMs: null, because }
}
