/** `calendar`: when policies run, what they keep, and what never happens. */

import { after, fromIso, type Instant } from '@pxsnap/core/base'
import { type Calendar, calendarOf, timeZone } from '@pxsnap/core/engine'
import {
  annotationsOf,
  calendarDay,
  dayNumber,
  type TimeZone,
  timeZone as timeZoneAnnotation,
  utc,
} from '@pxsnap/core/specs'
import { systemClock } from '@pxsnap/core/system'
import { calendarJson, endOfDay } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type CalendarSubject, calendarSubjects } from '../calendar-subjects.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { calendarText } from '../output/calendar-text.ts'
import { painter } from '../output/paint.ts'
import { printJson } from '../output/structured.ts'
import { Problem } from '../problem.ts'

const usualDays = 14
const mostDays = 3_660

export async function calendar(face: Face, invocation: InvocationOf<'calendar'>): Promise<ExitCode> {
  const { flags, global } = invocation
  if (flags.zone !== undefined && timeZone(flags.zone) === undefined) throw noZone(flags.zone)
  const { subjects, now = systemClock.now() } = await calendarSubjects(face, invocation)
  const calendars = subjects.map(subject => ask(subject, invocation, now))
  if (flags.output === 'json') {
    const [only, ...more] = calendars
    face.stdout.write(
      printJson(only !== undefined && more.length === 0 ? calendarJson(only) : calendars.map(calendarJson)),
    )
    return exitCodes.done
  }
  const columns = face.stdout.isTTY ? face.stdout.columns() : undefined
  const paint = painter(face, face.stdout, global.noColor)
  face.stdout.write(calendars.map(each => calendarText(each, { paint, columns, now })).join('\n'))
  return exitCodes.done
}

function ask(
  { policy, schedule, since }: CalendarSubject,
  { flags }: InvocationOf<'calendar'>,
  now: Instant,
): Calendar {
  const said =
    annotationsOf(schedule ?? policy)[timeZoneAnnotation.key] ?? annotationsOf(policy)[timeZoneAnnotation.key]
  const name = flags.zone ?? (flags.executor === 'stork' ? 'UTC' : (said ?? 'UTC'))
  const zone = timeZone(name)
  if (zone === undefined) throw noZone(name)
  const from = flags.from === undefined ? now : dateOf('--from', flags.from, zone, 'start')
  const days = flags.year ? 365 : daysOf(flags.days)
  const to = flags.from === undefined ? after(from, days * dayMs) : endOfDay(zone, laterDay(zone, from, days - 1))
  const on = flags.on === undefined ? to : dateOf('--on', flags.on, zone, 'end')
  const found = calendarOf({
    policy,
    ...(schedule === undefined ? {} : { schedule }),
    ...(since === undefined ? {} : { since }),
    executor: flags.executor ?? 'pxsnap',
    zone: name,
    from,
    to,
    on,
  })
  if (found === undefined) throw noZone(name)
  return found
}

const dayMs = 86_400_000

function laterDay(zone: TimeZone, from: Instant, days: number) {
  return calendarDay(dayNumber(zone.dayAt(from)) + days)
}

function daysOf(text: string | undefined): number {
  if (text === undefined) return usualDays
  const days = Number(text)
  if (Number.isSafeInteger(days) && days >= 1 && days <= mostDays) return days
  throw new Problem('usage', `--days is a whole number from 1 to ${mostDays}, not "${text}".`)
}

/** A day in the zone, or an instant such as 2026-03-01T12:00:00Z. */
function dateOf(flag: string, text: string, zone: TimeZone, edge: 'start' | 'end'): Instant {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) {
    const instant = /^\d{4}-\d\d-\d\dT/.test(text) ? fromIso(text) : undefined
    if (instant !== undefined) return instant
    throw new Problem('usage', `${flag} is a day such as 2026-03-01, not "${text}".`)
  }
  const wanted = { year: Number(year), month: Number(month), day: Number(day) }
  const real = utc.dayAt(utc.instantAt(wanted, { hour: 0, minute: 0 }))
  if (real.month !== wanted.month || real.day !== wanted.day)
    throw new Problem('usage', `${flag} ${text}: there is no such day.`)
  return edge === 'end' ? endOfDay(zone, wanted) : zone.instantAt(wanted, { hour: 0, minute: 0 })
}

function noZone(name: string): Problem {
  return new Problem('usage', `There is no time zone "${name}".`, '--zone Europe/Berlin')
}
