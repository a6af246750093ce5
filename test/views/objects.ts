/** Objects as a cluster gives them, for tests of views. */

import type { Evidence } from '@pxsnap/core/engine'
import type { KubeObject } from '@pxsnap/core/specs'

export const evidence: Evidence = {
  consistency: 'application',
  snapshotAt: '2026-02-01T10:00:01.250Z',
  frozen: [
    {
      namespace: 'shop',
      pod: 'mysql-0',
      container: 'mysql',
      from: '2026-02-01T10:00:00.400Z',
      to: '2026-02-01T10:00:02.200Z',
      ms: 1800,
      how: 'hold',
    },
  ],
  events: [
    { at: '2026-02-01T10:00:00.000Z', what: 'attempt', text: 'Attempt 1 begins.' },
    { at: '2026-02-01T10:00:00.400Z', what: 'frozen', namespace: 'shop', pod: 'mysql-0', text: 'mysql is held.' },
    { at: '2026-02-01T10:00:01.250Z', what: 'snapshot', text: 'Snapshots of mysql-data, mysql-log.' },
    { at: '2026-02-01T10:00:02.200Z', what: 'thawed', namespace: 'shop', pod: 'mysql-0', text: 'Frozen 1.8 s.' },
  ],
  commands: [
    {
      namespace: 'shop',
      pod: 'mysql-0',
      container: 'mysql',
      when: 'pre',
      command: "mysql -e 'FLUSH TABLES WITH READ LOCK; SELECT SLEEP(30);'",
      exit: 0,
      from: '2026-02-01T10:00:00.100Z',
      to: '2026-02-01T10:00:00.400Z',
    },
  ],
  attempts: 1,
}

export function withEvidence(object: KubeObject, written: unknown = evidence): KubeObject {
  const text = typeof written === 'string' ? written : JSON.stringify(written)
  const annotations = { ...object.metadata.annotations, 'pxsnap.io/evidence': text }
  return { ...object, metadata: { ...object.metadata, annotations } }
}

export const group: KubeObject = {
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'GroupVolumeSnapshot',
  metadata: { name: 'nightly', namespace: 'shop', uid: 'u1', creationTimestamp: '2026-02-01T10:00:00Z' },
  spec: { pvcSelector: { matchLabels: { app: 'mysql' } }, preExecRule: 'lock' },
  status: {
    stage: 'Final',
    status: 'Successful',
    volumeSnapshots: [{ VolumeSnapshotName: 'nightly-mysql-log-u1' }, { VolumeSnapshotName: 'nightly-mysql-data-u1' }],
  },
}

export const single: KubeObject = {
  apiVersion: 'volumesnapshot.external-storage.k8s.io/v1',
  kind: 'VolumeSnapshot',
  metadata: { name: 'orders', namespace: 'shop', uid: 'u2', creationTimestamp: '2026-02-01T09:58:00Z' },
  spec: { persistentVolumeClaimName: 'mysql-data' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
}

export const claim: KubeObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'mysql-data', namespace: 'shop', uid: 'u3', creationTimestamp: '2026-02-01T09:00:00Z' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'px-csi-db', volumeName: 'pvc-1' },
  status: { phase: 'Bound', capacity: { storage: '10Gi' } },
}

export const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'mysql-0', namespace: 'shop', uid: 'u4', creationTimestamp: '2026-02-01T09:00:00Z' },
  spec: {
    containers: [{ name: 'mysql', image: 'mysql:8.0' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'mysql-data' } }],
  },
  status: { phase: 'Running', containerStatuses: [{ name: 'mysql', ready: true, restartCount: 1 }] },
}

export const rule: KubeObject = {
  apiVersion: 'stork.libopenstorage.org/v1alpha1',
  kind: 'Rule',
  metadata: { name: 'lock', namespace: 'shop', uid: 'u5', creationTimestamp: '2026-02-01T09:00:00Z' },
  rules: [
    { podSelector: { app: 'mysql' }, actions: [{ type: 'command', background: true, value: 'lock; wait' }] },
    { actions: [{ type: 'command', value: 'sync' }] },
  ],
}
