/** Lets virtual time pass while work is pending: whatever can happen now happens, then the next instant comes. */

import { Bug, type Instant, instant } from '../base/index.ts'
import type { TimedComponent } from '../cluster/simulated/index.ts'

export type Drive = {
  readonly now: () => Instant
  /**
   * In the order in which they move at one instant. Applications come before storage, so that a cut holds everything
   * that was acknowledged until its instant, and the clock comes last, so that whoever wakes sees both.
   */
  readonly components: readonly TimedComponent[]
  /** Lets pending promises run until none can go on without time passing. */
  readonly settle: () => Promise<void>
  /** Called before time moves, with how far. For showing a run live. */
  readonly pace?: (virtualMs: number) => Promise<void>
  /** Who waits without an end of their own, in words: for the report of a wait that never ends. */
  readonly waiting?: () => string
  /** Whether something outside the world, such as a write to disk, is under way. Time does not pass meanwhile. */
  readonly outside?: () => Promise<unknown> | undefined
}

/** Longer than any work of ours; a wait that comes to this has no end. */
const longestWaitMs = 400 * 24 * 3600 * 1000

/** The work's result. Throws a Bug when the work waits for something that will never happen. */
export async function driveUntilDone<T>(drive: Drive, work: Promise<T>): Promise<T> {
  let done = false
  const finish = () => {
    done = true
  }
  work.then(finish, finish)
  const started = drive.now()
  for (;;) {
    await quiet(drive)
    if (done) return work
    const next = nextOf(drive)
    if (next === undefined) throw endless(drive)
    if (next > started + longestWaitMs) throw new Bug('The work has waited for more than a year of simulated time.')
    await drive.pace?.(next - drive.now())
    // Something may have been asked for meanwhile, such as to stop.
    if (drive.pace !== undefined) await quiet(drive)
    if (!done) moveTo(drive, instant(Math.min(next, nextOf(drive) ?? next)))
  }
}

/** Everything that happens by itself until the instant. */
export async function driveUntil(drive: Drive, end: Instant): Promise<void> {
  for (;;) {
    await quiet(drive)
    const next = nextOf(drive)
    if (next === undefined || next > end) break
    await drive.pace?.(next - drive.now())
    moveTo(drive, next)
  }
  moveTo(drive, end)
  await quiet(drive)
}

function endless({ waiting }: Drive): Bug {
  const who = waiting === undefined ? '' : ` ${waiting()}`
  return new Bug(`The work waits for something that nobody in the simulated world will do.${who}`)
}

async function quiet({ settle, outside }: Drive): Promise<void> {
  await settle()
  for (let busy = outside?.(); busy !== undefined; busy = outside?.()) {
    await busy.catch(() => undefined)
    await settle()
  }
}

function nextOf({ components, now }: Drive): Instant | undefined {
  const times = components.flatMap(component => component.nextAt() ?? [])
  return times.length === 0 ? undefined : instant(Math.max(now(), Math.min(...times)))
}

function moveTo({ components }: Drive, at: Instant): void {
  for (const component of components) component.advanceTo(at)
}
