/** Which slots of a schedule are due, and what becomes of those that were missed. */

import { after, type Instant, toIso } from '../base/index.ts'
import {
  lastSlotBetween,
  nextSlot,
  type PolicySection,
  type SectionKind,
  sectionKinds,
  type TimeZone,
  utc,
  weekdayOf,
} from '../specs/index.ts'
import {
  isUnfinished,
  type ScheduleItem,
  type ScheduleLifecycle,
  type ScheduleSettings,
  type SectionProgress,
  type Tidings,
} from './schedule-lifecycle.ts'
import { runName } from './schedule-name.ts'
import { timeZone } from './time-zone.ts'

/** What is asked of the slots at one moment. */
export type SlotQuestion = {
  readonly settings: ScheduleSettings
  readonly sections: readonly PolicySection[]
  readonly zone: TimeZone
  readonly catchUp: 'once' | 'none'
  readonly now: Instant
}

/** A run that begins so much after its slot is told to be late. */
const lateMs = 5 * 60_000
/** Without catching up, a slot is run until so long after it. Source: STORK's window. */
export const windowMs = 3_600_000

/**
 * Decides every slot that has come: the newest of a section gets a run, unless it is too late for one, and the others
 * are told. One run at a time, so while one is under way, slots wait; those that pass meanwhile are missed like others.
 */
export function decideSlots(status: ScheduleLifecycle, question: SlotQuestion): ScheduleLifecycle {
  const begun = withBeginnings(status, question)
  const awake = withSuspension(begun, question)
  if (awake.items.some(isUnfinished)) return awake
  const asked = withTrigger(awake, question)
  if (asked.items !== awake.items) return asked
  if (asked.suspendedSince !== undefined) return asked
  return withDueSlot(asked, question)
}

/** When the next slot comes, whether or not it has to wait; undefined while none will. */
export function nextSlotOf(
  status: ScheduleLifecycle,
  { sections }: Pick<SlotQuestion, 'sections'>,
): Instant | undefined {
  if (status.suspendedSince !== undefined) return undefined
  let first: Instant | undefined
  for (const section of sections) {
    const progress = status.sections[section.kind]
    if (progress === undefined) continue
    const at = nextSlot(section, progress.cursor, { zone: zoneOf(progress) })
    if (first === undefined || at < first) first = at
  }
  return first
}

/** A section counts from when it is first seen, and one whose times were changed from when that is seen. */
function withBeginnings(status: ScheduleLifecycle, question: SlotQuestion): ScheduleLifecycle {
  const { settings, now, zone } = question
  const isNew = Object.keys(status.sections).length === 0
  const sections: Partial<Record<SectionKind, SectionProgress>> = {}
  const tidings: Tidings[] = []
  let changed = false
  for (const kind of sectionKinds) {
    const known = status.sections[kind]
    if (known === undefined || question.sections.some(section => section.kind === kind)) continue
    changed = true
    const due = lastSlotBetween(known.times, known.cursor, now, { zone: zoneOf(known) })
    if (due !== undefined && status.suspendedSince === undefined)
      tidings.push(missed(kind, due, known, now, 'Its section was removed from the policy meanwhile.'))
  }
  for (const { retain: _, options: __, ...times } of question.sections) {
    const stored = status.sections[times.kind]
    const known = stored === undefined || stored.cursor <= after(now, lateMs) ? stored : { ...stored, cursor: now }
    if (stored !== undefined && known !== stored) {
      changed = true
      tidings.push(clockWentBack(times.kind, stored.cursor, now))
    }
    if (known !== undefined && known.zone === zone.name && sameTimes(known, times)) {
      sections[times.kind] = known
      continue
    }
    changed = true
    if (known === undefined) {
      const start = isNew ? earlier(settings.createdAt, now) : now
      // The first run of an interval is at once. Source: STORK, schedule package.
      const cursor = times.kind === 'Interval' ? after(start, -times.intervalMinutes * 60_000) : start
      sections[times.kind] = { cursor, times, zone: zone.name }
      continue
    }
    // An interval goes on from its last slot. A wall-clock time that has been changed never looks back.
    if (times.kind === 'Interval') {
      sections.Interval = { cursor: known.cursor, times, zone: zone.name }
      continue
    }
    const due = lastSlotBetween(known.times, known.cursor, now, { zone: zoneOf(known) })
    if (due !== undefined && status.suspendedSince === undefined)
      tidings.push(missed(times.kind, due, known, now, 'The times of its policy were changed meanwhile.'))
    sections[times.kind] = { cursor: later(known.cursor, now), times, zone: zone.name }
  }
  if (!changed) return status
  return { ...status, sections, tidings: [...status.tidings, ...tidings] }
}

