/** Crash sweeps: one run per place at which a process can die, each followed to its end and checked. */

import { instant } from '../base/index.ts'
import {
  type End,
  type EngineWorker,
  type LifecycleRules,
  mayBeFrozen,
  mustGoOn,
  type Reply,
  type Request,
  reconcile,
  type SnapshotLifecycle,
  type SnapshotSettings,
  stepSnapshotRun,
} from '../engine/index.ts'
import type { Checker, FinishedRun } from './checkers/checker.ts'
import { freezeBudgetMs } from './freeze-budget.ts'
import type { SnapshotScenario } from './model/scenario.ts'
import { SnapshotWorld } from './model/snapshot-world.ts'

export type SweepOptions = {
  readonly scenario: SnapshotScenario
  readonly seeds: { readonly from: number; readonly count: number }
  readonly checkers: readonly Checker[]
  /** The rules under test; ours unless a test plants a mistake. */
  readonly rules?: (settings: SnapshotSettings) => LifecycleRules<SnapshotLifecycle>
  /** Stops after so many failures. */
  readonly failuresWanted?: number
}

/** Where a run's first process died; `undefined`: nowhere. */
export type CrashPoint = {
  /** The number of the request, from 0. */
  readonly at: number
  /** Whether the request had no, all, or for `partly` one of its effects. */
  readonly when: 'before' | 'after' | 'partly'
}

export type SweepFailure = {
  readonly scenario: string
  readonly seed: number
  readonly crash: CrashPoint | undefined
  readonly checker: string
  readonly found: string
}

export type SweepResult = {
  readonly runs: number
  readonly requests: number
  readonly failures: readonly SweepFailure[]
}

/**
 * Runs every seed once undisturbed, and once more for every request of that run: the process dies before the request,
 * after it took effect, and for several effects at once in the middle. The world is copied at that place, so what came
 * before is not computed again; what comes after is a run of its own with its own chance.
 */
export function sweep(options: SweepOptions): SweepResult {
  const { scenario, seeds, failuresWanted = 5 } = options
  const failures: SweepFailure[] = []
  const bench: Bench = { rules: rulesOf(options), runs: 0, requests: 0 }
  for (let seed = seeds.from; seed < seeds.from + seeds.count && failures.length < failuresWanted; seed++) {
    const check = (world: SnapshotWorld, end: RunEnd, crash: CrashPoint | undefined) => {
      bench.runs++
      for (const { name, check } of options.checkers) {
        const found = check({ world, end, scenario })
        if (found !== undefined) failures.push({ scenario: scenario.name, seed, crash, checker: name, found })
      }
    }
    const world = SnapshotWorld.begin(scenario, seed)
    const run = begin(bench, world)
    let state = run.next()
    for (let at = 0; state.done !== true; at++) {
      bench.requests++
      const request = state.value
      for (const when of placesIn(request)) {
        const crash: CrashPoint = { at, when }
        const fork = world.fork()
        check(fork, goOnAfter(bench, fork, request, crash), crash)
      }
      if (at >= mostRequests) break
      state = run.next(world.answer(request))
    }
    const end = state.done === true ? finish(bench, world, state.value) : 'endless'
    check(world, end, undefined)
  }
  return { runs: bench.runs, requests: bench.requests, failures }
}

/** One run again, from what a failure printed. Gives the world, its end and everything the engine asked. */
export function replay(
  scenario: SnapshotScenario,
  seed: number,
  crash: CrashPoint | undefined,
  options: Pick<SweepOptions, 'rules'> = {},
): FinishedRun & { readonly asked: readonly string[] } {
  const asked: string[] = []
  const world = SnapshotWorld.begin(scenario, seed)
  const bench: Bench = { rules: rulesOf({ ...options, scenario }), runs: 0, requests: 0, asked }
  const run = begin(bench, world)
  let state = run.next()
  for (let at = 0; state.done !== true && at < mostRequests; at++) {
    asked.push(describe(world.now, state.value))
    if (crash?.at === at) return { scenario, world, end: goOnAfter(bench, world, state.value, crash), asked }
    state = run.next(world.answer(state.value))
  }
  return { scenario, world, end: state.done === true ? finish(bench, world, state.value) : 'endless', asked }
}

/** How a run came to its end. `endless`: it asked for more than any run needs. */
export type RunEnd = End<SnapshotLifecycle> | 'endless'

type Bench = {
  readonly rules: LifecycleRules<SnapshotLifecycle>
  runs: number
  requests: number
  readonly asked?: string[]
}

