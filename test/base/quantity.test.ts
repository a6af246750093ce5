import { parseQuantity } from '@pxsnap/core/base'
import { expect, test } from 'vitest'

test.each([
  ['10Gi', 10 * 2 ** 30],
  ['500M', 500e6],
  ['2e9', 2e9],
  ['1E', 1e18],
  ['100m', 0.1],
  ['.5Ki', 512],
  ['7', 7],
  [5, 5],
])('%s is %d', (text, amount) => {
  expect(parseQuantity(text)).toBe(amount)
})

test.each(['', 'ten', '1 Gi', '5GiB', 'Gi', '0x10', null, Number.NaN, {}])('%s is no quantity', text => {
  expect(parseQuantity(text)).toBeUndefined()
})
