export { type BlockDevice, blockSizeBytes, type VolumeHost } from './block-device.ts'
export type { Clock } from './clock.ts'
export type {
  CloudBackup,
  CloudStorage,
  DownloadTask,
  InPlaceRestorer,
  Progress,
  RestoreTask,
  SendTask,
  TransferFailure,
  UploadTask,
  VolumeSender,
} from './cloud-storage.ts'
export type {
  Cluster,
  ClusterReader,
  ClusterWatcher,
  ClusterWriter,
  DeleteResult,
  ListQuery,
  ObjectList,
  WatchEvent,
  WriteRefusal,
  WriteResult,
} from './cluster.ts'
export type { ClusterDiscovery, ServedResource } from './discovery.ts'
export type { Committed, DurableDirectory } from './durable-directory.ts'
export type { Ids } from './ids.ts'
export type { ObjectInfo, ObjectStore, PartInfo, StoredObject } from './object-store.ts'
export type { AccessAnswer, AccessAsk, PermissionReviewer } from './permissions.ts'
export type { ExecRequest, ExecResult, PodExec } from './pod-exec.ts'
export { PortError, type PortErrorKind } from './port-error.ts'
export type { RemoteCluster, RemoteClusters, RemoteStorage } from './remote-clusters.ts'
export type {
  BindResult,
  CloneTask,
  SnapshotTask,
  StorageCapabilities,
  StorageDriver,
  StoredSnapshot,
  VolumeBinding,
} from './storage.ts'
