/** A policy's sections as numbers: when each runs, and how much it keeps. What is wrong with one stops only that one. */

import type { Neighbour } from './facts.ts'
import { entry, isMap, textOf } from './json.ts'
import { policyDay, policyTime, type TimeOfDay, type Weekday } from './policy-time.ts'

export type SectionKind = 'Interval' | 'Daily' | 'Weekly' | 'Monthly'

/** In the order in which STORK tries them. Source: STORK, snapshot schedule controller. */
export const sectionKinds: readonly SectionKind[] = ['Interval', 'Daily', 'Weekly', 'Monthly']

export type PolicySection = {
  /** How many usable snapshots are kept, at least 1. */
  readonly retain: number
  /** Become annotations of every snapshot. */
  readonly options: Readonly<Record<string, string>>
} & SectionTimes

/** When a section runs. */
export type SectionTimes =
  | { readonly kind: 'Interval'; readonly intervalMinutes: number }
  | { readonly kind: 'Daily'; readonly time: TimeOfDay; readonly fullOn?: Weekday }
  | { readonly kind: 'Weekly'; readonly day: Weekday; readonly time: TimeOfDay }
  | { readonly kind: 'Monthly'; readonly date: number; readonly time: TimeOfDay }

/** `why` is one sentence: what is written, and why it never runs. */
export type SectionProblem = { readonly kind: SectionKind; readonly why: string }

export type PolicyReading = {
  readonly sections: readonly PolicySection[]
  readonly problems: readonly SectionProblem[]
}

/** What is kept when a section does not say. Source: STORK, schedule package. */
export const usualRetain: Readonly<Record<SectionKind, number>> = { Interval: 10, Daily: 30, Weekly: 7, Monthly: 12 }

/** Reads whatever is written under `policy`. STORK refuses a policy with one wrong section as a whole; pxsnap runs the others. */
export function readPolicy(object: Neighbour): PolicyReading {
  const policy = entry(object, 'policy')
  const sections: PolicySection[] = []
  const problems: SectionProblem[] = []
  for (const kind of sectionKinds) {
    const written = entry(policy, kind.toLowerCase())
    if (written === undefined || written === null) continue
    const read = isMap(written) ? timesOf(kind, written) : 'The section is no map.'
    if (typeof read === 'string') problems.push({ kind, why: read })
    else sections.push({ ...read, retain: retainOf(kind, entry(written, 'retain')), options: optionsOf(written) })
  }
  return { sections, problems }
}

function timesOf(kind: SectionKind, written: Readonly<Record<string, unknown>>): SectionTimes | string {
  if (kind === 'Interval') {
    const minutes = written.intervalMinutes
    if (!isWhole(minutes) || minutes < 1)
      return `An interval of ${spelled(minutes)} minutes never runs; it takes 1 or more.`
    return { kind, intervalMinutes: minutes }
  }
  const time = policyTime(textOf(written.time) ?? '')
  if (time === undefined) return `${spelled(written.time)} is no time that is understood; write it like 10:14PM.`
  if (kind === 'Daily') {
    const fullOn = policyDay(textOf(written.forceFullSnapshotDay) ?? '')
    return { kind, time, ...(fullOn === undefined ? {} : { fullOn }) }
  }
  if (kind === 'Weekly') {
    const day = policyDay(textOf(written.day) ?? '')
    return day === undefined
      ? `${spelled(written.day)} is no day that is understood; write it like Sunday or Sun.`
      : { kind, day, time }
  }
  const { date } = written
  if (!isWhole(date) || date < 1 || date > 31) return `No month has a day ${spelled(date)}.`
  return { kind, date, time }
}

// A negative number is taken by STORK as it is, with odd results; here it means the usual one.
function retainOf(kind: SectionKind, written: unknown): number {
  return isWhole(written) && written > 0 ? written : usualRetain[kind]
}

function optionsOf(written: unknown): Readonly<Record<string, string>> {
  const options = entry(written, 'options')
  if (!isMap(options)) return {}
  return Object.fromEntries(
    Object.entries(options).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}

function spelled(value: unknown): string {
  return value === undefined ? 'Nothing' : typeof value === 'string' ? `\`${value}\`` : JSON.stringify(value)
}
