/** The faults of one run at work: they are asked at every call, and what happens by itself happens when its time has come. */

import { after, drawBetween, fraction, type Instant } from '../../base/index.ts'
import type { ClusterCall, ClusterFault, ExecFault } from '../../cluster/simulated/index.ts'
import type { SimulatedCluster } from '../simulated-cluster.ts'
import type { StorageCall, StorageCallFault, WorldFaults } from '../world-faults.ts'
import { type CallSort, declarationOf, type Fault, type FaultName } from './fault.ts'
import { happen } from './incident.ts'

/** One time that a fault struck. */
export type Stroke = { readonly at: Instant; readonly fault: Fault; readonly text: string }

export class FaultInjection {
  /** Every fault with its place, so that the run can be told and repeated without its draw. */
  readonly faults: readonly Fault[]
  /** For the cluster of this run. Nothing strikes until {@link begin}. */
  readonly world: WorldFaults
  readonly strokes: Stroke[] = []
  /** The snapshot tasks that the storage was asked for, each once. */
  readonly tasks: { readonly at: Instant; readonly key: string }[] = []
  readonly #seed: number
  readonly #counts = new Map<CallSort, number>()
  readonly #struckOnce = new Set<Fault>()
  #run: { readonly cluster: SimulatedCluster; readonly began: Instant; readonly crash: () => void } | undefined
  #aheadMs = 0
  #undos: readonly { readonly at: Instant; readonly undo: () => void }[] = []

  constructor(faults: readonly Fault[], seed: number) {
    this.#seed = seed
    this.faults = faults.map((fault, index) => placed(fault, seed, index))
    this.world = {
      cluster: call => this.#cluster(call),
      exec: request => this.#exec(`in ${request.pod}`),
      storage: ({ on, key }) => this.#storage(on, key),
      clockAheadMs: () => this.#aheadMs,
    }
  }

