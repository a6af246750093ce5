import { fromIso, type Instant } from '@pxsnap/core/base'
import { age, clockTime, spell } from '@pxsnap/core/views'
import { describe, expect, test } from 'vitest'

const start = '2026-02-01T00:00:00Z'
const later = (seconds: number) => ((fromIso(start) ?? 0) + seconds * 1000) as Instant

describe('ages are in the short form of kubectl', () => {
  test.each([
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [312, '5m12s'],
    [600, '10m'],
    [3 * 3600 - 1, '179m'],
    [3 * 3600, '3h'],
    [7 * 3600 + 300, '7h5m'],
    [8 * 3600, '8h'],
    [47 * 3600, '47h'],
    [48 * 3600, '2d'],
    [3 * 86400 + 7200, '3d2h'],
    [8 * 86400, '8d'],
    [729 * 86400, '729d'],
    [800 * 86400, '2y70d'],
    [9 * 365 * 86400, '9y'],
    [-5, '0s'],
  ])('%i s is %s', (seconds, expected) => {
    expect(age(start, later(seconds))).toBe(expected)
  })
  test('no time has no age', () => {
    expect(age(undefined, later(0))).toBe('')
    expect(age('yesterday', later(0))).toBe('')
  })
})

describe('durations are spelled as people say them', () => {
  test.each([
    [0, '0 ms'],
    [320, '320 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [1800, '1.8 s'],
    [1999, '1.9 s'],
    [59_999, '59.9 s'],
    [60_000, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [3_780_000, '1 h 3 min'],
  ])('%i ms is %s', (ms, expected) => {
    expect(spell(ms)).toBe(expected)
  })
})

test('the time of day keeps its milliseconds', () => {
  expect(clockTime('2026-02-01T10:00:01.250Z')).toBe('10:00:01.250')
  expect(clockTime('soon')).toBe('soon')
})
