/** When STORK's schedules fire: looked at every ten seconds, in a window of one hour, in the zone of its pod. */

import { type Instant, instant } from '../../base/index.ts'
import { nextSlot, type PolicySection, utc } from '../../specs/index.ts'

/**
 * Whether the section is due now. Calendar sections fire within one hour of their time, which midnight cuts short, and
 * not again until their next day; a window that nobody looked into is missed. In months without its date a monthly one
 * does not fire. `last` is when the newest run was made; absent: never. The zone is UTC, as STORK's pods have it.
 *
 * Source: STORK, schedule package.
 */
export function isDue(section: PolicySection, last: Instant | undefined, now: Instant, windowMs: number): boolean {
  if (section.kind === 'Interval') return last === undefined || last + section.intervalMinutes * 60_000 < now
  const midnight = utc.instantAt(utc.dayAt(now), { hour: 0, minute: 0 })
  const dayMs = 86_400_000
  const slot = nextSlot(section, instant(midnight - 1), { zone: utc, monthEnds: 'skip' })
  if (slot >= midnight + dayMs) return false
  return now >= slot && now < slot + windowMs && (last === undefined || last < slot)
}

/** Before then {@link isDue} does not begin to hold. */
export function dueAt(section: PolicySection, last: Instant | undefined, now: Instant): Instant {
  if (section.kind === 'Interval') return last === undefined ? now : instant(last + section.intervalMinutes * 60_000)
  return nextSlot(section, now, { zone: utc, monthEnds: 'skip' })
}

/** `2026-04-30-235012`. */
export function runStamp(now: Instant): string {
  const text = new Date(now).toISOString()
  return `${text.slice(0, 10)}-${text.slice(11, 19).replaceAll(':', '')}`
}
