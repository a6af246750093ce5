/** The API groups of STORK and what each has, to tell misspelt kinds and versions from those we do not model yet. */

const storkGroup = 'stork.libopenstorage.org'
const snapshotGroup = 'volumesnapshot.external-storage.k8s.io'

/** Source: STORK, registration of its resource definitions. */
export const storkGroups: Readonly<Record<string, { readonly version: string; readonly kinds: readonly string[] }>> = {
  [storkGroup]: {
    version: 'v1alpha1',
    kinds: [
      'GroupVolumeSnapshot',
      'Rule',
      'SchedulePolicy',
      'NamespacedSchedulePolicy',
      'VolumeSnapshotSchedule',
      'VolumeSnapshotRestore',
      'Migration',
      'MigrationSchedule',
      'ClusterPair',
      'ResourceTransformation',
      'ApplicationBackup',
      'ApplicationRestore',
      'ApplicationClone',
      'ApplicationBackupSchedule',
      'BackupLocation',
      'PlatformCredential',
      'ApplicationRegistration',
      'ClusterDomainUpdate',
      'ClusterDomainsStatus',
      'Action',
    ],
  },
  [snapshotGroup]: { version: 'v1', kinds: ['VolumeSnapshot', 'VolumeSnapshotData'] },
}

/** Kinds that had another name in their first weeks. */
export const renamedKinds: Readonly<Record<string, string>> = { StorkRule: 'Rule' }
