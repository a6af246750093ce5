/** What pxsnap carries out in this process while the UI goes on: plans written, lifecycles followed to their end. */

import { setMaxListeners } from 'node:events'
import { carryOut, isFollowed, type Plan, refOf } from '@pxsnap/core/actions'
import type { Instant } from '@pxsnap/core/base'
import { type EnginePorts, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import type { Executor, ObjectRef } from '@pxsnap/core/specs'
import {
  emptyLiveMigration,
  emptyLiveRun,
  type LiveMigration,
  type LiveRun,
  withEvent,
  withMigrationEvent,
} from '@pxsnap/core/views'
import type { CommandLog } from './command-log.ts'

export type Job = {
  /** The command that it equals, without the name of the program. */
  readonly line: string
  readonly plan: Plan
  /** `stork`: the objects are written, and STORK in the cluster carries them out. */
  readonly executor: Executor
  /** The claims that each snapshot will take, by its name, for the lanes of the timeline. */
  readonly claims?: ReadonlyMap<string, readonly string[]>
}

export type Run = {
  readonly line: string
  readonly startedAt: Instant
  readonly state: 'writing' | 'running' | 'done' | 'failed'
  /** What our engine follows; empty until everything is written. */
  readonly refs: readonly ObjectRef[]
  readonly live: LiveRun
  readonly migration: LiveMigration
  readonly outcomes: readonly Outcome[]
  /** How it ended, or why it could not go on. */
  readonly text?: string
}

/** `run`: its state by now. What it throws is how it failed. */
export type Work = (run: () => Run, become: (change: Partial<Run>) => void, signal: AbortSignal) => Promise<void>

export class Runs {
  readonly #ports: EnginePorts
  readonly #log: CommandLog
  readonly #changed: () => void
  #runs: readonly Run[] = []
  #pending = new Set<Promise<void>>()
  #stop = new AbortController()

  constructor(ports: EnginePorts, log: CommandLog, changed: () => void) {
    this.#ports = ports
    this.#log = log
    this.#changed = changed
    setMaxListeners(0, this.#stop.signal)
  }

  /** The oldest first. A Run is replaced by its next state; `startedAt` and `line` tell which it was. */
  get all(): readonly Run[] {
    return this.#runs
  }

  /** The newest run that follows the object. */
  of({ kind, namespace, name }: ObjectRef): Run | undefined {
    return this.#runs.findLast(({ refs }) =>
      refs.some(ref => ref.kind === kind && ref.namespace === namespace && ref.name === name),
    )
  }

  /** Whether anything is under way in this process. */
  get isBusy(): boolean {
    return this.#pending.size > 0
  }

  /** Writes the plan and follows what our engine carries out. Answers at once; `ended` resolves when it is over. */
  start(job: Job): { readonly ended: Promise<Run> } {
    return this.track(job.line, (run, become) => this.#carryOut(job, run, become))
  }

  /** Counts work as a run: `become` says how it goes. The signal aborts when the UI is left or `stop` is called. */
  track(line: string, work: Work): { readonly ended: Promise<Run>; readonly stop: (reason: unknown) => void } {
    const end = this.#log.begin(line)
    const own = new AbortController()
    setMaxListeners(0, own.signal)
    let run: Run = {
      line,
      startedAt: this.#ports.clock.now(),
      state: 'writing',
      refs: [],
      live: emptyLiveRun([]),
      migration: emptyLiveMigration,
      outcomes: [],
    }
    this.#runs = [...this.#runs, run]
    const become = (change: Partial<Run>) => {
      const next = { ...run, ...change }
      this.#runs = this.#runs.map(one => (one === run ? next : one))
      run = next
      this.#changed()
    }
    const ended = work(() => run, become, AbortSignal.any([this.#stop.signal, own.signal]))
      .catch((error: unknown) =>
        become({ state: 'failed', text: error instanceof Error ? error.message : String(error) }),
      )
      .then(() => {
        end(run.state === 'done', run.text ?? 'done')
        return run
      })
    const pending: Promise<void> = ended.then(() => {
      this.#pending.delete(pending)
      this.#changed()
    })
    this.#pending.add(pending)
    return { ended, stop: reason => own.abort(reason) }
  }

  /** Stops what is under way; whatever is frozen is thawed first. Resolves when nothing is under way any more. */
  async close(reason: unknown): Promise<void> {
    this.#stop.abort(reason)
    await Promise.all(this.#pending)
  }

  async #carryOut(job: Job, run: () => Run, become: (change: Partial<Run>) => void): Promise<void> {
    const [obstacle] = job.plan.obstacles
    if (obstacle !== undefined) return become({ state: 'failed', text: obstacle.message })
    const { refused } = await carryOut(job.plan, this.#ports.cluster, () => this.#changed(), this.#stop.signal)
    if (refused !== undefined) {
      return become({ state: 'failed', text: `${refused.ref.kind} ${refused.ref.name}: ${refused.message}` })
    }
    const refs = job.plan.writes.flatMap(write => {
      const isOurs = write.do !== 'delete' && isFollowed(write.object) && job.executor === 'pxsnap'
      return isOurs ? [refOf(write.object)] : []
    })
    if (refs.length === 0) return become({ state: 'done', text: 'written' })
    become({
      state: 'running',
      refs,
      live: emptyLiveRun(refs.map(ref => ({ ref, claims: job.claims?.get(ref.name) ?? [] }))),
    })
    const outcomes = await runUntilSettled(
      this.#ports,
      {
        only: refs,
        report: event =>
          become({ live: withEvent(run().live, event), migration: withMigrationEvent(run().migration, event) }),
      },
      this.#stop.signal,
    )
    const bad = outcomes.find(({ result }) => !['successful', 'downgraded', 'deleted'].includes(result))
    become({
      state: bad === undefined ? 'done' : 'failed',
      outcomes,
      text: bad === undefined ? outcomes.map(({ result }) => result).join(', ') : (bad.reason?.message ?? bad.result),
    })
  }
}
