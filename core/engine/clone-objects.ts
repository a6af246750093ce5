/** The PersistentVolume of a clone. The cluster's own controllers bind it to the claim that it names. */

import type { KubeObject } from '../specs/index.ts'
import { type ClonePlan, cloneProvisioner } from './clone-plan.ts'

/** Its bytes go with the claim (reclaim policy Delete). Source: STORK, volumes of local restores behind CSI. */
export function clonePersistentVolume(plan: ClonePlan, volume: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name: plan.persistentVolume,
      annotations: { 'pv.kubernetes.io/provisioned-by': cloneProvisioner },
    },
    spec: {
      capacity: { storage: plan.storage },
      accessModes: plan.accessModes,
      persistentVolumeReclaimPolicy: 'Delete',
      ...(plan.storageClass === undefined ? {} : { storageClassName: plan.storageClass }),
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace: plan.namespace,
        name: plan.claim,
        uid: plan.claimUid,
      },
      csi: { driver: 'pxd.portworx.com', volumeHandle: volume },
    },
    status: { phase: 'Available' },
  }
}