type Run = Generator<Request<SnapshotLifecycle>, End<SnapshotLifecycle>, Reply<SnapshotLifecycle>>

const mostRequests = 3_000
const mostProcesses = 40

function rulesOf({ rules = ourRules, scenario }: Pick<SweepOptions, 'rules' | 'scenario'>) {
  return rules({ attempts: scenario.attempts, freezeBudgetMs, commandTimeoutMs: 30_000 })
}

/** The engine's own rules. */
export function ourRules(settings: SnapshotSettings): LifecycleRules<SnapshotLifecycle> {
  return { step: (status, seen) => stepSnapshotRun(settings, status, seen), mustGoOn, mayBeFrozen }
}

const identity = (status: SnapshotLifecycle): unknown => status

function begin(bench: Bench, world: SnapshotWorld): Run {
  world.stoppedAt = -1
  const worker: EngineWorker = {
    epoch: `e${world.epochs++}`,
    startedAt: instant(world.now),
    now: () => instant(world.now),
    stoppingSince: () => (world.stoppedAt < 0 ? undefined : instant(world.stoppedAt)),
  }
  return reconcile(bench.rules, worker, identity)
}

function placesIn(request: Request<SnapshotLifecycle>): readonly CrashPoint['when'][] {
  if (request.ask === 'store') return beforeAndAfter
  if (request.ask !== 'perform') return beforeOnly
  return request.effects.length > 1 ? everywhere : beforeAndAfter
}

const beforeOnly: readonly CrashPoint['when'][] = ['before']
const beforeAndAfter: readonly CrashPoint['when'][] = ['before', 'after']
const everywhere: readonly CrashPoint['when'][] = ['before', 'partly', 'after']

function goOnAfter(bench: Bench, world: SnapshotWorld, request: Request<SnapshotLifecycle>, crash: CrashPoint): RunEnd {
  // The first process's luck is not repeated for the second.
  world.random = (world.random ^ Math.imul(crash.at + 1, 0x85ebca6b)) | 0
  if (crash.when !== 'before') world.takesEffect(request, crash.when === 'partly' ? 1 : Number.POSITIVE_INFINITY)
  return recover(bench, world)
}

/** New processes go on, one after the other, some of which die too, until one comes to an end. */
function recover(bench: Bench, world: SnapshotWorld): RunEnd {
  for (let process = 0; process < mostProcesses; process++) {
    world.advance(world.now + gapMs(world.chance()))
    const diesAt = process < 3 && world.chance() < 0.15 ? Math.floor(world.chance() * 25) : -1
    const run = begin(bench, world)
    let state = run.next()
    for (let at = 0; state.done !== true && at < mostRequests; at++) {
      bench.requests++
      bench.asked?.push(describe(world.now, state.value))
      if (at === diesAt) {
        if (world.chance() < 0.5) world.takesEffect(state.value, Number.POSITIVE_INFINITY)
        break
      }
      state = run.next(world.answer(state.value))
    }
    if (state.done === true) return finish(bench, world, state.value)
    if (diesAt === -1) return 'endless'
  }
  return 'endless'
}

// Restarts come at once, after a while, or when every deadline is long past.
function gapMs(chance: number): number {
  if (chance < 0.5) return Math.floor(chance * 2_000)
  return chance < 0.85 ? Math.floor((chance - 0.5) * 100_000) : 200_000
}

// A run that gave up, or that the user stopped, is begun again: what is checked is where things come to rest.
function finish(bench: Bench, world: SnapshotWorld, end: End<SnapshotLifecycle>): RunEnd {
  if (end.end === 'unreachable' || (end.end === 'stopped' && end.status.stage !== 'Final')) {
    world.givenUp++
    return world.givenUp > mostProcesses ? 'endless' : recover(bench, world)
  }
  // Deadlines that were set pass, what is late arrives, and somebody may delete the object now.
  world.advance(world.now + 200_000)
  return world.deleting && world.exists ? recover(bench, world) : end
}

function describe(now: number, request: Request<SnapshotLifecycle>): string {
  const time = `+${((now - Date.UTC(2026, 0, 1)) / 1000).toFixed(3)}s`
  switch (request.ask) {
    case 'look':
      return `${time} look`
    case 'wait':
      return `${time} wait ${request.until - now} ms`
    case 'store':
      return `${time} store ${request.status.stage} (attempt ${request.status.attempt})`
    case 'perform':
      return `${time} perform ${request.effects.map(effect => `${effect.do} ${effect.key}`).join(', ')}`
  }
}
