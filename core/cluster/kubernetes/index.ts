export type { Connection, ConnectionFlags } from './connection.ts'
export { type FlatKubeconfig, flatKubeconfig } from './flat-kubeconfig.ts'
export { type Environment, listContexts, type NamedContext } from './kubeconfig-files.ts'
export {
  type KubernetesCluster,
  type KubernetesClusterOptions,
  kubernetesCluster,
  type PatchOptions,
  type PatchType,
  type WriteOptions,
} from './kubernetes-cluster.ts'
export { kubernetesDiscovery } from './kubernetes-discovery.ts'
export { kubernetesExec } from './kubernetes-exec.ts'
export { kubernetesPermissions } from './kubernetes-permissions.ts'
export { type ConnectionOptions, loadConnection } from './load-connection.ts'
export { type ClockOffset, ServerTime, serverClock, withClockBounds } from './server-time.ts'
export type { WatchTimes } from './watch.ts'
