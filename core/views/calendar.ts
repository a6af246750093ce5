/** A calendar as faces show it: a list of runs, a grid of months, and the words of the issue for machines. */

import { after, type Instant, monthNames, toIso } from '../base/index.ts'
import { type Calendar, type CalendarRun, timeOfDayAt, timeZone } from '../engine/index.ts'
import {
  type CalendarDay,
  calendarDay,
  dayNumber,
  daysIn,
  type SectionKind,
  type TimeZone,
  utc,
  weekdayOf,
  weekdays,
} from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'

/** One run in words: UTC, the zone's own clock, the section, and what is special about it. */
export type CalendarLine = {
  readonly utc: string
  readonly local: string
  readonly kind: string
  readonly note: string
}

export function calendarLines(calendar: Calendar, runs: readonly CalendarRun[]): readonly CalendarLine[] {
  const zone = zoneOf(calendar)
  return runs.map(({ at, kind, note }) => ({
    utc: wallTime(utc, at),
    local: zone === utc ? '' : wallTime(zone, at),
    kind: kind.toLowerCase(),
    note: note ?? '',
  }))
}

export type CalendarMonth = {
  /** `November 2026`. */
  readonly title: string
  /** Weeks from Monday on; a day of another month is undefined. */
  readonly weeks: readonly (readonly (CalendarCell | undefined)[])[]
}

/** `marks`: a letter for each section that runs that day. `change`: clocks change by so many minutes. */
export type CalendarCell = {
  readonly day: number
  readonly marks: Cell
  readonly change: number
  readonly isKept: boolean
}

/** Every month that the calendar touches. */
export function calendarMonths(calendar: Calendar): readonly CalendarMonth[] {
  const zone = zoneOf(calendar)
  const kinds = byDay(zone, calendar.runs)
  const kept = byDay(zone, calendar.retained)
  const changes = new Map(calendar.changes.map(({ day, minutes }) => [dayNumber(day), minutes]))
  const [first, last] = [zone.dayAt(calendar.from), zone.dayAt(calendar.to)]
  const months: CalendarMonth[] = []
  for (let index = first.year * 12 + first.month - 1; index <= last.year * 12 + last.month - 1; index++) {
    const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
    const days = Array.from({ length: daysIn(year, month) }, (_, before): CalendarCell => {
      const number = dayNumber({ year, month, day: before + 1 })
      const marks = markText(kinds.get(number) ?? [])
      return {
        day: before + 1,
        marks: cell(marks, marks === '' ? 'muted' : 'usable'),
        change: changes.get(number) ?? 0,
        isKept: kept.has(number),
      }
    })
    months.push({ title: `${monthNames[month - 1]} ${year}`, weeks: weeksOf({ year, month, day: 1 }, days) })
  }
  return months
}

/** `D` daily, `W` weekly, `M` monthly; `i` for an interval, however often. */
export const calendarLegend = 'i interval, D daily, W weekly, M monthly'

/** The answer for machines; its shape is a promise. `truncated` stands only where there are more runs than are listed. */
export function calendarJson({ policy, zone, runs, never, retained, truncated }: Calendar) {
  const plain = ({ at, kind }: CalendarRun) => ({ at: isoOf(at), kind })
  return {
    policy,
    zone,
    runs: runs.map(plain),
    never: never.map(({ kind, why }) => ({ kind, why })),
    retained: retained.map(plain),
    ...(truncated ? { truncated } : {}),
  }
}

/** `Sun 2026-11-22 23:30`. */
export function wallTime(zone: TimeZone, at: Instant): string {
  const day = zone.dayAt(at)
  const { hour, minute } = zone === utc ? timeInUtc(at) : timeOfDayAt(zone, at)
  return `${weekdays[weekdayOf(day)].slice(0, 3)} ${dayText(day)} ${two(hour)}:${two(minute)}`
}

export function dayText({ year, month, day }: CalendarDay): string {
  return `${year}-${two(month)}-${two(day)}`
}

function zoneOf({ zone }: Calendar): TimeZone {
  return timeZone(zone) ?? utc
}

// Runs are at whole seconds; the fraction that an interval inherits from its beginning says nothing.
function isoOf(at: Instant): string {
  return `${toIso(at).slice(0, 19)}Z`
}

function timeInUtc(at: Instant) {
  const minutes = Math.floor((at % 86_400_000) / 60_000)
  return { hour: Math.floor(minutes / 60), minute: minutes % 60 }
}

function byDay(zone: TimeZone, runs: readonly CalendarRun[]): ReadonlyMap<number, readonly SectionKind[]> {
  const days = new Map<number, SectionKind[]>()
  for (const { at, kind } of runs) {
    const number = dayNumber(zone.dayAt(at))
    const known = days.get(number)
    if (known === undefined) days.set(number, [kind])
    else if (!known.includes(kind)) known.push(kind)
  }
  return days
}

function markText(kinds: readonly SectionKind[]): string {
  return kinds.map(kind => (kind === 'Interval' ? 'i' : kind.slice(0, 1))).join('')
}

function weeksOf(first: CalendarDay, days: readonly CalendarCell[]): CalendarMonth['weeks'] {
  const offset = (weekdayOf(first) + 6) % 7
  const cells = [...Array.from({ length: offset }, () => undefined), ...days]
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (__, day) => cells[week * 7 + day]),
  )
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** The end of that calendar day in the zone. */
export function endOfDay(zone: TimeZone, day: CalendarDay): Instant {
  return after(zone.instantAt(calendarDay(dayNumber(day) + 1), { hour: 0, minute: 0 }), -1)
}
