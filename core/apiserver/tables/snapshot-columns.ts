/** Printer columns of the kinds that CSI's definitions bring. Source: kubernetes-csi/external-snapshotter, definitions. */

const age = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }
const ready = { name: 'ReadyToUse', type: 'boolean', jsonPath: '.status.readyToUse' }

/** By API group and kind. STORK's definitions have no columns. */
export const snapshotColumns: Readonly<Record<string, readonly object[]>> = {
  'snapshot.storage.k8s.io/VolumeSnapshot': [
    ready,
    { name: 'SourcePVC', type: 'string', jsonPath: '.spec.source.persistentVolumeClaimName' },
    { name: 'SourceSnapshotContent', type: 'string', jsonPath: '.spec.source.volumeSnapshotContentName' },
    { name: 'RestoreSize', type: 'string', jsonPath: '.status.restoreSize' },
    { name: 'SnapshotClass', type: 'string', jsonPath: '.spec.volumeSnapshotClassName' },
    { name: 'SnapshotContent', type: 'string', jsonPath: '.status.boundVolumeSnapshotContentName' },
    { name: 'CreationTime', type: 'date', jsonPath: '.status.creationTime' },
    age,
  ],
  'snapshot.storage.k8s.io/VolumeSnapshotClass': [
    { name: 'Driver', type: 'string', jsonPath: '.driver' },
    { name: 'DeletionPolicy', type: 'string', jsonPath: '.deletionPolicy' },
    age,
  ],
  'snapshot.storage.k8s.io/VolumeSnapshotContent': [
    ready,
    { name: 'RestoreSize', type: 'integer', jsonPath: '.status.restoreSize' },
    { name: 'DeletionPolicy', type: 'string', jsonPath: '.spec.deletionPolicy' },
    { name: 'Driver', type: 'string', jsonPath: '.spec.driver' },
    { name: 'VolumeSnapshotClass', type: 'string', jsonPath: '.spec.volumeSnapshotClassName' },
    { name: 'VolumeSnapshot', type: 'string', jsonPath: '.spec.volumeSnapshotRef.name' },
    { name: 'VolumeSnapshotNamespace', type: 'string', jsonPath: '.spec.volumeSnapshotRef.namespace' },
    age,
  ],
  'groupsnapshot.storage.k8s.io/VolumeGroupSnapshot': [
    ready,
    { name: 'VolumeGroupSnapshotClass', type: 'string', jsonPath: '.spec.volumeGroupSnapshotClassName' },
    { name: 'VolumeGroupSnapshotContent', type: 'string', jsonPath: '.status.boundVolumeGroupSnapshotContentName' },
    { name: 'CreationTime', type: 'date', jsonPath: '.status.creationTime' },
    age,
  ],
  'groupsnapshot.storage.k8s.io/VolumeGroupSnapshotClass': [
    { name: 'Driver', type: 'string', jsonPath: '.driver' },
    { name: 'DeletionPolicy', type: 'string', jsonPath: '.deletionPolicy' },
    age,
  ],
  'groupsnapshot.storage.k8s.io/VolumeGroupSnapshotContent': [
    ready,
    { name: 'DeletionPolicy', type: 'string', jsonPath: '.spec.deletionPolicy' },
    { name: 'Driver', type: 'string', jsonPath: '.spec.driver' },
    { name: 'VolumeGroupSnapshotClass', type: 'string', jsonPath: '.spec.volumeGroupSnapshotClassName' },
    { name: 'VolumeGroupSnapshotNamespace', type: 'string', jsonPath: '.spec.volumeGroupSnapshotRef.namespace' },
    { name: 'VolumeGroupSnapshot', type: 'string', jsonPath: '.spec.volumeGroupSnapshotRef.name' },
    age,
  ],
}