  /** From now on calls count and faults strike. `crash` ends the executor's process. */
  begin(cluster: SimulatedCluster, crash: () => void): void {
    this.#run = { cluster, began: cluster.now, crash }
    cluster.observe(now => this.#undoDue(now))
  }

  /** Nothing strikes any more; what lasts ends. */
  end(): void {
    for (const { undo } of this.#undos) undo()
    this.#undos = []
    this.#run = undefined
  }

  #undoDue(now: Instant): void {
    for (const { at, undo } of this.#undos) if (at <= now) undo()
    this.#undos = this.#undos.filter(({ at }) => at > now)
  }

  /** Waits for what happens by itself, and does it; to be run beside the executor. */
  async happenings(signal: AbortSignal): Promise<void> {
    const due = this.faults.filter(fault => declarationOf(fault).strikes === 'world')
    await Promise.all(due.map((fault, index) => this.#happening(fault, index, signal)))
  }

  async #happening(fault: Fault, index: number, signal: AbortSignal): Promise<void> {
    const { at } = fault
    const run = this.#run
    if (run === undefined || at === undefined || 'call' in at) return
    const { clock } = run.cluster.ports
    try {
      await clock.sleep(at.afterMs, signal)
      this.#happen(fault, index)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  #happen(fault: Fault, index: number): void {
    const run = this.#run
    if (run === undefined) return
    if (fault.name === 'clock-jump') {
      this.#aheadMs += fault.forMs ?? hourMs
      this.#strike(fault, `the clock of the executor jumps by ${(fault.forMs ?? hourMs) / 1000} s`)
      return
    }
    const incident = happen(run.cluster, fault, fraction(this.#seed, index, 3))
    if (incident === undefined) return
    const { text, end } = incident
    this.#strike(fault, text)
    if (end === undefined) return
    this.#undos = [...this.#undos, { at: after(run.cluster.now, end.afterMs), undo: end.undo }]
  }

  #cluster(call: ClusterCall): ClusterFault | undefined {
    const what = `${call.verb} ${call.kind}${call.name === undefined ? '' : ` ${call.name}`}`
    const sorts: readonly CallSort[] =
      call.verb === 'watch' ? ['watch'] : call.verb === 'get' || call.verb === 'list' ? ['api'] : ['api', 'write']
    const fault = this.#ask(sorts)
    if (fault === undefined) return undefined
    const meant = clusterFaults[fault.name]
    if (meant === undefined) return undefined
    this.#strike(fault, `${meant.text} (${what})`)
    return meant.fault
  }

  #exec(where: string): ExecFault | undefined {
    const fault = this.#ask(['exec'])
    const meant = fault === undefined ? undefined : execFaults[fault.name]
    if (fault === undefined || meant === undefined) return undefined
    this.#strike(fault, `${meant.text} ${where}`)
    return meant.fault
  }

  #storage(on: StorageCall['on'], key: string): StorageCallFault | undefined {
    if (on === 'snapshot' && this.#run !== undefined) this.tasks.push({ at: this.#run.cluster.now, key })
    const fault = this.#ask(['storage'])
    if (fault === undefined) return undefined
    const task = `the ${on}`
    if (fault.name === 'storage-slow') {
      this.#strike(fault, `the storage takes 20 s longer for ${task}`)
      return { do: 'slow', extraMs: 20_000 }
    }
    if (fault.name === 'storage-hang') {
      this.#strike(fault, `the storage begins ${task} and hangs`)
      return { do: 'slow', extraMs: this.#left(fault) }
    }
    this.#strike(fault, `the storage fails ${task}`)
    return { do: 'fail', message: 'The storage back end is not available.' }
  }

  /** How long a storage that hangs will go on hanging. */
  #left(fault: Fault): number {
    const run = this.#run
    const { at, forMs = usualHangMs } = fault
    if (run === undefined || fault.forMs === undefined) return forMs
    const from = at === undefined ? 0 : 'call' in at ? (this.#starts.get(fault) ?? 0) : at.afterMs
    return Math.max(0, from + forMs - (run.cluster.now - run.began))
  }

  /** The fault that strikes this call, if any. The first one given wins. */
  #ask(sorts: readonly CallSort[]): Fault | undefined {
    const run = this.#run
    if (run === undefined) return undefined
    for (const sort of [...sorts, 'any'] as const) this.#counts.set(sort, (this.#counts.get(sort) ?? 0) + 1)
    let found: Fault | undefined
    for (const [index, fault] of this.faults.entries()) {
      const { strikes } = declarationOf(fault)
      if (strikes === 'world') {
        if (this.#isAt(fault, 'any', run)) this.#happen(fault, index)
        continue
      }
      if (strikes === 'any') {
        if (!this.#isAt(fault, 'any', run)) continue
        this.#strike(fault, 'the process that carries out the spec dies')
        run.crash()
        continue
      }
      if (found === undefined && sorts.includes(strikes) && this.#isAt(fault, strikes, run)) found = fault
    }
    return found
  }

  #isAt(fault: Fault, sort: CallSort, { cluster, began }: { cluster: SimulatedCluster; began: Instant }): boolean {
    const { at, forMs } = fault
    const isWorld = declarationOf(fault).strikes === 'world'
    const passed = cluster.now - began
    if (forMs !== undefined && !isWorld) {
      const from = at === undefined ? 0 : 'call' in at ? this.#since(fault, at.call, sort, passed) : at.afterMs
      return from !== undefined && passed >= from && passed < from + forMs
    }
    if (at === undefined || this.#struckOnce.has(fault)) return false
    const due = 'call' in at ? this.#counts.get(sort) === at.call : !isWorld && passed >= at.afterMs
    if (due) this.#struckOnce.add(fault)
    return due
  }

  readonly #starts = new Map<Fault, number>()

  /** When a lasting fault began that begins with a call; undefined before. */
  #since(fault: Fault, call: number, sort: CallSort, passed: number): number | undefined {
    if ((this.#counts.get(sort) ?? 0) < call) return undefined
    const since = this.#starts.get(fault) ?? passed
    this.#starts.set(fault, since)
    return since
  }

  #strike(fault: Fault, text: string): void {
    if (this.#run !== undefined) this.strokes.push({ at: this.#run.cluster.now, fault, text })
  }
}

const hourMs = 3_600_000
const usualHangMs = 300_000

/** A fault without a place gets one from the seed; one that lasts strikes from the start. */
function placed(fault: Fault, seed: number, index: number): Fault {
  const { strikes, within } = declarationOf(fault)
  if (fault.at !== undefined) return fault
  if (strikes !== 'world') {
    if (fault.forMs !== undefined) return { ...fault, at: { afterMs: 0 } }
    return { ...fault, at: { call: drawBetween(1, within, seed, index, 1) } }
  }
  // From 50 ms to 40 s, as often in the first second as in the first half minute: both executors are struck in the midst.
  const afterMs = Math.round(50 * 800 ** fraction(seed, index, 2))
  return { ...fault, at: { afterMs } }
}

type Meant<T> = Readonly<Partial<Record<FaultName, { readonly fault: T; readonly text: string }>>>

const clusterFaults: Meant<ClusterFault> = {
  'api-conflict': { fault: { do: 'conflict' }, text: 'the API server answers with a conflict' },
  'api-429': { fault: { do: 'throttle' }, text: 'the API server asks for patience (429)' },
  'api-500': { fault: { do: 'break' }, text: 'the API server fails (500)' },
  'api-timeout': { fault: { do: 'timeout' }, text: 'the API server is silent' },
  'api-lost-response': { fault: { do: 'lose-response' }, text: 'an answer of the API server is lost' },
  'api-down': { fault: { do: 'unreachable' }, text: 'the API server is not reached' },
  'watch-break': { fault: { do: 'break-watch', afterEvents: 1 }, text: 'a watch breaks' },
}

const execFaults: Meant<ExecFault> = {
  'exec-fail': { fault: 'refuse', text: 'a command cannot be started' },
  'exec-hang': { fault: 'lose-request', text: 'a command is swallowed' },
  'exec-drop': { fault: 'drop', text: 'the connection of a command breaks' },
}
