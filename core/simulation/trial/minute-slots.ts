/** When the sections of a policy are due, found by looking at every minute: slow, and without the engine's arithmetic. */

import { type Instant, instant } from '../../base/index.ts'
import { timeOfDayAt } from '../../engine/index.ts'
import type { PolicySection, TimeOfDay, TimeZone } from '../../specs/index.ts'

/** A section with times on the wall; an interval has no slots of its own, only gaps that are too long. */
export type WallSection = Exclude<PolicySection, { readonly kind: 'Interval' }>

/**
 * The slots after `from` and up to `to`: the first minute of a day, by the clocks of the zone, that is not before the
 * time of the section. Months without its date have their slot on the last day, as pxsnap has it.
 */
export function minuteSlots(section: WallSection, zone: TimeZone, from: Instant, to: Instant): readonly Instant[] {
  const slots: Instant[] = []
  const start = Math.floor(from / dayMs - 1) * dayMs
  let seen = dayText(zone, start)
  let isDone = true
  for (let at = start; at <= to; at += minuteMs) {
    const today = dayText(zone, at)
    if (today !== seen) {
      seen = today
      isDone = !isMeant(section, today)
    }
    if (isDone || isBefore(wallTime(zone, at), section.time)) continue
    isDone = true
    if (at > from) slots.push(instant(at))
  }
  return slots
}

function isMeant(section: WallSection, text: string): boolean {
  if (section.kind === 'Daily') return true
  const day = new Date(`${text}T00:00:00Z`)
  if (section.kind === 'Weekly') return day.getUTCDay() === section.day
  const tomorrow = new Date(day.getTime() + dayMs)
  const isLast = tomorrow.getUTCMonth() !== day.getUTCMonth()
  return day.getUTCDate() === section.date || (isLast && day.getUTCDate() < section.date)
}

function isBefore(one: TimeOfDay, other: TimeOfDay): boolean {
  return one.hour * 60 + one.minute < other.hour * 60 + other.minute
}

function dayText(zone: TimeZone, at: number): string {
  if (zone.name === 'UTC') return new Date(at).toISOString().slice(0, 10)
  const { year, month, day } = zone.dayAt(instant(at))
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function wallTime(zone: TimeZone, at: number): TimeOfDay {
  if (zone.name !== 'UTC') return timeOfDayAt(zone, at)
  const date = new Date(at)
  return { hour: date.getUTCHours(), minute: date.getUTCMinutes() }
}

const minuteMs = 60_000
const dayMs = 86_400_000
