/** Who carries out the spec in a trial, and what becomes of it: our engine, or STORK as it is. */

import type { Instant } from '../../base/index.ts'
import { type EngineEvent, type Outcome, runSchedules, runUntilSettled } from '../../engine/index.ts'
import type { ObjectRef } from '../../specs/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import { startStork } from '../stork/index.ts'
import { mortal } from './mortal.ts'

export type ExecutorName = 'pxsnap' | 'stork'

export type Told = { readonly at: Instant; readonly text: string }

/** What an executor says became of an object. `waiting`: it had not come to an end when we stopped looking. */
export type Carried = {
  readonly ref: ObjectRef
  readonly result: 'successful' | 'downgraded' | 'failed' | 'waiting'
  /** Why it is not successful, in the executor's words. */
  readonly because?: string
}

export type Execution = {
  /** Ends the process at once; another one begins a little later. */
  crash(): void
  /** To be driven. */
  readonly done: Promise<readonly Carried[]>
  readonly told: readonly Told[]
  /** Takes the executor out of the world. */
  stop(): void
}

export type Order = {
  readonly cluster: SimulatedCluster
  /** What comes to an end by itself. */
  readonly refs: readonly ObjectRef[]
  /** What never does, and how long it is let run; runs that are open then are waited for. Its runs tell what came of it. */
  readonly schedules?: {
    readonly refs: readonly ObjectRef[]
    readonly until: Instant
    readonly isOpen: () => boolean
  }
}

/** Begins to carry out the objects. */
export const executors: Readonly<Record<ExecutorName, (order: Order) => Execution>> = { pxsnap: ours, stork }

/** Nobody looks longer than this. STORK tries for ever; our engine ends long before. */
export const patienceMs = 3_600_000
/** Whoever carries schedules out looks so often for what others have changed. */
const lookEveryMs = 3_600_000
/** How long it takes until a process that died is started again. */
const restartMs = 2_000

function ours({ cluster, refs, schedules }: Order): Execution {
  const told: Told[] = []
  const stop = new AbortController()
  const { clock } = cluster.ports
  let die = () => {}
  const report = (event: EngineEvent) => {
    const text = textOf(event)
    if (text !== undefined) told.push({ at: cluster.now, text })
  }
  const live = async (): Promise<readonly Carried[]> => {
    const deadline = cluster.now + patienceMs
    for (;;) {
      const life = mortal(cluster.ports)
      const death = new Promise<'died'>(resolve => {
        die = () => {
          life.kill()
          resolve('died')
        }
      })
      const settling = refs.length === 0 ? [] : runUntilSettled(life.ports, { only: refs, report }, stop.signal)
      const passing =
        schedules === undefined
          ? []
          : runSchedules(life.ports, { only: schedules.refs, until: schedules.until, lookEveryMs, report }, stop.signal)
      const run = Promise.all([settling, passing]).then(([settled]) => settled)
      const outcomes = await Promise.race([run, death])
      if (outcomes !== 'died') {
        const gaveUp = outcomes.some(({ result }) => result === 'unreachable' || result === 'stopped')
        if (!gaveUp || cluster.now >= deadline || stop.signal.aborted) return outcomes.map(carried)
        told.push({ at: cluster.now, text: 'The process gives up; another one goes on.' })
      }
      await clock.sleep(restartMs)
      if (outcomes === 'died') told.push({ at: cluster.now, text: 'Another process goes on from what is stored.' })
    }
  }
  return { crash: () => die(), done: live(), told, stop: () => stop.abort(new Error('The trial is over.')) }
}

function carried({ ref, result, reason, evidence }: Outcome): Carried {
  const words = reason?.message ?? evidence?.because
  const because = words === undefined ? {} : { because: words }
  if (result === 'successful' || result === 'downgraded' || result === 'failed') return { ref, result, ...because }
  if (result === 'deleted') return { ref, result: 'failed', because: 'The object is gone.' }
  return { ref, result: 'waiting', ...because }
}

/** What a reader of a story wants to know; looking and tidying up are not worth a line. */
function textOf({ what, step, text, pod, ok }: EngineEvent): string | undefined {
  if (what === 'stage') return text
  if (what === 'began') return undefined
  const where = pod === undefined ? '' : ` (${pod})`
  if (ok === false) return `${text}${where}`
  return step === 'hold' || step === 'run' || step === 'release' || step === 'snapshot' ? `${text}${where}` : undefined
}

function stork({ cluster, refs, schedules }: Order): Execution {
  const told: Told[] = []
  const running = startStork(cluster, { dozes: schedules !== undefined })
  const end = new AbortController()
  const watched = async (): Promise<void> => {
    if (schedules === undefined) return
    const { until, isOpen } = schedules
    const { clock } = cluster.ports
    await clock.sleep(Math.max(0, until - cluster.now), end.signal)
    while (isOpen() && cluster.now < until + patienceMs) await clock.sleep(10_000, end.signal)
  }
  const settle = async (): Promise<readonly Carried[]> => {
    const outcomes = await running.runUntilSettled(
      refs,
      { giveUpAfterMs: patienceMs, report: (_about, { at, text }) => told.push({ at, text }) },
      end.signal,
    )
    return outcomes.map(({ ref, result, settled }) => {
      if (result === 'failed' && !settled) return { ref, result: 'waiting', because: 'STORK tries it for ever.' }
      return { ref, result }
    })
  }
  const run = async () => (await Promise.all([settle(), watched()]))[0]
  return {
    crash: () => running.restart(),
    done: run(),
    told,
    stop: () => {
      end.abort(new Error('The trial is over.'))
      running.stop()
    },
  }
}
