/** The promises about schedules, checked on what was made, deleted and told in one trial. */

import type { Instant } from '../../base/index.ts'
import type { PolicySection, TimeZone } from '../../specs/index.ts'
import { minuteSlots, type WallSection } from './minute-slots.ts'
import type { BrokenPromise } from './promises.ts'
import type { Deletion, Telling, WatchedRun } from './schedule-watch.ts'

/** What is known of one schedule when the trial is over. */
export type ScheduleTruth = {
  readonly name: string
  readonly sections: readonly PolicySection[]
  readonly zone: TimeZone
  /** On the clock of the executor: from when it was there, until when its slots count. */
  readonly from: Instant
  readonly until: Instant
  readonly runs: readonly Pick<WatchedRun, 'ref' | 'section' | 'stamp' | 'result'>[]
  readonly deletions: readonly Deletion[]
  readonly tellings: readonly Telling[]
  /** Runs that are kept and called usable, and cannot be fetched or opened. */
  readonly unreadable: readonly string[]
}

export function brokenSchedules(schedules: readonly ScheduleTruth[]): readonly BrokenPromise[] {
  const found = (promise: BrokenPromise['promise'], check: (of: ScheduleTruth) => string | undefined) => {
    const wrong = schedules.map(check).find(one => one !== undefined)
    return wrong === undefined ? [] : [{ promise, found: wrong }]
  }
  return [
    ...found('no slot is lost without an event', lostSlot),
    ...found('retention keeps what the policy says', tooFewKept),
  ]
}

/** Promise 7. */
function lostSlot(truth: ScheduleTruth): string | undefined {
  for (const section of truth.sections) {
    const lost = section.kind === 'Interval' ? lostInterval(section, truth) : lostOnTheWall(section, truth)
    if (lost !== undefined) return lost
  }
  return undefined
}

function lostOnTheWall(section: WallSection, truth: ScheduleTruth): string | undefined {
  const { runs, zone, from, until, tellings } = truth
  const slots = minuteSlots(section, zone, from, until)
  const own = runs.filter(run => run.section === section.kind)
  const told = new Set(tellings.flatMap(telling => toldSlots(telling, section, slots)))
  const lost = slots.find((slot, index) => {
    const next = slots[index + 1] ?? Number.POSITIVE_INFINITY
    const isMade = own.some(({ stamp }) => stamp >= slot && stamp < next)
    return !isMade && !told.has(slot) && !tellings.some(one => warnsAt(one, runs, slot, slot + windowMs))
  })
  if (lost === undefined) return undefined
  return `The ${section.kind} slot of ${spelled(lost)} of ${truth.name} has neither a run nor an event.`
}

/** An interval has slots only where runs are further apart than it is long. */
function lostInterval(
  { intervalMinutes }: Extract<PolicySection, { kind: 'Interval' }>,
  { name, runs, from, until, tellings }: ScheduleTruth,
): string | undefined {
  const periodMs = intervalMinutes * 60_000
  const own = runs.filter(({ section }) => section === 'Interval').map(({ stamp }) => stamp)
  // The first run is at once, so the one before it would have been an interval earlier.
  const times = [from - periodMs, ...own.toSorted((one, other) => one - other), until]
  for (const [index, since] of times.slice(0, -1).entries()) {
    const next = times[index + 1] ?? until
    // Two runs have one slot less between them than intervals. What ends with the watch ends with no run.
    const isLast = index === times.length - 2
    const missing = Math.floor((next - since + (isLast ? -slackMs : minuteMs)) / periodMs) - (isLast ? 0 : 1)
    if (missing <= 0) continue
    const told = tellings.reduce((sum, telling) => {
      const missed = missedIn(telling)
      if (missed?.kind !== 'interval' || missed.upTo < since - minuteMs || missed.upTo > next) return sum
      return sum + missed.count
    }, 0)
    const warned = tellings.some(one => warnsAt(one, runs, since + periodMs, next + windowMs))
    if (told < missing && !warned)
      return `${name} made no run between ${spelled(since)} and ${spelled(next)}, and no event tells of ${missing} missed.`
  }
  return undefined
}

/** Slots that an event says were missed, or whose run it says came to nothing. */
function toldSlots(telling: Telling, section: WallSection, slots: readonly Instant[]): readonly Instant[] {
  const missed = missedIn(telling)
  if (missed !== undefined) {
    if (missed.kind !== section.kind.toLowerCase()) return []
    return slots.filter(slot => slot < missed.upTo + minuteMs).slice(-missed.count)
  }
  return slots.filter(slot => telling.message.includes(`-${section.kind.toLowerCase()}-`) && names(telling, slot))
}

/** Reads the sentence as its readers do. */
function missedIn({
  message,
}: Telling): { readonly kind: string; readonly count: number; readonly upTo: number } | undefined {
  const [, count, kind = '', day, time] =
    /^(\d+) (interval|daily|weekly|monthly) slots? (?:was|were) missed, (?:of|up to) (\S+) (\d\d:\d\d) UTC/.exec(
      message,
    ) ?? []
  return count === undefined ? undefined : { kind, count: Number(count), upTo: Date.parse(`${day}T${time}:00Z`) }
}

function names({ message }: Telling, slot: Instant): boolean {
  const text = new Date(slot).toISOString()
  return message.includes(`${text.slice(0, 10)}-${text.slice(11, 19).replaceAll(':', '')}: `)
}

/** A warning about the schedule itself while the slot could have run: not one about a run that was made. */
function warnsAt(
  { type, reason, message, first, last }: Telling,
  runs: ScheduleTruth['runs'],
  from: number,
  to: number,
) {
  if (type !== 'Warning' || last < from || first > to) return false
  return reason !== 'SlotsMissed' && !runs.some(({ ref }) => message.includes(ref.name))
}

/** Promise 5. */
function tooFewKept({ name, sections, deletions, unreadable }: ScheduleTruth): string | undefined {
  for (const { section, name: run, wasUsable, left } of deletions) {
    const retain = sections.find(({ kind }) => kind === section)?.retain ?? 0
    if (wasUsable && left < retain)
      return `${run} was deleted, and ${left} usable ${section} runs of ${name} were left; its policy keeps ${retain}.`
  }
  const [lost] = unreadable
  return lost === undefined ? undefined : `${lost} is called usable, and what it builds on is not there any more.`
}

function spelled(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

const minuteMs = 60_000
/** So long after a slot an executor may look at it for the first time. Source: STORK's window. */
const windowMs = 3_600_000
/** At the end a run may be so much late. */
const slackMs = 5 * minuteMs
