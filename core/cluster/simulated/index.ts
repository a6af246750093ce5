export {
  type AnyApplication,
  type Application,
  type ApplicationState,
  applicationNamed,
  applications,
  judgeCopy,
  type Ledger,
  type MountedVolumes,
  type Verdict,
} from './applications/index.ts'
export { type Change, ChangeLog } from './change-log.ts'
export { type ClusterPortOptions, clusterPort } from './cluster-port.ts'
export { ControlPlane, type ControlPlaneOptions } from './control-plane.ts'
export { handleOf } from './controllers/claim-fields.ts'
export { type DefinedVersion, definedVersions, definitionKind } from './defined-kind.ts'
export type { DeletionOptions } from './deletion.ts'
export type { ClusterCall, ClusterFault, ClusterFaults, ExecFault, ExecFaults } from './faults.ts'
export { freshCluster } from './fresh-cluster.ts'
export { groupOf, type KindRegistry } from './kind-registry.ts'
export { ObjectStore, type ObjectStoreOptions, type ObjectStoreState } from './object-store.ts'
export {
  type ClaimMount,
  type ClaimWriter,
  type ContainerHealth,
  type ExecListener,
  type ExecSession,
  type ExecStart,
  type JournalEntry,
  type LogLine,
  type PodLookups,
  type PodsState,
  SimulatedPods,
  type SimulatedPodsOptions,
} from './pods/index.ts'
export { fieldMatcher, labelMatcher, type Matcher, SelectorProblem } from './selectors.ts'
export type { ScalePaths, ServedKind } from './served-kind.ts'
export { servedKind } from './served-kinds.ts'
export type { TimedComponent } from './timed-component.ts'
