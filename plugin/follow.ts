/** Follows objects until nothing more happens by itself, shows what happens meanwhile, and answers an exit code. */

import { setMaxListeners } from 'node:events'
import { type EngineEvent, type EnginePorts, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import type { KubeObject, ObjectRef } from '@pxsnap/core/specs'
import { emptyLiveMigration, emptyLiveRun, isSnapshot, spell, withEvent, withMigrationEvent } from '@pxsnap/core/views'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Face } from './face.ts'
import type { Host } from './host.ts'
import type { World } from './open-world.ts'
import { charset } from './output/charset.ts'
import type { Line } from './output/draw-timeline.ts'
import { painter } from './output/paint.ts'
import { progressLine } from './output/progress-line.ts'
import { migrationLines } from './screens/migration-lines.ts'
import { liveRunLines, recordedRunLines } from './screens/run-lines.ts'

export type FollowOptions = {
  /** In milliseconds of the cluster's clock. */
  readonly timeoutMs?: number | undefined
  readonly noColor: boolean
  /** Whether standard output is free for a live timeline. */
  readonly live: boolean
  /** The claims that each snapshot will take, for the lanes of the live timeline. */
  readonly claims?: ReadonlyMap<string, readonly string[]>
}

export type Followed = { readonly outcomes: readonly Outcome[]; readonly exit: ExitCode }

export async function follow(
  face: Face,
  world: World,
  refs: readonly ObjectRef[],
  options: FollowOptions,
): Promise<Followed> {
  if (refs.length === 0) return { outcomes: [], exit: exitCodes.done }
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const done = new AbortController()
  const show =
    face.host !== undefined
      ? toldToHost(face.host)
      : options.live && face.stdout.isTTY && face.stdout.raw !== undefined
        ? liveShow(refs)
        : eventLines
  const { report, say, finish } = show(face, world, refs, options)
  const forget = watchInterrupts(face, stop, say)
  const timeout = giveUpAfter(world, options.timeoutMs, stop, done.signal)
  try {
    const run = async () => runUntilSettled(await engineFor(world, refs), { only: refs, report }, stop.signal)
    const outcomes = await finish(world.drive(run()))
    done.abort()
    await timeout
    return { outcomes, exit: exitOf(outcomes, { interrupted: face.signal.aborted, timedOut: stop.signal.aborted }) }
  } finally {
    done.abort()
    forget()
  }
}

/** The ports with which our engine carries these objects out. */
export async function engineFor(world: World, refs: readonly ObjectRef[]): Promise<EnginePorts> {
  return (await world.engineFor?.(refs)) ?? world.ports
}

type Show = (
  face: Face,
  world: World,
  refs: readonly ObjectRef[],
  options: FollowOptions,
) => {
  readonly report: (event: EngineEvent) => void
  /** A message in between. */
  readonly say: (text: string) => void
  readonly finish: (run: Promise<readonly Outcome[]>) => Promise<readonly Outcome[]>
}

/** A line per event on standard error. */
const eventLines: Show = (face, _world, _refs, { noColor }) => {
  const paint = painter(face, face.stderr, noColor)
  /** The stage last told of each object: some are entered more than once. */
  const stages = new Map<string, string>()
  return {
    report: event => {
      const of = `${event.ref.kind}/${event.ref.namespace ?? ''}/${event.ref.name}`
      if (event.what === 'stage' && stages.get(of) === event.step) return
      if (event.what === 'stage') stages.set(of, event.step)
      face.stderr.write(progressLine(event, paint))
    },
    say: text => face.stderr.write(`${text}\n`),
    finish: run => run,
  }
}

/** The screen around it draws the events itself; what is said stays text. */
function toldToHost(host: Host): Show {
  return (face, _world, refs, { claims = new Map() }) => {
    host.following(refs, claims)
    return {
      report: event => host.report(event),
      say: text => face.stderr.write(`${text}\n`),
      finish: run => run,
    }
  }
}

function liveShow(refs: readonly ObjectRef[]): Show {
  return refs.every(({ kind }) => kind === 'Migration') ? migrationBars : liveTimeline
}

