import { readActionTimeouts } from '@pxsnap/core/specs'
import { expect, test } from 'vitest'

test('timeouts of single actions are read by item and action, counted from 0', () => {
  expect(readActionTimeouts(' 0.0=20s,1.2 = 1m30s')).toEqual([
    { item: 0, action: 0, timeoutMs: 20_000 },
    { item: 1, action: 2, timeoutMs: 90_000 },
  ])
})

test.each(['', '0=20s', '0.0', '0.0=20', '0.0=500ms', '0.0=1h', 'a.b=3s', '0.0=20s,'])('%j is refused', text => {
  expect(readActionTimeouts(text)).toHaveProperty('wrong')
})
