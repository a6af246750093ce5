/** The promises about schedules, checked on a world at its end. They know slots and objects, not how the engine decides. */

import { type Instant, instant } from '../../base/index.ts'
import { runName, type Tidings } from '../../engine/index.ts'
import type { PolicySection } from '../../specs/index.ts'
import { type ScheduleWorld, scheduleDeadlineMs, startAt } from '../model/schedule-world.ts'

export type ScheduleChecker = {
  readonly name: string
  /** What is wrong, or undefined when the promise was kept. */
  readonly check: (world: ScheduleWorld) => string | undefined
}

/** Promise 5. What every deletion left behind was noted when it was asked for. */
export const retentionKeepsUsable: ScheduleChecker = {
  name: 'retention never drops below what is to be kept, and never breaks a chain',
  check: world => world.broken[0],
}

/** Promise 7. Every slot has a run that was made, or an event that tells of it. */
export const noSlotIsLost: ScheduleChecker = {
  name: 'no slot is lost without an event',
  check: world => {
    const until = world.now - scheduleDeadlineMs - slackMs
    for (const section of world.scenario.sections) {
      for (const slot of knownSlots(section)) {
        if (slot > until) break
        const name = runName({ name: 'orders', uid: world.settings().uid }, section.kind, slot)
        if (world.made.has(name)) continue
        const isTold = [...world.told.values()].some(tidings => tells(tidings, section, slot) || isAbout(tidings, name))
        if (!isTold) return `The ${section.kind} slot of ${new Date(slot).toISOString()} has neither run nor event.`
      }
    }
    return undefined
  },
}

/** A run that never ends does not stop those after it, and everything that is to be told is told. */
export const scheduleGoesOn: ScheduleChecker = {
  name: 'no run blocks later ones for ever',
  check: world => {
    const stuck = world.stored?.items.find(
      ({ phase, plannedAt }) =>
        (phase === 'planned' || phase === 'running') && world.now > plannedAt + scheduleDeadlineMs + slackMs,
    )
    if (stuck !== undefined) return `${stuck.name} is under way since ${new Date(stuck.plannedAt).toISOString()}.`
    const untold = world.stored?.tidings[0]
    return untold === undefined ? undefined : `"${untold.message}" was never told.`
  },
}

export const scheduleCheckers: readonly ScheduleChecker[] = [retentionKeepsUsable, noSlotIsLost, scheduleGoesOn]

function tells({ slots }: Tidings, section: PolicySection, slot: Instant): boolean {
  return slots !== undefined && slots.kind === section.kind && slot > slots.from && slot <= slots.to
}

/** A run that was planned and never made is told by its name. */
function isAbout({ message }: Tidings, name: string): boolean {
  return message.startsWith(`${name}: `)
}

/** Far enough for every scenario, also where the clock jumps. */
const knownSlots = (section: PolicySection): readonly Instant[] => {
  const known = remembered.get(section) ?? slotsByTheMinute(section, startAt + 60 * 86_400_000)
  remembered.set(section, known)
  return known
}
const remembered = new WeakMap<PolicySection, readonly Instant[]>()

/** Slow on purpose and without the engine's arithmetic: looks at every minute, in UTC. */
function slotsByTheMinute(section: PolicySection, until: number): readonly Instant[] {
  const slots: Instant[] = []
  const minuteMs = 60_000
  if (section.kind === 'Interval') {
    for (let at = startAt; at <= until; at += section.intervalMinutes * minuteMs) slots.push(instant(at))
    return slots
  }
  for (let at = Math.ceil((startAt + 1) / minuteMs) * minuteMs; at <= until; at += minuteMs) {
    const date = new Date(at)
    if (date.getUTCHours() !== section.time.hour || date.getUTCMinutes() !== section.time.minute) continue
    if (section.kind === 'Weekly' && date.getUTCDay() !== section.day) continue
    if (section.kind === 'Monthly' && date.getUTCDate() !== section.date) continue
    slots.push(instant(at))
  }
  return slots
}

const slackMs = 600_000
