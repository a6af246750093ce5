/** What people call the objects of a kind, for titles: the words of the glossary. */

const titles: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'claims',
  PersistentVolume: 'volumes',
  VolumeSnapshot: 'snapshots',
  VolumeSnapshotData: 'snapshot data',
  GroupVolumeSnapshot: 'groups',
  VolumeSnapshotRestore: 'restores',
  VolumeSnapshotSchedule: 'schedules',
  SchedulePolicy: 'policies',
  NamespacedSchedulePolicy: 'namespaced policies',
  ClusterPair: 'pairs',
  Migration: 'migrations',
  MigrationSchedule: 'migration schedules',
  Rule: 'rules',
  StorageClass: 'storage classes',
}

/** Many of them. A kind without a word of its own is called by its name. */
export function kindTitle(kind: string): string {
  return titles[kind] ?? `${kind}s`
}