/** A bar per volume, drawn in place until the migration is over. */
const migrationBars: Show = (face, _world, _refs, { noColor }) => {
  const drawing = { columns: Math.min(face.stdout.columns(), 110), charset: charset(face) }
  const messages: string[] = []
  let live = emptyLiveMigration
  const lines = () => [...migrationLines(live, drawing), ...messages.map((text): Line => [{ text, tone: 'working' }])]
  return {
    report: event => {
      live = withMigrationEvent(live, event)
    },
    say: text => messages.push(text),
    finish: async run => {
      const { watchRun } = await import('./screens/watch-run.tsx')
      return watchRun(face, noColor, { lines, last: lines }, run)
    },
  }
}

/** The timeline, drawn in place until the run is over. */
const liveTimeline: Show = (face, world, refs, { noColor, claims }) => {
  const drawing = { columns: Math.min(face.stdout.columns(), 110), charset: charset(face) }
  const messages: string[] = []
  let live = emptyLiveRun(refs.map(ref => ({ ref, claims: claims?.get(ref.name) ?? [] })))
  const spoken = () => messages.map((text): Line => [{ text, tone: 'working' }])
  const recorded = (objects: readonly KubeObject[]) => [
    ...recordedRunLines(objects.filter(isSnapshot), drawing),
    ...spoken(),
  ]
  return {
    report: event => {
      live = withEvent(live, event)
    },
    say: text => messages.push(text),
    finish: async run => {
      const { watchRun } = await import('./screens/watch-run.tsx')
      const lines = () => [...liveRunLines(live, world.shownNow(), drawing), ...spoken()]
      const work = run.then(async outcomes => {
        const found = await world.drive(Promise.all(refs.map(ref => world.ports.cluster.get(ref))))
        return { outcomes, objects: found.flatMap(object => object ?? []) }
      })
      const { outcomes } = await watchRun(face, noColor, { lines, last: ({ objects }) => recorded(objects) }, work)
      return outcomes
    },
  }
}

/** The first interrupt stops the run, which thaws first; the second is told so; the third leaves. */
function watchInterrupts(face: Face, stop: AbortController, say: (text: string) => void): () => void {
  const onFirst = () => {
    say('Stopping. Whatever is frozen is thawed first.')
    stop.abort(face.signal.reason)
  }
  if (face.signal.aborted) onFirst()
  face.signal.addEventListener('abort', onFirst, { once: true })
  let asked = 0
  const forget = face.onInterruptAgain(() => {
    asked += 1
    if (asked > 1) return face.exitNow?.(exitCodes.interrupted)
    say('Still thawing. Leaving now could leave an application locked until its freeze deadline.')
    say('Interrupt once more to leave all the same.')
    return undefined
  })
  return () => {
    face.signal.removeEventListener('abort', onFirst)
    forget()
  }
}

/** Ends when the time is up or `done` aborts, whichever comes first. */
async function giveUpAfter(
  world: World,
  timeoutMs: number | undefined,
  stop: AbortController,
  done: AbortSignal,
): Promise<void> {
  if (timeoutMs === undefined) return
  try {
    await world.ports.clock.sleep(timeoutMs, done)
    stop.abort(new Error(`not done after ${spell(timeoutMs)}`))
  } catch (error) {
    if (!done.aborted) throw error
  }
}

function exitOf(
  outcomes: readonly Outcome[],
  how: { readonly interrupted: boolean; readonly timedOut: boolean },
): ExitCode {
  const has = (result: Outcome['result']) => outcomes.some(outcome => outcome.result === result)
  if (how.interrupted && (has('stopped') || has('waiting'))) return exitCodes.interrupted
  if (how.timedOut && (has('stopped') || has('waiting'))) return exitCodes.timedOut
  if (has('unreachable')) return exitCodes.unreachable
  if (has('failed') || has('stopped') || has('waiting')) return exitCodes.failed
  return has('downgraded') ? exitCodes.partial : exitCodes.done
}
