/** What a policy comes to: its runs between two days, those that never happen, and what is kept on a day. Pure. */

import { after, type Instant, monthNames } from '../base/index.ts'
import {
  annotationsOf,
  type CalendarDay,
  calendarDay,
  dayNumber,
  daysIn,
  type Executor,
  type KubeObject,
  type PolicySection,
  readPolicy,
  type SectionKind,
  type SectionProblem,
  slotsBetween,
  spellPolicyTime,
  type TimeZone,
  timeZone as timeZoneAnnotation,
  utc,
} from '../specs/index.ts'
import { windowMs } from './schedule-slots.ts'
import { clockChange, timeOfDayAt, timeZone } from './time-zone.ts'

export type CalendarQuestion = {
  readonly policy: KubeObject
  /** The schedule that follows the policy, where one is asked about. */
  readonly schedule?: KubeObject
  readonly executor: Executor
  /** The zone in which the times are meant; absent: what schedule or policy say, else UTC. */
  readonly zone?: string
  readonly from: Instant
  readonly to: Instant
  /** Since when it has been running, where that is known: intervals count from there, and there were no runs before. */
  readonly since?: Instant
  /** The day whose end is meant by `retained`. */
  readonly on: Instant
}

export type CalendarRun = {
  readonly at: Instant
  readonly kind: SectionKind
  /** What is special about it. */
  readonly note?: string
}

export type Calendar = {
  readonly policy: string
  readonly schedule?: string
  readonly executor: Executor
  readonly zone: string
  readonly from: Instant
  readonly to: Instant
  /** Oldest first. */
  readonly runs: readonly CalendarRun[]
  /** There are more runs than are listed. */
  readonly truncated: boolean
  readonly never: readonly SectionProblem[]
  /** What would exist at `on`, oldest first, if every run were usable. */
  readonly on: Instant
  readonly retained: readonly CalendarRun[]
  /** Days on which clocks in the zone change, by so many minutes. */
  readonly changes: readonly { readonly day: CalendarDay; readonly minutes: number }[]
  readonly clashes: readonly Clash[]
}

/** Sections that want to run at one moment. */
export type Clash = {
  readonly kinds: readonly SectionKind[]
  readonly first: Instant
  readonly count: number
  readonly text: string
}

/** More runs than anybody reads. */
export const mostRuns = 20_000

/** Undefined when there is no zone of the name that is asked for. */
export function calendarOf(question: CalendarQuestion): Calendar | undefined {
  const { policy, schedule, executor, from, to, on } = question
  const said =
    annotationsOf(schedule ?? policy)[timeZoneAnnotation.key] ?? annotationsOf(policy)[timeZoneAnnotation.key]
  const zone = timeZone(question.zone ?? (executor === 'stork' ? 'UTC' : (said ?? 'UTC')))
  if (zone === undefined) return undefined
  const reading = readPolicy(policy)
  // STORK refuses a policy with one wrong section as a whole. Source: STORK, schedule package.
  const refused = executor === 'stork' && reading.problems.length > 0
  const sections = refused ? [] : reading.sections
  const rules: Rules = { zone, executor, since: question.since ?? from }
  const runs = sections.flatMap(section => runsOf(section, from, to, rules)).toSorted(inOrder)
  const never = [
    ...reading.problems,
    ...(refused ? reading.sections.map(({ kind }) => ({ kind, why: wholePolicy })) : []),
    ...sections.flatMap(section => neverRuns(section, question, rules)),
  ]
  const name = schedule?.metadata.name
  return {
    policy: policy.metadata.name,
    ...(name === undefined ? {} : { schedule: name }),
    executor,
    zone: zone.name,
    from,
    to,
    runs: runs.slice(0, mostRuns),
    truncated: runs.length > mostRuns,
    never,
    on,
    retained: sections
      .flatMap(section => retainedOf(section, on, { ...rules, bounded: question.since !== undefined }))
      .toSorted(inOrder),
    changes: changesOf(zone, from, to),
    clashes: clashesOf(runs, executor),
  }
}

type Rules = { readonly zone: TimeZone; readonly executor: Executor; readonly since: Instant }

const wholePolicy = 'Another section of the policy is not understood, so STORK refuses the whole policy.'

function runsOf(section: PolicySection, from: Instant, to: Instant, rules: Rules): readonly CalendarRun[] {
  const { kind } = section
  return slotsOf(section, from, to, rules, mostRuns + 1).map(at => {
    const note = noteOf(section, at, rules)
    return note === undefined ? { at, kind } : { at, kind, note }
  })
}

/** The runs in [from, to], as the executor has them. */
function slotsOf(section: PolicySection, from: Instant, to: Instant, rules: Rules, limit: number): readonly Instant[] {
  const { zone, executor, since } = rules
  const monthEnds = executor === 'stork' ? ('skip' as const) : ('last-day' as const)
  if (section.kind !== 'Interval') return slotsBetween(section, after(from, -1), to, { zone, monthEnds, limit })
  // STORK looks every ten seconds and wants the interval to be over, so every run is that much later than the last.
  const periodMs = section.intervalMinutes * 60_000 + (executor === 'stork' ? storkPassMs : 0)
  const skipped = Math.max(0, Math.ceil((from - since) / periodMs))
  const slots: Instant[] = []
  for (let at = after(since, skipped * periodMs); at <= to && slots.length < limit; at = after(at, periodMs))
    slots.push(at)
  return slots
}

/** Source: STORK, schedule evaluation. */
const storkPassMs = 10_000

