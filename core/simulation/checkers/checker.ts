/** A promise, checked on a run that has come to rest. Checkers know the truth and the end, not how the engine works. */

import type { SnapshotLifecycle } from '../../engine/index.ts'
import type { RunEnd } from '../crash-sweep.ts'
import type { SnapshotScenario } from '../model/scenario.ts'
import type { SnapshotWorld } from '../model/snapshot-world.ts'

export type FinishedRun = {
  readonly scenario: SnapshotScenario
  readonly world: SnapshotWorld
  readonly end: RunEnd<SnapshotLifecycle>
}

export type Checker = {
  readonly name: string
  /** What is wrong, or undefined when the promise was kept. */
  readonly check: (run: FinishedRun) => string | undefined
}
