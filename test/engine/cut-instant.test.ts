/** Where the instant of a cut is put when the storage's clock is known only roughly. */

import { instant } from '@pxsnap/core/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeInstants } from '../../core/engine/cut-instant.ts'

const stored = (at: number, between?: readonly [number, number]) => ({
  handle: `h${at}`,
  volume: `v${at}`,
  at: instant(at),
  sizeBytes: 1,
  ...(between === undefined ? {} : { between: { earliest: instant(between[0]), latest: instant(between[1]) } }),
})
const asked = instant(1_500)
const seen = instant(1_800)
const placed = (...list: readonly ReturnType<typeof stored>[]) =>
  placeInstants(list, { asked, seen }).map(({ at }) => at)

test('an exact clock is taken at its word, wherever that lies', () => {
  expect(placed(stored(1_400), stored(1_600), stored(1_900))).toEqual([1_400, 1_600, 1_900])
})

test('a clock of whole seconds does not count against a cut that was made while everything was frozen', () => {
  expect(placed(stored(1_000, [1_000, 1_999]))).toEqual([1_500])
})

test('a clock that contradicts when the cut was asked for and seen stays a contradiction', () => {
  expect(placed(stored(1_000, [900, 1_499]), stored(3_000, [1_801, 3_500]))).toEqual([1_000, 3_000])
})

test('cuts of different instants never come to share one', () => {
  const [first, second] = placed(stored(1_000, [1_000, 1_999]), stored(1_001, [1_001, 2_000]))
  expect(first).not.toBe(second)
  expect(placed(stored(1_000, [1_000, 1_999]), stored(1_000, [1_000, 1_999]))).toEqual([1_500, 1_500])
})

test('an instant is moved only to where both the clock and the asking allow it', () => {
  const point = fc.integer({ min: 0, max: 3_000 })
  fc.assert(
    fc.property(point, fc.nat(1_000), fc.nat(1_000), (at, before, later) => {
      const [result = -1] = placed(stored(at, [at - before, at + later]))
      const possible = at - before <= seen && at + later >= asked
      if (!possible) expect(result).toBe(at)
      else {
        expect(result).toBeGreaterThanOrEqual(Math.max(at - before, asked))
        expect(result).toBeLessThanOrEqual(Math.min(at + later, seen))
      }
    }),
  )
})
