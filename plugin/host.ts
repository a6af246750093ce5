/** What a screen lends to a command that runs inside it: its open cluster, an answer to its question, eyes on the run. */

import type { Plan } from '@pxsnap/core/actions'
import type { EngineEvent } from '@pxsnap/core/engine'
import type { Executor, KubeObject, ObjectRef } from '@pxsnap/core/specs'
import type { World } from './open-world.ts'

export type Host = {
  /** The command works in it and leaves it open. */
  readonly world: World
  /** What is going to be written, before the question. Not told by commands that write nothing themselves. */
  planned(plan: Plan, specs: readonly KubeObject[], executor: Executor): void
  /** Shows what the command has printed so far and waits for the user's answer. */
  confirm(question: string): Promise<boolean>
  /** A run begins, of these objects; `claims`: those that each snapshot will take, by its name. */
  following(refs: readonly ObjectRef[], claims: ReadonlyMap<string, readonly string[]>): void
  report(event: EngineEvent): void
}
