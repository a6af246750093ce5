/** The next runs of a policy in a few words, on the clock on the wall of its zone. */

import { type Instant, instant } from '../base/index.ts'
import { timeZone } from './annotations.ts'
import type { Executor } from './check.ts'
import { annotationsOf, type Neighbour } from './facts.ts'
import { readPolicy, type SectionKind } from './policy-sections.ts'
import { slotsBetween, utc, weekdayOf } from './policy-slots.ts'
import { spellPolicyTime, weekdays } from './policy-time.ts'
import { offsetMinutes } from './zone-name.ts'

/**
 * One line for each section that runs at times: `daily: Sun 2026-11-22 10:00PM, …`. `schedule`: whose zone goes first.
 * A night in which clocks change is shown by its nominal time; the calendar says what really happens then.
 */
export function nextRunLines(
  policy: Neighbour,
  now: Instant,
  options: { readonly executor: Executor; readonly schedule?: Neighbour; readonly only?: SectionKind },
): readonly string[] {
  const { executor, schedule, only } = options
  const said = annotationsOf(schedule ?? policy)[timeZone.key] ?? annotationsOf(policy)[timeZone.key] ?? utc.name
  const zone = executor === 'stork' ? utc.name : said
  const offset = offsetMinutes(zone, new Date(now))
  if (offset === undefined) return []
  const onTheWall = instant(now + offset * minuteMs)
  const monthEnds = executor === 'stork' ? ('skip' as const) : ('last-day' as const)
  return readPolicy(policy)
    .sections.filter(({ kind }) => only === undefined || kind === only)
    .map(section => {
      const { kind } = section
      if (section.kind === 'Interval') return `- ${kind.toLowerCase()}: every ${section.intervalMinutes} min`
      const end = instant(onTheWall + farthestMs)
      const slots = slotsBetween(section, onTheWall, end, { zone: utc, monthEnds, limit: shown })
      const { time } = section
      const days = slots.map(slot => dayText(slot)).join(', ')
      return `- ${kind.toLowerCase()}: ${days} at ${spellPolicyTime(time)} ${zone}`
    })
}

function dayText(at: Instant): string {
  const day = utc.dayAt(at)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${weekdays[weekdayOf(day)].slice(0, 3)} ${day.year}-${two(day.month)}-${two(day.day)}`
}

const shown = 3
const minuteMs = 60_000
const farthestMs = 400 * 86_400_000
