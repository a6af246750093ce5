/** PersistentVolumes: released when their claim is gone, and reclaimed as their policy says. */

import { type KubeObject, valueAt } from '../../../specs/index.ts'
import { volumeProtection } from '../defaults.ts'
import { refOf } from '../object-index.ts'
import type { ObjectStore } from '../object-store.ts'
import { claimedBy, handleOf, volumeNameOf } from './claim-fields.ts'
import { type Controller, setStatus } from './controller.ts'

export const volumes: Controller = {
  concerns: ({ object }) => {
    if (object.kind === 'PersistentVolume') return [refOf(object)]
    const name = object.kind === 'PersistentVolumeClaim' ? volumeNameOf(object) : undefined
    return name === undefined ? [] : [{ apiVersion: 'v1', kind: 'PersistentVolume', name }]
  },

  reconcile: (ref, { store, volumes: host }) => {
    const volume = store.get(ref)
    if (volume === undefined) return
    const inUse = isClaimed(store, volume)
    if (volume.metadata.deletionTimestamp !== undefined) {
      if (!inUse) letGo(store, volume)
      return
    }
    if (inUse || claimedBy(volume)?.uid === undefined) return
    if (valueAt(volume, ['spec', 'persistentVolumeReclaimPolicy']) !== 'Delete') {
      setStatus(store, volume, { phase: 'Released' })
      return
    }
    const handle = handleOf(volume)
    if (handle !== undefined) host.remove(handle)
    store.delete(refOf(volume))
  },
}

/** Whether the claim that the volume was bound to still exists. */
function isClaimed(store: ObjectStore, volume: KubeObject): boolean {
  const owner = claimedBy(volume)
  return owner?.uid !== undefined && store.byUid(owner.uid) !== undefined
}

function letGo(store: ObjectStore, volume: KubeObject): void {
  const finalizers = (volume.metadata.finalizers ?? []).filter(finalizer => finalizer !== volumeProtection)
  store.update({ ...volume, metadata: { ...volume.metadata, finalizers } })
}
