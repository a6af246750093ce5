/** A label on claims for as long as a task must choose them by label. */

import type { Cluster } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { change } from './changing.ts'
import type { ClaimedVolume } from './claimed-volumes.ts'

export async function labelClaim(
  cluster: Cluster,
  volume: ClaimedVolume,
  label: string,
  signal?: AbortSignal,
): Promise<void> {
  const make = (claim: KubeObject) => ({
    ...claim,
    metadata: { ...claim.metadata, labels: { ...claim.metadata.labels, [label]: 'true' } },
  })
  await change(cluster, claimRef(volume), make, signal)
}

export async function unlabelClaim(
  cluster: Cluster,
  volume: ClaimedVolume,
  label: string,
  signal?: AbortSignal,
): Promise<void> {
  const make = (claim: KubeObject) => {
    const { [label]: gone, ...labels } = claim.metadata.labels ?? {}
    return gone === undefined ? undefined : { ...claim, metadata: { ...claim.metadata, labels } }
  }
  await change(cluster, claimRef(volume), make, signal)
}

function claimRef({ namespace, claim: name }: ClaimedVolume) {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }
}
