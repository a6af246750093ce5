/** Follows objects until nothing more happens by itself, says what happens meanwhile, and answers an exit code. */

import { setMaxListeners } from 'node:events'
import { toIso } from '@pxsnap/core/base'
import { type EngineEvent, nextAction, type Outcome, runUntilSettled } from '@pxsnap/core/engine'
import type { ObjectRef } from '@pxsnap/core/specs'
import { clockTime, consistencySentence, spell } from '@pxsnap/core/views'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Face } from './face.ts'
import type { World } from './open-world.ts'
import { type Paint, painter } from './output/paint.ts'
import { sanitiseLine } from './output/sanitise.ts'

export type FollowOptions = {
  /** In milliseconds of the cluster's clock. */
  readonly timeoutMs?: number | undefined
  readonly noColor: boolean
  /** Called with every event, before it is printed. */
  readonly onEvent?: (event: EngineEvent) => void
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
  const interruption = watchInterrupts(face, stop)
  const done = new AbortController()
  const timeout = giveUpAfter(world, options.timeoutMs, stop, done.signal)
  const progress = progressPrinter(face, options.noColor)
  try {
    const report = (event: EngineEvent) => {
      options.onEvent?.(event)
      progress(event)
    }
    const outcomes = await world.drive(runUntilSettled(world.cluster.ports, { only: refs, report }, stop.signal))
    done.abort()
    await timeout
    return { outcomes, exit: exitOf(outcomes, { interrupted: face.signal.aborted, timedOut: stop.signal.aborted }) }
  } finally {
    done.abort()
    interruption()
  }
}

/** The first interrupt stops the run, which thaws first; the second is told so; the third leaves. */
function watchInterrupts(face: Face, stop: AbortController): () => void {
  const onFirst = () => {
    face.stderr.write('Stopping. Whatever is frozen is thawed first.\n')
    stop.abort(face.signal.reason)
  }
  if (face.signal.aborted) onFirst()
  face.signal.addEventListener('abort', onFirst, { once: true })
  let asked = 0
  const forget = face.onInterruptAgain(() => {
    asked += 1
    if (asked === 1) {
      face.stderr.write(
        'Still thawing. Leaving now could leave an application locked until its freeze deadline; interrupt once more to leave all the same.\n',
      )
    } else face.exitNow?.(exitCodes.interrupted)
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
    await world.cluster.ports.clock.sleep(timeoutMs, done)
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

/** What an operator wants to see of a run; the bookkeeping in between is left out. */
const told: ReadonlySet<string> = new Set([
  'hold',
  'run',
  'release',
  'snapshot',
  'clone-volume',
  'delete-copy',
  'delete-volume',
])

function progressPrinter(face: Face, noColor: boolean): (event: EngineEvent) => void {
  const paint = painter(face, face.stderr, noColor)
  return ({ at, what, step, text, pod, ok, ref }) => {
    if (what === 'began' || (what === 'ended' && (!told.has(step) || text.endsWith(': running')))) return
    if (what === 'stage' && (step === 'Pending' || step === 'Armed')) return
    const tone = ok === false ? 'failed' : step === 'Freezing' ? 'frozen' : 'plain'
    const where = [ref.name, ...(pod === undefined ? [] : [pod])].map(sanitiseLine).join('  ')
    face.stderr.write(`${paint('muted', clockTime(toIso(at)))}  ${where}  ${paint(tone, sanitiseLine(text))}\n`)
  }
}

/** One line per object on how it ended, and what to do where it did not end well. */
export function outcomeText({ ref, result, reason, evidence }: Outcome, paint: Paint): string {
  const name = `${ref.kind.toLowerCase()}/${sanitiseLine(ref.name)}`
  const why = reason === undefined ? '' : ` ${sanitiseLine(reason.message)}`
  const next = reason === undefined ? '' : `${paint('strong', 'next:')}  ${sanitiseLine(nextAction(reason))}\n`
  switch (result) {
    case 'successful': {
      if (evidence === undefined) return `${name} ${paint('usable', 'ready')}\n`
      const { text } = consistencySentence(evidence)
      return `${name} ${paint('usable', 'ready')}: ${sanitiseLine(text)}${frozenText(evidence.frozen, paint)}\n`
    }
    case 'downgraded':
      return `${name} ${paint('working', 'ready, with less than was asked for')}:${why}${frozenText(evidence?.frozen ?? [], paint)}\n${next}`
    case 'failed':
      return `${name} ${paint('failed', 'failed')}:${why}\n${next}`
    case 'deleted':
      return `${name} deleted\n`
    case 'waiting':
      return `${name} ${paint('working', 'waits')}:${why}\n${next}`
    case 'stopped':
      return `${name} ${paint('working', 'stopped')}; nothing is frozen.\n`
    case 'unreachable':
      return `${name} ${paint('failed', 'unreachable')}:${why}\n${next}`
  }
}

function frozenText(frozen: readonly { readonly pod: string; readonly ms?: number }[], paint: Paint): string {
  const [first] = frozen
  if (first === undefined) return ', nothing was frozen'
  const longest = frozen.reduce((worst, one) => ((one.ms ?? 0) > (worst.ms ?? 0) ? one : worst), first)
  const whose = frozen.length > 1 ? ` at most (${sanitiseLine(longest.pod)})` : ''
  return `, ${paint('frozen', `frozen ${spell(longest.ms ?? 0)}`)}${whose}`
}
