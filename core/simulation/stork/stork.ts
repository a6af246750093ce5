/** STORK in a simulated cluster: its controllers as they are, mistakes included, over the same ports as our engine. */

import { annotationsOf, type KubeObject, lifecycle, type ObjectRef } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { runCloneProvisioner } from './clone-provisioner.ts'
import { runClusterPairs } from './cluster-pair.ts'
import { EventRecorder } from './events.ts'
import { ExecutorHost } from './executor-host.ts'
import { GroupController } from './group-volume-snapshot.ts'
import { MigrationController } from './migration.ts'
import { type StorkOutcome, type StoryLine, standingOf } from './outcome.ts'
import { recover } from './recovery.ts'
import { runTransformations } from './resource-transformation.ts'
import type { StorkProcess } from './stork-process.ts'
import { type StorkTimings, storkTimings } from './timings.ts'
import { runSnapshotController } from './volume-snapshot.ts'
import { RestoreController } from './volume-snapshot-restore.ts'
import { ScheduleController } from './volume-snapshot-schedule.ts'

export type StorkOptions = {
  readonly timings?: Partial<StorkTimings>
  /**
   * Leaves out passes over schedules in which STORK could do nothing, and looks at what takes long less often, so that
   * days take seconds. Only where nobody else changes policies or deletes snapshots: it looks at them in its passes.
   */
  readonly dozes?: boolean
}

export type StorkFollow = {
  /** STORK tries again for ever, so somebody else has to say how long is long enough. */
  readonly giveUpAfterMs: number
  readonly report?: (about: ObjectRef, line: StoryLine) => void
}

/**
 * STORK begins to run in the cluster; time passes for it while the cluster is driven. What the other executor has begun
 * in the same cluster is left alone.
 */
export function startStork(cluster: SimulatedCluster, options: StorkOptions = {}): SimulatedStork {
  return new SimulatedStork(cluster, options)
}

export class SimulatedStork {
  readonly #cluster: SimulatedCluster
  readonly #timings: StorkTimings
  readonly #dozes: boolean
  readonly #executors: ExecutorHost
  /** Ends with `stop`; executor pods live in it, whatever becomes of the process. */
  readonly #world = new AbortController()
  readonly #stories = new Map<string, StoryLine[]>()
  readonly #reports = new Set<(about: ObjectRef, line: StoryLine) => void>()
  #life = new AbortController()
  /** A mistake of ours that ended the process. */
  #broken: { readonly error: unknown } | undefined
  readonly #onBroken = new AbortController()

  constructor(cluster: SimulatedCluster, { timings, dozes = false }: StorkOptions) {
    this.#cluster = cluster
    this.#dozes = dozes
    this.#timings = { ...storkTimings, ...timings }
    const { ports, seed } = cluster
    const { signal } = this.#world
    const go = (work: Promise<unknown>) => this.#go(work, signal)
    this.#executors = new ExecutorHost({ ...ports, timings: this.#timings, seed, signal, go })
    this.#begin()
  }

  /**
   * Lets STORK work until each object is one that it leaves as it is, or until somebody's patience ends. Drive the
   * cluster meanwhile. Ending the wait ends nothing of STORK.
   */
  async runUntilSettled(
    refs: readonly ObjectRef[],
    { giveUpAfterMs, report }: StorkFollow,
    signal: AbortSignal,
  ): Promise<readonly StorkOutcome[]> {
    const { plane, ports } = this.#cluster
    const patience = new AbortController()
    const stop = AbortSignal.any([signal, patience.signal, this.#onBroken.signal])
    ports.clock.sleep(giveUpAfterMs, stop).then(
      () => patience.abort(),
      () => {},
    )
    if (report !== undefined) this.#reports.add(report)
    try {
      while (!stop.aborted && !refs.every(ref => standingOf(plane, ref).settled))
        await plane.log.next(stop).catch(() => undefined)
      // Whoever wrote last hears of it at the same instant.
      await ports.clock.sleep(0)
    } finally {
      patience.abort()
      if (report !== undefined) this.#reports.delete(report)
    }
    if (this.#broken !== undefined) throw this.#broken.error
    return refs.map(ref => ({ ref, ...standingOf(plane, ref), story: this.storyOf(ref) }))
  }

  /** What has happened to the object so far, in plain words. */
  storyOf(ref: ObjectRef): readonly StoryLine[] {
    return [...(this.#stories.get(keyOf(ref)) ?? [])]
  }

  /** The process ends and another begins: what it kept in memory is lost, and trackers are recovered. */
  restart(): void {
    this.crash()
    this.#begin()
  }

  /** The process ends, and no other begins until `restart`. */
  crash(): void {
    this.#life.abort(new Error('STORK has ended.'))
  }

  /** Takes STORK and its executor pods out of the world. */
  stop(): void {
    this.crash()
    this.#world.abort(new Error('STORK was taken away.'))
  }

  #begin(): void {
    const life = new AbortController()
    this.#life = life
    const { signal } = life
    const stork: StorkProcess = {
      ...this.#cluster.ports,
      timings: this.#timings,
      dozes: this.#dozes,
      executors: this.#executors,
      // Hundreds wait for the one end; each gets a signal of its own, or Node takes it for a leak.
      get signal() {
        return AbortSignal.any([signal])
      },
      tell: (about, text) => this.#tell(about, text),
      go: work => this.#go(work, signal),
      isOurs: object => annotationsOf(object)[lifecycle.key] === undefined,
    }
    stork.go(run(stork))
  }

  #go(work: Promise<unknown>, signal: AbortSignal): void {
    work.catch(error => {
      if (signal.aborted) return
      this.#broken ??= { error }
      this.#onBroken.abort()
      this.crash()
    })
  }

  #tell(about: ObjectRef | KubeObject, text: string): void {
    const { apiVersion, kind } = about
    const { name, namespace } = 'metadata' in about ? about.metadata : about
    const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
    const key = keyOf(ref)
    // Messages that are quoted may bring a full stop along.
    const line = { at: this.#cluster.now, text: text.replace(/(?<!\.)\.\.(?!\.)/g, '.') }
    const story = this.#stories.get(key)
    if (story === undefined) this.#stories.set(key, [line])
    else story.push(line)
    for (const report of this.#reports) report(ref, line)
  }
}

/** The snapshot controller starts before recovery, which can so release what the new process has just begun (BUG). */
async function run(stork: StorkProcess): Promise<void> {
  const events = new EventRecorder(stork)
  stork.go(runSnapshotController(stork, events))
  await recover(stork, events)
  stork.go(new GroupController(stork, events).run())
  stork.go(new RestoreController(stork, events).run())
  stork.go(new ScheduleController(stork, events).run())
  stork.go(runCloneProvisioner(stork, events))
  stork.go(runClusterPairs(stork, events))
  stork.go(runTransformations(stork))
  stork.go(new MigrationController(stork, events).run())
}

function keyOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind}/${namespace ?? ''}/${name}`
}
