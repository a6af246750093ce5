/** One attempt at a single snapshot by the driver: the rules around one call to the back end. */

import {
  annotationsOf,
  cloudCredential,
  groupSelectorPrefix,
  type KubeObject,
  snapshotType,
} from '../../specs/index.ts'
import { uploadVolume } from './cloud-upload.ts'
import type { EventRecorder } from './events.ts'
import type { GoChannel } from './go-channel.ts'
import { type BoundVolume, checkVersions, snapshotVolumes } from './portworx.ts'
import { runRule } from './rule-run.ts'
import type { Cut } from './snapshot-objects.ts'
import { fetchRule, postRuleOf, preRuleOf, validateRules } from './snapshot-rules.ts'
import { namespaceOf, StorkError, type StorkProcess, uidOf } from './stork-process.ts'

/** Throws a StorkError for whatever goes wrong; the release of holds is the last thing in either case. */
export async function takeSnapshot(
  stork: StorkProcess,
  events: EventRecorder,
  snapshot: KubeObject,
  volume: BoundVolume,
): Promise<Cut> {
  const { signal } = stork
  const namespace = namespaceOf(snapshot)
  const type = typeOf(snapshot)
  await validateRules(stork, snapshot, namespace)
  const pre = preRuleOf(snapshot)
  const owner = { owner: snapshot, namespace, events }
  const channel =
    pre === undefined ? undefined : await runRule(stork, await fetchRule(stork, namespace, pre), 'pre', owner)
  try {
    const cut = type === 'local' ? await local(stork, snapshot, volume) : await cloud(stork, snapshot, volume, channel)
    const post = postRuleOf(snapshot)
    if (post !== undefined) await runRule(stork, await fetchRule(stork, namespace, post), 'post', owner)
    return cut
  } finally {
    // After the post rule. With a cloud upload it may be one message too many, and then it blocks (BUG).
    if (channel !== undefined && !signal.aborted) await channel.send(signal)
  }
}

/** Source: STORK, Portworx driver. */
function typeOf(snapshot: KubeObject): 'local' | 'cloud' {
  const annotations = annotationsOf(snapshot)
  const type = annotations[snapshotType.key] ?? 'local'
  if (type !== 'local' && type !== 'cloud') throw new StorkError(`invalid snapshot type ${type}`)
  if (type === 'local' && Object.keys(annotations).some(key => key.startsWith(groupSelectorPrefix.key)))
    throw new StorkError('group snapshots by annotations are unsupported since PX 2.0.2: use a GroupVolumeSnapshot')
  return type
}

async function local(stork: StorkProcess, snapshot: KubeObject, { volume, provisioner }: BoundVolume): Promise<Cut> {
  // A snapshot of that name is taken as it is, also when it comes from an attempt that failed after it (BUG).
  const [made] = await snapshotVolumes(stork, `snapshot-${uidOf(snapshot)}`, [volume])
  if (made === undefined) throw new StorkError('the back end made no snapshot')
  stork.tell(snapshot, `The back end has snapshot ${made.handle} of volume ${volume}.`)
  const source = {
    snapshotId: made.handle,
    snapshotType: 'local',
    snapshotTaskID: '',
    volumeProvisioner: provisioner,
  } as const
  return { source, at: made.at }
}

async function cloud(
  stork: StorkProcess,
  snapshot: KubeObject,
  { volume, provisioner }: BoundVolume,
  channel: GoChannel | undefined,
): Promise<Cut> {
  await checkVersions(stork)
  const credential = annotationsOf(snapshot)[cloudCredential.key] ?? ''
  const made = await uploadVolume(stork, { snapshot, volume, credential, channel })
  const source = {
    snapshotId: made.handle,
    snapshotType: 'cloud',
    snapshotTaskID: uidOf(snapshot),
    snapshotCloudCredID: credential,
    volumeProvisioner: provisioner,
  } as const
  return { source, at: made.at }
}
