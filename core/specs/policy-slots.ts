/** The instants at which a policy's section runs: its slots. Plain calendar arithmetic; the zone says what the wall clock shows. */

import { after, type Instant, instant } from '../base/index.ts'
import type { SectionTimes } from './policy-sections.ts'
import { asWeekday, type TimeOfDay } from './policy-time.ts'

/** A day of the calendar; `month` and `day` count from 1. */
export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number }

export interface TimeZone {
  /** The IANA name. */
  readonly name: string
  /** The day that the calendar on the wall shows. */
  dayAt(at: Instant): CalendarDay
  /**
   * When the clock on the wall shows that time on that day. A time that is skipped when clocks go forward is the first
   * moment after the gap; one that comes twice when they go back is the first of the two.
   */
  instantAt(day: CalendarDay, time: TimeOfDay): Instant
}

export const utc: TimeZone = {
  name: 'UTC',
  dayAt: at => calendarDay(Math.floor(at / dayMs)),
  instantAt: (day, { hour, minute }) => instant(dayNumber(day) * dayMs + (hour * 60 + minute) * minuteMs),
}

/** What becomes of the 29th to 31st in months without them: pxsnap runs on the last day, STORK does not run. */
export type MonthEnds = 'last-day' | 'skip'

export type SlotRules = { readonly zone: TimeZone; readonly monthEnds?: MonthEnds }

/**
 * The first slot after `start`. Calendar sections are wall-clock times in the zone. An interval counts from `start`
 * itself, which is its last slot, so it never drifts.
 *
 * Source: STORK SchedulePolicy; daylight saving and month ends are our decisions.
 */
export function nextSlot(section: SectionTimes, start: Instant, rules: SlotRules): Instant {
  if (section.kind === 'Interval') return after(start, section.intervalMinutes * minuteMs)
  for (const day of daysFrom(section, before(rules.zone.dayAt(start)), rules)) {
    const at = rules.zone.instantAt(day, section.time)
    if (at > start) return at
  }
  return after(start, Number.POSITIVE_INFINITY)
}

/** The slots in (start, end], oldest first; at most `limit`, which must be given because there may be very many. */
export function slotsBetween(
  section: SectionTimes,
  start: Instant,
  end: Instant,
  rules: SlotRules & { readonly limit: number },
): readonly Instant[] {
  const slots: Instant[] = []
  if (section.kind === 'Interval') {
    for (
      let at = nextSlot(section, start, rules);
      at <= end && slots.length < rules.limit;
      at = nextSlot(section, at, rules)
    )
      slots.push(at)
    return slots
  }
  for (const day of daysFrom(section, before(rules.zone.dayAt(start)), rules)) {
    const at = rules.zone.instantAt(day, section.time)
    if (at > end || slots.length >= rules.limit) break
    if (at > (slots.at(-1) ?? start)) slots.push(at)
  }
  return slots
}

/** How many slots lie in (start, end], and the last of them. Costs as much as the slots there are, except for an interval. */
export function lastSlotBetween(
  section: SectionTimes,
  start: Instant,
  end: Instant,
  rules: SlotRules,
): { readonly count: number; readonly last: Instant } | undefined {
  if (section.kind === 'Interval') {
    const period = section.intervalMinutes * minuteMs
    const count = Math.floor((end - start) / period)
    return count < 1 ? undefined : { count, last: after(start, count * period) }
  }
  const slots = slotsBetween(section, start, end, { ...rules, limit: Number.POSITIVE_INFINITY })
  const last = slots.at(-1)
  return last === undefined ? undefined : { count: slots.length, last }
}

/** The days on which a calendar section runs, from that day on, without end. */
function* daysFrom(
  section: Exclude<SectionTimes, { kind: 'Interval' }>,
  from: CalendarDay,
  { monthEnds = 'last-day' }: SlotRules,
): Generator<CalendarDay> {
  const first = dayNumber(from)
  if (section.kind === 'Monthly') {
    for (let month = from.year * 12 + from.month - 1; ; month++) {
      const [year, index] = [Math.floor(month / 12), month % 12]
      const length = daysIn(year, index + 1)
      if (section.date > length && monthEnds === 'skip') continue
      const day = { year, month: index + 1, day: Math.min(section.date, length) }
      if (dayNumber(day) >= first) yield day
    }
  }
  const start = section.kind === 'Daily' ? first : first + asWeekday(section.day - weekdayOfNumber(first))
  for (let day = start; ; day += section.kind === 'Daily' ? 1 : 7) yield calendarDay(day)
}

/** Sunday is 0. */
export function weekdayOf(day: CalendarDay) {
  return weekdayOfNumber(dayNumber(day))
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Days since 1 January 1970. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  return Math.round(Date.UTC(year, month - 1, day) / dayMs)
}

export function calendarDay(number: number): CalendarDay {
  const date = new Date(number * dayMs)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

// One day earlier, because a slot of the day before can be moved past midnight when clocks go forward there.
function before(day: CalendarDay): CalendarDay {
  return calendarDay(dayNumber(day) - 1)
}

/** 1 January 1970 was a Thursday. */
function weekdayOfNumber(number: number) {
  return asWeekday(number + 4)
}

const minuteMs = 60_000
const dayMs = 86_400_000
