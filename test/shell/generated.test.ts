/** What holds for any script, written by nobody. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, parse } from '../../core/cluster/simulated/shell/index.ts'
import { shellBox } from '../support/shell-box.ts'
import { brokenScript, randomScript } from './generated-scripts.ts'
import { dash, runForReal } from './real-shell.ts'

const env = { HOME: '/root', LC_ALL: 'C' }

test('any text parses, with or without a mistake', () => {
  fc.assert(
    fc.property(fc.oneof(brokenScript, fc.string({ unit: 'binary', maxLength: 200 })), text => {
      const { statements } = parse(text)
      compile(text)
      return Array.isArray(statements)
    }),
    { numRuns: 2_000 },
  )
})

test('deep nesting is a mistake, not a crash', () => {
  for (const opening of ['(', '$(', '${a:-', '$((', '`', '"$(', 'if ', '{ ', 'a() ', '! ', 'case x in x) ']) {
    const { mistake } = parse(opening.repeat(20_001))
    expect(mistake?.message, opening).toBeTypeOf('string')
  }
})

test('any text runs to an end, or waits', () => {
  fc.assert(
    fc.property(brokenScript, text => {
      const { exit } = shellBox({ env }).run(['sh', '-c', text], 60_000)
      return exit === undefined || (exit >= 0 && exit <= 255)
    }),
    { numRuns: 1_000, endOnFailure: true },
  )
})

test.skipIf(dash === undefined)('random scripts print and end as in dash', () => {
  fc.assert(
    fc.property(randomScript, script => {
      const { exit, stdout } = shellBox({ env }).run(['sh', '-c', script, 'sh'])
      expect({ exit, stdout }).toEqual(runForReal(script))
    }),
    { numRuns: 150, endOnFailure: true, seed: 2026 },
  )
})

test('a random script gives the same when its state is stored and restored after every operation', () => {
  fc.assert(
    fc.property(randomScript, script => {
      const whole = shellBox({ env, turn: 1 }).run(['sh', '-c', script])
      const torn = shellBox({ env, turn: 1, roundTrips: true }).run(['sh', '-c', script])
      expect(torn).toEqual(whole)
    }),
    { numRuns: 100, endOnFailure: true },
  )
})
