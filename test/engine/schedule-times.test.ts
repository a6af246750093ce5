/** Slots of policies against an oracle that looks at the clock on the wall minute by minute. */

import { type Instant, instant } from '@pxsnap/core/base'
import { expiredRuns, timeZone, type UsableRun } from '@pxsnap/core/engine'
import {
  lastSlotBetween,
  nextSlot,
  policyTime,
  type SectionTimes,
  slotsBetween,
  spellPolicyTime,
  type TimeOfDay,
  type TimeZone,
  utc,
} from '@pxsnap/core/specs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const minuteMs = 60_000
const dayMs = 86_400_000
const zoneNames = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Tokyo']
const zones = zoneNames.map(name => {
  const zone = timeZone(name)
  if (zone === undefined) throw new Error(name)
  return zone
})
const times = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
/** Nights on which clocks change somewhere are as likely as all others together. */
const changes = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2027-02-07',
  '2027-03-14',
]
const starts = fc
  .tuple(fc.constantFrom(...changes, '2026-01-30', '2026-06-29', '2028-02-27'), fc.integer({ min: -30, max: 30 }))
  .map(([day, hours]) => instant(Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000))
const nightly = fc
  .tuple(fc.constantFrom(0, 1, 2, 3), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => ({ hour, minute }))
const calendarSections: fc.Arbitrary<SectionTimes> = fc.oneof(
  fc.record({ kind: fc.constant('Daily' as const), time: fc.oneof(nightly, times) }),
  fc.record({
    kind: fc.constant('Weekly' as const),
    day: fc.constantFrom(0, 1, 2, 3, 4, 5, 6),
    time: fc.oneof(nightly, times),
  }),
  fc.record({
    kind: fc.constant('Monthly' as const),
    date: fc.integer({ min: 1, max: 31 }),
    time: fc.oneof(nightly, times),
  }),
)

describe('slots', () => {
  test('are what the clock on the wall shows, minute by minute, whatever clocks do that night', () => {
    fc.assert(
      fc.property(calendarSections, starts, fc.constantFrom(...zones), (section, start, zone) => {
        const end = instant(start + 3 * dayMs)
        expect(slotsBetween(section, start, end, { zone, limit: 99 })).toEqual(onTheWall(section, start, end, zone))
      }),
      { numRuns: 30 },
    )
  })

  test('one after the other are the same as all at once, and always in the future', () => {
    fc.assert(
      fc.property(calendarSections, starts, fc.constantFrom(...zones), (section, start, zone) => {
        const all = slotsBetween(section, start, instant(start + 400 * dayMs), { zone, limit: 20 })
        let last = start
        for (const slot of all) {
          expect(nextSlot(section, last, { zone })).toBe(slot)
          expect(slot).toBeGreaterThan(last)
          last = slot
        }
        const until = all.at(-1) ?? start
        expect(lastSlotBetween(section, start, until, { zone })).toEqual(
          all.length === 0 ? undefined : { count: all.length, last: until },
        )
      }),
      { numRuns: 60 },
    )
  })

  test('of an interval never drift, in years', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }),
        starts,
        (minutes, later, start) => {
          const section: SectionTimes = { kind: 'Interval', intervalMinutes: minutes }
          const now = instant(start + later * minuteMs + 17)
          const found = lastSlotBetween(section, start, now, { zone: utc })
          const count = Math.floor(later / minutes)
          expect(found).toEqual(count === 0 ? undefined : { count, last: start + count * minutes * minuteMs })
        },
      ),
    )
  })

  test('on the 31st: twelve in a year with us, seven with STORK, and the 29th misses February only', () => {
    const year = (date: number, monthEnds: 'last-day' | 'skip') =>
      slotsBetween(
        { kind: 'Monthly', date, time: { hour: 1, minute: 0 } },
        instant(Date.UTC(2026, 0, 1)),
        instant(Date.UTC(2027, 0, 1)),
        { zone: utc, monthEnds, limit: 99 },
      ).length
    expect([year(31, 'last-day'), year(31, 'skip'), year(30, 'skip'), year(29, 'skip')]).toEqual([12, 7, 11, 11])
  })

  test('in a zone that left out a day come once', () => {
    const apia = timeZone('Pacific/Apia')
    if (apia === undefined) throw new Error('no zone')
    const daily: SectionTimes = { kind: 'Daily', time: { hour: 0, minute: 0 } }
    const slots = slotsBetween(daily, instant(Date.UTC(2011, 11, 28)), instant(Date.UTC(2012, 0, 2)), {
      zone: apia,
      limit: 9,
    })
    expect(new Set(slots).size).toBe(slots.length)
    expect(slots).toEqual(slots.toSorted())
  })

  test('zones that are none are not guessed', () => {
    expect(['+02:00', 'Mars/Base', '', 'Europe/Berlin ', '../etc'].map(timeZone)).toEqual(Array(5).fill(undefined))
  })
})

