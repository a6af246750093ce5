/** How long schedules are let run in a trial, and around which of their slots things go wrong. */

import { after, drawBetween, type Instant } from '../../base/index.ts'
import { nextSlot } from '../../specs/index.ts'
import type { Followed, ScheduleWatch } from './schedule-watch.ts'

/** Whole days, long enough for so many slots of every section and a while after the last of them. */
export function usualScheduleMs(schedules: readonly Pick<ScheduleWatch, 'followed'>[], from: Instant): number {
  const slots = schedules.flatMap(({ followed }) =>
    firstSlots(followed, from, slotsWanted).map(each => each.at(-1) ?? from),
  )
  const last = Math.max(from, ...slots)
  return Math.ceil((last - from + afterwardsMs) / dayMs) * dayMs
}

/** A little before one of the first slots, which one is a draw; at once where there is none. */
export function strikesAt(
  schedules: readonly Pick<ScheduleWatch, 'followed'>[],
  { began, until, seed }: { readonly began: Instant; readonly until: Instant; readonly seed: number },
): Instant {
  const slots = schedules
    .flatMap(({ followed }) => firstSlots(followed, began, slotsWanted).flat())
    .filter(at => at < until)
  const drawn = slots[drawBetween(0, Math.max(0, slots.length - 1), seed, 2)]
  return drawn === undefined || drawn <= after(began, shortlyMs) ? began : after(drawn, -shortlyMs)
}

/** For each section. The first run of an interval is at once. */
function firstSlots({ sections, zone }: Followed, from: Instant, count: number): readonly (readonly Instant[])[] {
  return sections.map(section => {
    const slots: Instant[] = []
    let at = from
    if (section.kind === 'Interval') slots.push(at)
    while (slots.length < count) {
      at = section.kind === 'Interval' ? after(at, section.intervalMinutes * 60_000) : nextSlot(section, at, { zone })
      slots.push(at)
    }
    return slots
  })
}

const slotsWanted = 3
/** Within it, whoever is late has begun. */
const afterwardsMs = 2 * 3_600_000
const shortlyMs = 100
const dayMs = 86_400_000
