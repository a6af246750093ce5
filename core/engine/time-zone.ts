/** Named time zones for schedules. */

import { Temporal } from 'temporal-polyfill'
import { instant } from '../base/index.ts'
import { type CalendarDay, type TimeOfDay, type TimeZone, utc } from '../specs/index.ts'

/** The zone of that IANA name, or undefined when there is none. */
export function timeZone(name: string): TimeZone | undefined {
  if (name === 'UTC') return utc
  const known = zones.get(name)
  if (known !== undefined) return known
  if (!isZone(name)) return undefined
  const zone: TimeZone = {
    name,
    dayAt: at => {
      const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name)
      return { year, month, day }
    },
    instantAt: (day, time) => instantAt(name, day, time),
  }
  zones.set(name, zone)
  return zone
}

/** Whether clocks in the zone are moved on that day, and to where: by so many minutes, forward when positive. */
export function clockChange(zone: TimeZone, day: CalendarDay): number {
  if (zone.name === 'UTC') return 0
  const start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone.name })
  return 24 * 60 - start.hoursInDay * 60
}

/** The time on the wall at that instant. */
export function timeOfDayAt(zone: TimeZone, at: number): TimeOfDay {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone.name)
  return { hour, minute }
}

const zones = new Map<string, TimeZone>()

function instantAt(zone: string, day: CalendarDay, { hour, minute }: TimeOfDay) {
  const wanted = Temporal.PlainDateTime.from({ ...day, hour, minute })
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  // In a gap, `earlier` is the same distance before it; the first moment after the gap is the change itself.
  const moment = found.toPlainDateTime().equals(wanted) ? found : (found.getTimeZoneTransition('next') ?? found)
  return instant(moment.epochMilliseconds)
}

function isZone(name: string): boolean {
  // Offsets such as +02:00 are no zones: they know no daylight saving, and one that is written down is soon wrong.
  if (!/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}
