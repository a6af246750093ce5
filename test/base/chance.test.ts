/** Chance as a function of its seed. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawBetween, fraction } from '../../core/base/index.ts'

test('the same numbers give the same draw, and a draw is at least 0 and below 1', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.nat()), (seed, rest) => {
      const draw = fraction(seed, ...rest)
      expect(fraction(seed, ...rest)).toBe(draw)
      expect(draw).toBeGreaterThanOrEqual(0)
      expect(draw).toBeLessThan(1)
    }),
  )
})

test('draws of neighbouring seeds and ordinals are spread evenly', () => {
  const tenths = new Array<number>(10).fill(0)
  for (let seed = 0; seed < 100; seed++)
    for (let ordinal = 0; ordinal < 100; ordinal++) {
      const tenth = drawBetween(0, 9, seed, ordinal)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
  expect(Math.min(...tenths)).toBeGreaterThan(900)
  expect(Math.max(...tenths)).toBeLessThan(1100)
})

test('numbers that differ only above 32 bits give different draws', () => {
  expect(fraction(1, 2 ** 40)).not.toBe(fraction(1, 0))
  expect(fraction(2 ** 40)).not.toBe(fraction(0))
})
