/** Follows objects that the embedded STORK carries out in a simulated cluster: its story, its end, and what was really frozen. */

import type { Instant } from '@pxsnap/core/base'
import {
  type FreezeObserver,
  observeFreezes,
  type StorkOutcome,
  type StoryLine,
  startStork,
} from '@pxsnap/core/simulation'
import type { ObjectRef } from '@pxsnap/core/specs'
import { spell } from '@pxsnap/core/views'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Face } from './face.ts'
import type { SimulatedWorld } from './open-world.ts'
import { type Paint, painter } from './output/paint.ts'
import { sanitiseLine } from './output/sanitise.ts'

/** STORK tries most things again for ever, so somebody has to stop looking. */
const usualPatienceMs = 600_000
/** The wait script looks for its kill file every two seconds; then the tracker goes. */
const afterwardsMs = 3_000

export type StorkFollowed = { readonly text: string; readonly exit: ExitCode }

/**
 * STORK lives as long as the command. What it leaves held when it ends stays held, and the next STORK of the same
 * cluster recovers it when it starts. Schedules have no end and are not waited for.
 */
export async function followStork(
  face: Face,
  world: SimulatedWorld,
  refs: readonly ObjectRef[],
  options: { readonly timeoutMs?: number | undefined; readonly noColor: boolean },
): Promise<StorkFollowed> {
  const { simulated: cluster } = world
  const giveUpAfterMs = options.timeoutMs ?? usualPatienceMs
  const began = world.now()
  const paint = painter(face, face.stderr, options.noColor)
  const freezes = observeFreezes(cluster)
  const stork = startStork(cluster)
  const report = (about: ObjectRef, line: StoryLine) => face.stderr.write(storyLine(about, line, began, paint))
  const awaited = refs.filter(({ kind }) => kind !== 'VolumeSnapshotSchedule')
  try {
    const outcomes = await world.drive(
      (async () => {
        const ends = await stork.runUntilSettled(awaited, { giveUpAfterMs, report }, face.signal)
        if (!face.signal.aborted) await cluster.ports.clock.sleep(afterwardsMs)
        return ends
      })(),
    )
    const timedOut = world.now() - began >= giveUpAfterMs
    const words = painter(face, face.stdout, options.noColor)
    const lines = [...outcomes.map(outcome => outcomeLine(outcome, words)), ...freezeLines(freezes, world.now(), words)]
    return { text: lines.join(''), exit: exitOf(outcomes, { interrupted: face.signal.aborted, timedOut }) }
  } finally {
    stork.stop()
    await cluster.save()
  }
}

/** Lets STORK clean up after objects that are being deleted, until they are gone or the time is up. */
export async function letStorkCleanUp(
  face: Face,
  world: SimulatedWorld,
  refs: readonly ObjectRef[],
  timeoutMs: number | undefined,
): Promise<void> {
  const { simulated: cluster } = world
  const giveUpAt = world.now() + (timeoutMs ?? usualPatienceMs)
  const isThere = () => refs.some(ref => cluster.plane.get(ref) !== undefined)
  const stork = startStork(cluster)
  try {
    await world.drive(
      (async () => {
        while (isThere() && world.now() < giveUpAt && !face.signal.aborted) await cluster.ports.clock.sleep(lookEveryMs)
      })(),
    )
  } finally {
    stork.stop()
    await cluster.save()
  }
}

const lookEveryMs = 500

function storyLine({ kind, name }: ObjectRef, { at, text }: StoryLine, began: Instant, paint: Paint): string {
  const seconds = ((at - began) / 1000).toFixed(2).padStart(8)
  return `${paint('muted', `${seconds}s`)}  ${kind.toLowerCase()}/${sanitiseLine(name)}  ${sanitiseLine(text)}\n`
}

function outcomeLine({ ref, result, settled, story }: StorkOutcome, paint: Paint): string {
  const name = `${ref.kind.toLowerCase()}/${sanitiseLine(ref.name)}`
  const last = sanitiseLine(story.at(-1)?.text ?? 'STORK has done nothing about it.')
  if (result === 'successful')
    return `${name} ${paint('usable', 'successful, says STORK')}; it keeps no record of how consistent the data is.\n`
  const word = result === 'failed' ? paint('failed', 'failed') : paint('working', 'not done')
  const goesOn = settled ? '' : ' STORK would go on trying.'
  return `${name} ${word}: ${last}${goesOn}\n`
}

/** Read from the applications themselves, not from STORK. */
function freezeLines(freezes: FreezeObserver, now: Instant, paint: Paint): readonly string[] {
  return freezes.intervals().map(({ pod, from, to }) => {
    const name = sanitiseLine(pod)
    if (to !== undefined) return `${name} stood still for ${paint('frozen', spell(to - from))}.\n`
    return `${name} stands still since ${spell(now - from)} and ${paint('failed', 'still does')}: kubectl pxsnap thaw --sim\n`
  })
}

function exitOf(
  outcomes: readonly StorkOutcome[],
  how: { readonly interrupted: boolean; readonly timedOut: boolean },
): ExitCode {
  const waits = outcomes.some(({ result }) => result === 'waiting')
  if (how.interrupted && (waits || outcomes.some(({ settled }) => !settled))) return exitCodes.interrupted
  if (outcomes.some(({ result }) => result === 'failed')) return exitCodes.failed
  if (waits) return how.timedOut ? exitCodes.timedOut : exitCodes.failed
  return exitCodes.done
}
