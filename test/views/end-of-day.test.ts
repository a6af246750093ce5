import { toIso } from '@pxsnap/core/base'
import { timeZone } from '@pxsnap/core/engine'
import { utc } from '@pxsnap/core/specs'
import { endOfDay } from '@pxsnap/core/views'
import { expect, test } from 'vitest'

const berlin = timeZone('Europe/Berlin') ?? utc

test('the last day of a month ends with the month, in a named zone as in UTC', () => {
  expect(toIso(endOfDay(utc, { year: 2026, month: 1, day: 31 }))).toBe('2026-01-31T23:59:59.999Z')
  expect(toIso(endOfDay(berlin, { year: 2026, month: 1, day: 31 }))).toBe('2026-01-31T22:59:59.999Z')
  expect(toIso(endOfDay(berlin, { year: 2026, month: 12, day: 31 }))).toBe('2026-12-31T22:59:59.999Z')
})

test('the day on which clocks go back has 25 hours', () => {
  expect(toIso(endOfDay(berlin, { year: 2026, month: 10, day: 25 }))).toBe('2026-10-25T22:59:59.999Z')
})
