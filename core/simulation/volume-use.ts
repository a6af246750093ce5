/** Whether a pod has a volume mounted, as the cluster's objects tell. */

import { type ControlPlane, handleOf } from '../cluster/simulated/index.ts'
import { restoreInProgress, textOf, valueAt } from '../specs/index.ts'
import type { VolumeUse } from '../storage/simulated/index.ts'

/**
 * A pod uses a volume from when it is created until it is gone or has ended for good; not only while it runs. Only a pod
 * that STORK's mark on the claim keeps from being placed uses nothing yet.
 */
export function volumeUse(plane: ControlPlane, volume: string): VolumeUse {
  const bound = plane
    .list({ apiVersion: 'v1', kind: 'PersistentVolume' })
    .items.filter(object => handleOf(object) === volume)
    .map(object => ({
      namespace: textOf(valueAt(object, ['spec', 'claimRef', 'namespace'])),
      name: textOf(valueAt(object, ['spec', 'claimRef', 'name'])),
    }))
  const used = bound.some(({ namespace, name }) => {
    if (namespace === undefined || name === undefined) return false
    return plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items.some(pod => {
      const phase = textOf(valueAt(pod, ['status', 'phase']))
      if (phase === 'Succeeded' || phase === 'Failed') return false
      if (isMarked(plane, namespace, name) && textOf(valueAt(pod, ['spec', 'nodeName'])) === undefined) return false
      const volumes = valueAt(pod, ['spec', 'volumes'])
      return (
        Array.isArray(volumes) &&
        volumes.some(each => textOf(valueAt(each, ['persistentVolumeClaim', 'claimName'])) === name)
      )
    })
  })
  return used ? 'used' : 'free'
}

function isMarked(plane: ControlPlane, namespace: string, name: string): boolean {
  const claim = plane.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name })
  return claim?.metadata.annotations?.[restoreInProgress.key] === 'true'
}