function noteOf(section: PolicySection, at: Instant, { zone }: Rules): string | undefined {
  if (section.kind === 'Interval') return undefined
  const shown = timeOfDayAt(zone, at)
  if (shown.hour !== section.time.hour || shown.minute !== section.time.minute)
    return `${spellPolicyTime(section.time)} is skipped when clocks go forward, so it runs at the first moment after`
  if (section.kind === 'Monthly' && zone.dayAt(at).day !== section.date)
    return `this month has no day ${section.date}, so it runs on the last`
  const minutes = clockChange(zone, zone.dayAt(at))
  return minutes < 0 && isTwice(zone, at, minutes)
    ? 'this time comes twice when clocks go back; it runs once'
    : undefined
}

function isTwice(zone: TimeZone, at: Instant, minutes: number): boolean {
  const [one, other] = [timeOfDayAt(zone, at), timeOfDayAt(zone, after(at, -minutes * 60_000))]
  return one.hour === other.hour && one.minute === other.minute
}

function neverRuns(
  section: PolicySection,
  { executor, from, to }: CalendarQuestion,
  { zone }: Rules,
): readonly SectionProblem[] {
  const { kind } = section
  if (executor !== 'stork') return []
  const found: SectionProblem[] = []
  if (kind === 'Monthly' && section.date > 28) {
    const without = monthsBetween(zone.dayAt(from), zone.dayAt(to)).filter(
      ({ year, month }) => daysIn(year, month) < section.date,
    )
    if (without.length > 0) {
      const names = without.map(({ year, month }) => `${monthNames[month - 1]} ${year}`)
      found.push({
        kind,
        why: `${listed(names)} ${names.length === 1 ? 'has' : 'have'} no day ${section.date}; STORK does not run there.`,
      })
    }
  }
  if (kind !== 'Interval') {
    const left = 24 * 60 - (section.time.hour * 60 + section.time.minute)
    if (left * 60_000 < windowMs) {
      const why = `At ${spellPolicyTime(section.time)} STORK has a window of ${left} min, because it ends at midnight; what is missed is not made up for.`
      found.push({ kind, why })
    }
  }
  return found
}

/** The newest of a section at that moment. Without a known beginning it is taken to have run for ever. */
function retainedOf(
  section: PolicySection,
  on: Instant,
  rules: Rules & { readonly bounded: boolean },
): readonly CalendarRun[] {
  const { kind, retain } = section
  const reach = section.kind === 'Interval' ? section.intervalMinutes * 60_000 + storkPassMs : reachMs[section.kind]
  const start = after(on, -reach * (retain + 2))
  const from = rules.bounded && start < rules.since ? rules.since : start
  // An interval that has run for ever has a slot whenever its first one in sight has.
  const since = rules.bounded || section.kind !== 'Interval' ? rules.since : backTo(rules.since, from, reach)
  return slotsOf(section, from, on, { ...rules, since }, Number.POSITIVE_INFINITY)
    .slice(-retain)
    .map(at => ({ at, kind }))
}

function backTo(since: Instant, from: Instant, periodMs: number): Instant {
  return since <= from ? since : after(since, -Math.ceil((since - from) / periodMs) * periodMs)
}

const dayMs = 86_400_000
const reachMs = { Daily: dayMs, Weekly: 7 * dayMs, Monthly: 62 * dayMs }

function changesOf(zone: TimeZone, from: Instant, to: Instant): Calendar['changes'] {
  if (zone === utc) return []
  const changes: { day: CalendarDay; minutes: number }[] = []
  const last = dayNumber(zone.dayAt(to))
  for (let number = dayNumber(zone.dayAt(from)); number <= last; number++) {
    const day = calendarDay(number)
    const minutes = clockChange(zone, day)
    if (minutes !== 0) changes.push({ day, minutes })
  }
  return changes
}

function clashesOf(runs: readonly CalendarRun[], executor: Executor): readonly Clash[] {
  const found = new Map<string, { kinds: readonly SectionKind[]; first: Instant; count: number }>()
  for (let index = 0; index < runs.length; ) {
    const at = runs[index]?.at
    let end = index + 1
    while (runs[end]?.at === at) end++
    const kinds = runs.slice(index, end).map(({ kind }) => kind)
    if (kinds.length > 1 && at !== undefined) {
      const key = kinds.join('+')
      const known = found.get(key) ?? { kinds, first: at, count: 0 }
      found.set(key, { ...known, count: known.count + 1 })
    }
    index = end
  }
  return [...found.values()].map(clash => ({ ...clash, text: clashText(clash.kinds, executor) }))
}

function clashText(kinds: readonly SectionKind[], executor: Executor): string {
  const words = listed(kinds.map(kind => kind.toLowerCase()))
  if (executor === 'stork')
    return `The ${words} runs are due at the same time. STORK runs one at a time, in this order; when the first takes an hour, the others are missed.`
  return `The ${words} runs are due at the same time. They run one after the other, in this order; none is missed.`
}

function monthsBetween(from: CalendarDay, to: CalendarDay): readonly { year: number; month: number }[] {
  const months: { year: number; month: number }[] = []
  for (let month = from.year * 12 + from.month - 1; month <= to.year * 12 + to.month - 1; month++)
    months.push({ year: Math.floor(month / 12), month: (month % 12) + 1 })
  return months
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

const order: readonly SectionKind[] = ['Interval', 'Daily', 'Weekly', 'Monthly']

function inOrder(one: CalendarRun, other: CalendarRun): number {
  return one.at - other.at || order.indexOf(one.kind) - order.indexOf(other.kind)
}
