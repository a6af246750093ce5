/** What is remembered of the pods: plain JSON, stored with the cluster while programs run. */

import type { Instant } from '../../../base/index.ts'
import type { ExecFault } from '../faults.ts'
import type { FileTree, KernelState, Mount } from '../shell/index.ts'

export type PodsState = {
  readonly pods: readonly PodState[]
  readonly execs: readonly ExecState[]
  readonly nextExec: number
  readonly journal: readonly JournalEntry[]
}

export type PodState = {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  /** Volumes that hold files, by their name in the pod; containers that mount one share its files. */
  readonly files: Record<string, FileTree>
  readonly containers: readonly ContainerState[]
}

export type ContainerState = {
  readonly name: string
  readonly image: string
  readonly env: Readonly<Record<string, string>>
  readonly user: number
  /** Its command and arguments; absent where a cluster was stored before they were kept. */
  readonly arguments?: readonly string[]
  readonly cwd: string
  readonly mounts: readonly Mount[]
  readonly claims: readonly ClaimMount[]
  kernel: KernelState
  /** The container's own files, lost when it restarts. */
  root: FileTree
  /** How often the container was started again. */
  restarts: number
  /** What it printed, oldest first; absent where a cluster was stored before that was kept. */
  log?: LogLine[]
  /** What it printed before it was started again. */
  previousLog?: readonly LogLine[]
  application?: RunningApplication
}

export type LogLine = { readonly at: Instant; readonly text: string }

export type ClaimMount = { readonly path: string; readonly claim: string; readonly volume: string }

/** Absent where the container runs none, or while another container has its volumes. */
export type RunningApplication = {
  readonly name: string
  /** Plain JSON that only the application understands. */
  readonly state: unknown
  advancedTo: number
}

/** One program that was started from outside of the pod. */
export type ExecState = {
  readonly id: number
  readonly namespace: string
  readonly pod: string
  readonly container?: string
  readonly argv: readonly string[]
  /** When the request reaches the container, and when its sender stops waiting. Milliseconds since the epoch. */
  readonly startsAt: number
  readonly deadline: number
  /** Known once it has been started. */
  running?: { readonly uid: string; readonly container: string; readonly pid: number; readonly input?: number }
  /** Whether it was given a standard input, and whether that is a terminal. */
  readonly stdin?: boolean
  readonly terminal?: boolean
  stdout: string
  stderr: string
  exit?: number
  problem?: string
  /** When its result reaches the sender. */
  answerAt?: number
  /** Nobody waits for the result any more; the program goes on. */
  abandoned?: true
  /** What goes wrong on the way. */
  readonly fault?: ExecFault
}

/** What ran in a container: one line for its start and one for its end. */
export type JournalEntry = {
  readonly at: number
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly what: 'exec' | 'client' | 'restarted'
  readonly argv: readonly string[]
  /** Present at the end of an exec. */
  readonly exit?: number
}
