/** The simulated shell against a real one: same script, same output, same exit code. */

import { describe, expect, test } from 'vitest'
import { type BoxOptions, shellBox } from '../support/shell-box.ts'
import { dash, runForReal } from './real-shell.ts'
import { scripts } from './scripts.ts'

function runSimulated(script: string, options: BoxOptions = {}) {
  const box = shellBox({ env: { HOME: '/root', LC_ALL: 'C' }, ...options })
  const { exit, stdout } = box.run(['sh', '-c', script, 'sh'])
  return { exit, stdout }
}

const all = Object.values(scripts).flat()

describe.skipIf(dash === undefined)('prints what dash prints, and ends as it ends', () => {
  for (const [topic, list] of Object.entries(scripts)) {
    test.each(list)(`${topic}: %s`, script => {
      expect(runSimulated(script)).toEqual(runForReal(script))
    })
  }
})

test('there are enough scripts to call it a comparison', () => {
  expect(all.length).toBeGreaterThan(200)
})

test('a script gives the same when its state is stored and restored after every operation', () => {
  for (const script of all)
    expect(runSimulated(script, { turn: 1, roundTrips: true }), script).toEqual(runSimulated(script))
})
