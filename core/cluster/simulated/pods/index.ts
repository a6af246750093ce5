export type { ExecListener, ExecStart } from './exec-book.ts'
export type { PodLookups } from './lookups.ts'
export type { ClaimMount, JournalEntry, LogLine, PodsState } from './pods-state.ts'
export {
  type ClaimWriter,
  type ContainerHealth,
  type ExecSession,
  SimulatedPods,
  type SimulatedPodsOptions,
} from './simulated-pods.ts'