test('every time that is spelled is read again as it was', () => {
  fc.assert(
    fc.property(times, time => {
      expect(policyTime(spellPolicyTime(time))).toEqual(time)
    }),
  )
  expect(['9:05 PM', '21:05', '9PM', '9:5PM', '09:05Pm', '13:00PM', '9:05'].map(policyTime)).toEqual(
    Array(7).fill(undefined),
  )
  expect(policyTime('0:30PM')).toEqual({ hour: 12, minute: 30 })
})

describe('retention', () => {
  const runs = fc
    .array(
      fc.record({
        kind: fc.constantFrom('Daily' as const, 'Weekly' as const),
        downgraded: fc.boolean(),
        base: fc.nat(20),
      }),
      {
        maxLength: 25,
      },
    )
    .map(made => {
      const list: UsableRun[] = []
      for (const [index, { kind, downgraded, base }] of made.entries()) {
        const below = base < index ? list[base] : undefined
        const needs = below === undefined ? [] : [below.name, ...below.needs]
        list.push({ name: `run-${index}`, kind, slot: instant(index), downgraded, handles: [`run-${index}`], needs })
      }
      return list
    })

  test('keeps at least as many as it says, and nothing that stays loses what it builds on', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 6 }), (all, retain) => {
        const gone = expiredRuns(all, { Daily: retain, Weekly: retain })
        for (const kind of ['Daily', 'Weekly'] as const) {
          const own = all.filter(run => run.kind === kind)
          const left = own.filter(({ name }) => !gone.has(name))
          expect(left.length).toBeGreaterThanOrEqual(Math.min(retain, own.length))
          expect(left.slice(-retain)).toEqual(own.slice(-retain))
          if (own.some(({ downgraded }) => !downgraded)) expect(left.some(({ downgraded }) => !downgraded)).toBe(true)
        }
        for (const run of all.filter(({ name }) => !gone.has(name)))
          expect(run.needs.filter(base => gone.has(base))).toEqual([])
      }),
    )
  })

  test('ends: when what has had its time is taken away again and again, only what must stay is left', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 4 }), (all, retain) => {
        let left = all
        for (let round = 0; round <= all.length; round++) {
          const gone = expiredRuns(left, { Daily: retain, Weekly: retain })
          left = left.filter(({ name }) => !gone.has(name))
        }
        expect(expiredRuns(left, { Daily: retain, Weekly: retain }).size).toBe(0)
      }),
    )
  })

  test('of a section that is not in the policy any more keeps everything', () => {
    fc.assert(
      fc.property(runs, all => {
        expect([...expiredRuns(all, {})]).toEqual([])
      }),
    )
  })
})

/** The oracle: reads the wall clock of every minute through the platform's own formatting. */
function onTheWall(section: SectionTimes, start: Instant, end: Instant, zone: TimeZone): readonly number[] {
  if (section.kind === 'Interval') return []
  const days = new Map<string, { at: number; time: TimeOfDay; weekday: number }[]>()
  const from = start - 2 * dayMs - (start % minuteMs)
  for (let at = from; at <= end + dayMs; at += minuteMs) {
    const wall = read(zone.name, at)
    const known = days.get(wall.day)
    if (known === undefined) days.set(wall.day, [{ at, ...wall }])
    else known.push({ at, ...wall })
  }
  const slots = new Set<number>()
  for (const [day, minutes] of days) {
    const date = Number(day.slice(8))
    const [year = 0, month = 0] = day.split('-').map(Number)
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
    const weekday = minutes[0]?.weekday
    const runs =
      section.kind === 'Daily' ||
      (section.kind === 'Weekly' && weekday === section.day) ||
      (section.kind === 'Monthly' && date === Math.min(section.date, length))
    if (!runs) continue
    const wanted = section.time.hour * 60 + section.time.minute
    const exact = minutes.find(({ time }) => time.hour * 60 + time.minute === wanted)
    // In a gap: the first minute after it.
    const after = minutes.find(({ time }) => time.hour * 60 + time.minute > wanted)
    const slot = exact ?? after
    if (slot !== undefined && slot.at > start && slot.at <= end) slots.add(slot.at)
  }
  return [...slots].toSorted((one, other) => one - other)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function read(zone: string, at: number): { day: string; time: TimeOfDay; weekday: number } {
  const known = formats.get(zone)
  const format =
    known ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hour12: false,
    })
  if (known === undefined) formats.set(zone, format)
  const [day = '', clock = ''] = format.format(at).split(' ')
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return { day, time: { hour, minute }, weekday: new Date(`${day}T00:00:00Z`).getUTCDay() }
}
