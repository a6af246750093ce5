import { spellBytes } from '@pxsnap/core/base'
import { expect, test } from 'vitest'

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [241_664, '236.0 KiB'],
  [1024 * 1024 * 1024 * 1.5, '1.5 GiB'],
  [1024 ** 5, '1024.0 TiB'],
])('%d bytes are %s', (bytes, text) => {
  expect(spellBytes(bytes)).toBe(text)
})