function withSuspension(status: ScheduleLifecycle, question: SlotQuestion): ScheduleLifecycle {
  const { settings, now } = question
  if (settings.suspended) {
    if (status.suspendedSince !== undefined) return status
    const message = 'No slot runs while it is suspended.'
    return {
      ...status,
      suspendedSince: now,
      tidings: [...status.tidings, { id: `suspended-${now}`, at: now, type: 'Normal', reason: 'Suspended', message }],
    }
  }
  if (status.suspendedSince === undefined) return status
  const { suspendedSince: _, ...rest } = status
  const sections: Partial<Record<SectionKind, SectionProgress>> = { ...status.sections }
  const tidings: Tidings[] = [
    { id: `resumed-${now}`, at: now, type: 'Normal', reason: 'Resumed', message: 'Slots run again.' },
  ]
  for (const section of question.sections) {
    const progress = sections[section.kind]
    if (progress === undefined) continue
    const due = lastSlotBetween(section, progress.cursor, now, question)
    if (due === undefined) continue
    tidings.push(missed(section.kind, due, progress, now, 'It was suspended.'))
    sections[section.kind] = { ...progress, cursor: due.last }
  }
  return { ...rest, sections, tidings: [...status.tidings, ...tidings] }
}

function withTrigger(status: ScheduleLifecycle, question: SlotQuestion): ScheduleLifecycle {
  const { settings, sections, now } = question
  const { trigger } = settings
  if (trigger === undefined || trigger.id === status.triggered) return status
  const section = sections.find(({ kind }) => kind === trigger.kind) ?? sections[0]
  if (section === undefined) return status
  return { ...withRun(status, question, section, earlier(trigger.at, now)), triggered: trigger.id }
}

function withDueSlot(status: ScheduleLifecycle, question: SlotQuestion): ScheduleLifecycle {
  const { now, catchUp } = question
  let current = status
  for (const section of question.sections) {
    const progress = current.sections[section.kind]
    if (progress === undefined) continue
    const due = lastSlotBetween(section, progress.cursor, now, question)
    if (due === undefined) continue
    const lateness = now - due.last
    const runs = catchUp === 'once' || lateness <= windowMs
    const tidings: Tidings[] = []
    if (!runs) tidings.push(missed(section.kind, due, progress, now, 'It is more than an hour late.'))
    else if (due.count > 1) {
      const others = { count: due.count - 1, last: beforeLast(section, progress.cursor, due.last, question) }
      tidings.push(missed(section.kind, others, progress, now, `One run makes up for them: ${spelled(due.last)}.`))
    } else if (lateness > lateMs) tidings.push(lateRun(section.kind, due.last, now))
    const sections = { ...current.sections, [section.kind]: { ...progress, cursor: due.last } }
    current = { ...current, sections, tidings: [...current.tidings, ...tidings] }
    if (runs) return withRun(current, question, section, due.last)
  }
  return current
}

function withRun(
  status: ScheduleLifecycle,
  { settings, zone, now }: SlotQuestion,
  section: PolicySection,
  slot: Instant,
): ScheduleLifecycle {
  const name = runName(settings, section.kind, slot)
  // Asked for out of turn in the very second of a slot: that run serves both.
  if (status.items.some(item => item.name === name)) return { ...status, items: [...status.items] }
  const full = section.kind === 'Daily' && section.fullOn === weekdayOf(zone.dayAt(slot))
  const item: ScheduleItem = {
    name,
    makes: settings.makes,
    kind: section.kind,
    slot,
    plannedAt: now,
    phase: 'planned',
    ...(full ? { full: true } : {}),
  }
  return { ...status, items: [...status.items, item] }
}

function missed(
  kind: SectionKind,
  due: { readonly count: number; readonly last: Instant },
  { cursor }: SectionProgress,
  now: Instant,
  why: string,
): Tidings {
  const slots = due.count === 1 ? 'slot was' : 'slots were'
  const upTo = due.count === 1 ? `of ${spelled(due.last)}` : `up to ${spelled(due.last)}`
  return {
    id: `missed-${kind}-${cursor}-${due.last}`,
    at: now,
    type: 'Warning',
    reason: 'SlotsMissed',
    message: `${due.count} ${kind.toLowerCase()} ${slots} missed, ${upTo}. ${why}`,
    slots: { kind, count: due.count, from: cursor, to: due.last },
  }
}

function clockWentBack(kind: SectionKind, cursor: Instant, now: Instant): Tidings {
  const message = `The clock went back: ${kind.toLowerCase()} slots up to ${spelled(cursor)} were decided already, and come again.`
  return { id: `clock-${kind}-${cursor}-${now}`, at: now, type: 'Warning', reason: 'ClockWentBack', message }
}

function lateRun(kind: SectionKind, slot: Instant, now: Instant): Tidings {
  const minutes = Math.round((now - slot) / 60_000)
  const message = `The ${kind.toLowerCase()} run of ${spelled(slot)} begins ${minutes} min late.`
  return { id: `late-${kind}-${slot}`, at: now, type: 'Normal', reason: 'RunLate', message }
}

function beforeLast(section: PolicySection, cursor: Instant, last: Instant, question: SlotQuestion): Instant {
  if (section.kind === 'Interval') return after(last, -section.intervalMinutes * 60_000)
  return lastSlotBetween(section, cursor, after(last, -1), question)?.last ?? cursor
}

function zoneOf({ zone }: SectionProgress): TimeZone {
  return timeZone(zone) ?? utc
}

function sameTimes({ times }: SectionProgress, other: SectionProgress['times']): boolean {
  return JSON.stringify(times) === JSON.stringify(other)
}

function spelled(at: Instant): string {
  return `${toIso(at).slice(0, 16).replace('T', ' ')} UTC`
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other
}
