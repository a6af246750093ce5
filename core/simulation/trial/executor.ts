/** Who carries out the spec in a trial, and what becomes of it: our engine, or STORK as it is. */

import type { Instant } from '../../base/index.ts'
import { type EngineEvent, type Outcome, runUntilSettled } from '../../engine/index.ts'
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

export type Order = { readonly cluster: SimulatedCluster; readonly refs: readonly ObjectRef[] }

/** Begins to carry out the objects. */
export const executors: Readonly<Record<ExecutorName, (order: Order) => Execution>> = { pxsnap: ours, stork }

/** Nobody looks longer than this. STORK tries for ever; our engine ends long before. */
export const patienceMs = 3_600_000
/** How long it takes until a process that died is started again. */
const restartMs = 2_000

function ours({ cluster, refs }: Order): Execution {
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
      const run = runUntilSettled(life.ports, { only: refs, report }, stop.signal)
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

function stork({ cluster, refs }: Order): Execution {
  const told: Told[] = []
  const running = startStork(cluster)
  const end = new AbortController()
  const run = async (): Promise<readonly Carried[]> => {
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
