/** Crash sweeps over any model world: one run per place at which a process can die, each followed to its rest. */

import { instant } from '../base/index.ts'
import {
  type End,
  type EngineWorker,
  type LifecycleRules,
  type Reply,
  type Request,
  reconcile,
} from '../engine/index.ts'

/** What a world must offer to be swept. Its whole state is copied by `fork`. */
export interface ModelWorld<Status> {
  now: number
  /** The state of its chance. */
  random: number
  /** When the user asked the running process to stop; -1 while nobody has. */
  stoppedAt: number
  /** How many processes have begun, and how many gave up. */
  epochs: number
  givenUp: number
  readonly exists: boolean
  readonly deleting: boolean
  /** From 0 to 1. */
  chance(): number
  advance(to: number): void
  fork(): ModelWorld<Status>
  answer(request: Request<Status>): Reply<Status>
  /** The request takes effect, or of several effects the first `count` do, and then the asking process dies. */
  takesEffect(request: Request<Status>, count: number): void
}

/** Where a run's first process dies. */
export type CrashPoint = {
  /** The number of the request, from 0. */
  readonly at: number
  /** Whether the request had none, all, or for `partly` one of its effects. */
  readonly when: 'before' | 'after' | 'partly'
}

/** How a run came to rest. `endless`: it asked for more than any run needs. */
export type RunEnd<Status> = End<Status> | 'endless'

export type Bench<Status> = {
  readonly rules: LifecycleRules<Status & { readonly stage: string }>
  requests: number
  /** Filled for a replay. */
  readonly asked?: string[]
}

/** Called when a run has come to rest. */
export type Rested<World, Status> = (world: World, end: RunEnd<Status>, crash: CrashPoint | undefined) => void

/**
 * Runs the world once undisturbed, and once more for every request of that run: the process dies before the request,
 * after it took effect, and for several effects at once in the middle. The world is copied at that place, so what came
 * before is not computed again; what comes after is a run of its own with its own chance.
 */
export function sweepWorld<Status extends { readonly stage: string }, World extends ModelWorld<Status>>(
  bench: Bench<Status>,
  world: World,
  rested: Rested<World, Status>,
): void {
  const run = begin(bench, world)
  let state = run.next()
  for (let at = 0; state.done !== true; at++) {
    bench.requests++
    const request = state.value
    for (const when of placesIn(request)) {
      const crash: CrashPoint = { at, when }
      const fork = world.fork() as World
      rested(fork, goOnAfter(bench, fork, request, crash), crash)
    }
    if (at >= mostRequests) break
    state = run.next(world.answer(request))
  }
  rested(world, state.done === true ? finish(bench, world, state.value) : 'endless', undefined)
}

/** One run again, as {@link sweepWorld} made it. */
export function replayWorld<Status extends { readonly stage: string }, World extends ModelWorld<Status>>(
  bench: Bench<Status>,
  world: World,
  crash: CrashPoint | undefined,
): RunEnd<Status> {
  const run = begin(bench, world)
  let state = run.next()
  for (let at = 0; state.done !== true && at < mostRequests; at++) {
    bench.asked?.push(describe(world.now, state.value))
    if (crash?.at === at) return goOnAfter(bench, world, state.value, crash)
    state = run.next(world.answer(state.value))
  }
  return state.done === true ? finish(bench, world, state.value) : 'endless'
}

const mostRequests = 3_000
const mostProcesses = 40
const anyCount = Number.POSITIVE_INFINITY

type Run<Status> = Generator<Request<Status>, End<Status>, Reply<Status>>

const identity = <Status>(status: Status): unknown => status

function begin<Status extends { readonly stage: string }>(
  bench: Bench<Status>,
  world: ModelWorld<Status>,
): Run<Status> {
  world.stoppedAt = -1
  const worker: EngineWorker = {
    epoch: `e${world.epochs++}`,
    startedAt: instant(world.now),
    now: () => instant(world.now),
    stoppingSince: () => (world.stoppedAt < 0 ? undefined : instant(world.stoppedAt)),
  }
  return reconcile(bench.rules, worker, identity)
}

function placesIn(request: Request<unknown>): readonly CrashPoint['when'][] {
  if (request.ask === 'store') return beforeAndAfter
  if (request.ask !== 'perform') return beforeOnly
  return request.effects.length > 1 ? everywhere : beforeAndAfter
}

const beforeOnly: readonly CrashPoint['when'][] = ['before']
const beforeAndAfter: readonly CrashPoint['when'][] = ['before', 'after']
const everywhere: readonly CrashPoint['when'][] = ['before', 'partly', 'after']

function goOnAfter<Status extends { readonly stage: string }>(
  bench: Bench<Status>,
  world: ModelWorld<Status>,
  request: Request<Status>,
  crash: CrashPoint,
): RunEnd<Status> {
  // The first process's luck is not repeated for the second.
  world.random = (world.random ^ Math.imul(crash.at + 1, 0x85ebca6b)) | 0
  if (crash.when !== 'before') world.takesEffect(request, crash.when === 'partly' ? 1 : anyCount)
  return recover(bench, world)
}

/** New processes go on, one after the other, some of which die too, until one comes to an end. */
function recover<Status extends { readonly stage: string }>(
  bench: Bench<Status>,
  world: ModelWorld<Status>,
): RunEnd<Status> {
  for (let process = 0; process < mostProcesses; process++) {
    world.advance(world.now + gapMs(world.chance()))
    const diesAt = process < 3 && world.chance() < 0.15 ? Math.floor(world.chance() * 25) : -1
    const run = begin(bench, world)
    let state = run.next()
    for (let at = 0; state.done !== true && at < mostRequests; at++) {
      bench.requests++
      bench.asked?.push(describe(world.now, state.value))
      if (at === diesAt) {
        if (world.chance() < 0.5) world.takesEffect(state.value, anyCount)
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
  return chance < 0.85 ? Math.floor((chance - 0.5) * 100_000) : longMs
}

/** Longer than any deadline, and than anything that is late. */
const longMs = 200_000

// A run that gave up, or that the user stopped, is begun again: what is checked is where things come to rest.
function finish<Status extends { readonly stage: string }>(
  bench: Bench<Status>,
  world: ModelWorld<Status>,
  end: End<Status>,
): RunEnd<Status> {
  if (end.end === 'unreachable' || (end.end === 'stopped' && end.status.stage !== 'Final')) {
    world.givenUp++
    return world.givenUp > mostProcesses ? 'endless' : recover(bench, world)
  }
  // Deadlines that were set pass, what is late arrives, and somebody may delete the object now.
  world.advance(world.now + longMs)
  return world.deleting && world.exists && end.end !== 'unreadable' ? recoverOnce(bench, world) : end
}

function recoverOnce<Status extends { readonly stage: string }>(
  bench: Bench<Status>,
  world: ModelWorld<Status>,
): RunEnd<Status> {
  world.givenUp++
  return world.givenUp > mostProcesses ? 'endless' : recover(bench, world)
}

function describe(now: number, request: Request<{ readonly stage: string; readonly attempt?: number }>): string {
  const time = new Date(now).toISOString().slice(11, 23)
  switch (request.ask) {
    case 'look':
      return `${time} look`
    case 'wait':
      return `${time} wait ${request.until - now} ms`
    case 'store':
      return `${time} store ${request.status.stage}`
    case 'perform':
      return `${time} perform ${request.effects.map(effect => `${effect.do} ${effect.key}`).join(', ')}`
  }
}
