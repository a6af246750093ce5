/** The columns that `kubectl get` shows of our kinds: what a CustomResourceDefinition can say of an object's fields. */

export type PrinterColumn = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'boolean' | 'date'
  /** As the API server reads it: a path from the object's root. */
  readonly jsonPath: string
  readonly description?: string
  /** 1: shown with `-o wide` only. */
  readonly priority?: 1
}

const columnsByKind: Readonly<Record<string, readonly PrinterColumn[]>> = {
  'volumesnapshot.external-storage.k8s.io/VolumeSnapshot': [
    text('Claim', '.spec.persistentVolumeClaimName', 'The claim that is snapshotted.'),
    text('Status', '.status.conditions[-1:].type', 'The last condition, which is the one that counts.'),
    wide('Data', '.spec.snapshotDataName', 'The VolumeSnapshotData behind it.'),
  ],
  'volumesnapshot.external-storage.k8s.io/VolumeSnapshotData': [
    text('Snapshot', '.spec.volumeSnapshotRef.name', 'The VolumeSnapshot that it belongs to.'),
    text('Volume', '.spec.persistentVolumeRef.name', 'The volume that was snapshotted.'),
  ],
  'stork.libopenstorage.org/GroupVolumeSnapshot': [
    text('Status', '.status.status', 'How it is going.'),
    text('Stage', '.status.stage', 'Where in its life the group is.'),
    wide('Pre rule', '.spec.preExecRule', 'The Rule run before the snapshot.'),
    wide('Post rule', '.spec.postExecRule', 'The Rule run after the snapshot.'),
  ],
  'stork.libopenstorage.org/VolumeSnapshotRestore': [
    text('Snapshot', '.spec.sourceName', 'What is put back.'),
    text('Status', '.status.status', 'How it is going.'),
  ],
  'stork.libopenstorage.org/VolumeSnapshotSchedule': [
    text('Claim', '.spec.template.spec.persistentVolumeClaimName', 'The claim that is snapshotted.'),
    text('Policy', '.spec.schedulePolicyName', 'When it runs.'),
    { name: 'Suspended', type: 'boolean', jsonPath: '.spec.suspend', description: 'Whether it starts no more runs.' },
  ],
  'stork.libopenstorage.org/ClusterPair': [
    text('Storage', '.status.storageStatus', 'Whether the storage of the other cluster is paired.'),
    text('Scheduler', '.status.schedulerStatus', 'Whether the other cluster answers.'),
  ],
  'stork.libopenstorage.org/Migration': [
    text('Pair', '.spec.clusterPair', 'Where it goes.'),
    text('Stage', '.status.stage', 'Where in its life the migration is.'),
    text('Status', '.status.status', 'How it is going.'),
    {
      ...wide('Volumes', '.status.summary.numOfMigratedVolumes', 'Volumes copied.'),
      type: 'integer',
    },
  ],
  'stork.libopenstorage.org/MigrationSchedule': [
    text('Policy', '.spec.schedulePolicyName', 'When it runs.'),
    { name: 'Suspended', type: 'boolean', jsonPath: '.spec.suspend', description: 'Whether it starts no more runs.' },
  ],
  'stork.libopenstorage.org/ApplicationBackup': [
    text('Location', '.spec.backupLocation', 'Where it is kept.'),
    text('Stage', '.status.stage', 'Where in its life the backup is.'),
    text('Status', '.status.status', 'How it is going.'),
  ],
  'stork.libopenstorage.org/ApplicationRestore': [
    text('Backup', '.spec.backupName', 'What is restored.'),
    text('Stage', '.status.stage', 'Where in its life the restore is.'),
    text('Status', '.status.status', 'How it is going.'),
  ],
  'stork.libopenstorage.org/ApplicationClone': [
    text('From', '.spec.sourceNamespace', 'The namespace that is cloned.'),
    text('To', '.spec.destinationNamespace', 'Where to.'),
    text('Status', '.status.status', 'How it is going.'),
  ],
  'stork.libopenstorage.org/ApplicationBackupSchedule': [
    text('Policy', '.spec.schedulePolicyName', 'When it runs.'),
    { name: 'Suspended', type: 'boolean', jsonPath: '.spec.suspend', description: 'Whether it starts no more runs.' },
  ],
  'stork.libopenstorage.org/BackupLocation': [
    text('Type', '.location.type', 'Which sort of object store.'),
    text('Path', '.location.path', 'The bucket.'),
  ],
  'snapshot.storage.k8s.io/VolumeSnapshot': [
    { name: 'ReadyToUse', type: 'boolean', jsonPath: '.status.readyToUse', description: 'Whether it can be used.' },
    text('SourcePVC', '.spec.source.persistentVolumeClaimName', 'The claim that is snapshotted.'),
    text('RestoreSize', '.status.restoreSize', 'The least size of a claim made from it.'),
    text('SnapshotClass', '.spec.volumeSnapshotClassName', 'The class.'),
    wide('SnapshotContent', '.status.boundVolumeSnapshotContentName', 'The content that stands for it.'),
  ],
  'snapshot.storage.k8s.io/VolumeSnapshotClass': [
    text('Driver', '.driver', 'Who takes the snapshots.'),
    text('DeletionPolicy', '.deletionPolicy', 'What happens to the bytes when the object goes.'),
  ],
  'snapshot.storage.k8s.io/VolumeSnapshotContent': [
    { name: 'ReadyToUse', type: 'boolean', jsonPath: '.status.readyToUse', description: 'Whether it can be used.' },
    text('Driver', '.spec.driver', 'Who took the snapshot.'),
    text('VolumeSnapshot', '.spec.volumeSnapshotRef.name', 'The snapshot that it stands for.'),
  ],
  'groupsnapshot.storage.k8s.io/VolumeGroupSnapshot': [
    { name: 'ReadyToUse', type: 'boolean', jsonPath: '.status.readyToUse', description: 'Whether it can be used.' },
    text('Class', '.spec.volumeGroupSnapshotClassName', 'The class.'),
  ],
  'groupsnapshot.storage.k8s.io/VolumeGroupSnapshotClass': [
    text('Driver', '.driver', 'Who takes the snapshots.'),
    text('DeletionPolicy', '.deletionPolicy', 'What happens to the bytes when the object goes.'),
  ],
  'groupsnapshot.storage.k8s.io/VolumeGroupSnapshotContent': [
    { name: 'ReadyToUse', type: 'boolean', jsonPath: '.status.readyToUse', description: 'Whether it can be used.' },
    text('VolumeGroupSnapshot', '.spec.volumeGroupSnapshotRef.name', 'The group that it stands for.'),
  ],
}

/** The kind's own columns, and its age last, as kubectl shows it. */
export function printerColumns(group: string, kind: string): readonly PrinterColumn[] {
  const age: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }
  return [...(columnsByKind[`${group}/${kind}`] ?? []), age]
}

function text(name: string, jsonPath: string, description: string): PrinterColumn {
  return { name, type: 'string', jsonPath, description }
}

function wide(name: string, jsonPath: string, description: string): PrinterColumn {
  return { ...text(name, jsonPath, description), priority: 1 }
}
