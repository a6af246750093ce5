import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { displayWidth } from '../../plugin/output/display-width.ts'

test.each([
  ['mysql-data', 10],
  ['größe', 5],
  ['数据', 4],
  ['한국', 4],
  ['e\u0301', 1],
  ['🐬', 2],
  ['👨‍👩‍👧', 2],
  ['👍🏽', 2],
  ['🇩🇪🇫🇷', 4],
  ['❤️', 2],
  ['─◆█▒', 4],
  ['\u001b[31mred\u001b[39m', 3],
  ['\u001b]8;;http://x\u0007link\u001b]8;;\u0007', 4],
  ['a\u200bb', 2],
])('%j takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns)
})

test('agrees with string-width on text in the scripts that names and messages are written in', () => {
  const character = fc.oneof(
    fc.integer({ min: 0x20, max: 0x24f }),
    fc.integer({ min: 0x370, max: 0x52f }),
    fc.integer({ min: 0x2010, max: 0x2027 }),
    fc.integer({ min: 0x2190, max: 0x22ff }),
    fc.integer({ min: 0x2500, max: 0x25fc }),
    fc.integer({ min: 0x3041, max: 0x3096 }),
    fc.integer({ min: 0x4e00, max: 0x9fff }),
    fc.integer({ min: 0xac00, max: 0xd7a3 }),
    fc.integer({ min: 0xff01, max: 0xff60 }),
    fc.integer({ min: 0x1f300, max: 0x1f3fa }),
  )
  const text = fc
    .array(
      character.map(code => String.fromCodePoint(code)),
      { maxLength: 12 },
    )
    .map(parts => parts.join(''))
  fc.assert(
    fc.property(text, sample => {
      expect(displayWidth(sample)).toBe(stringWidth(sample))
    }),
    { numRuns: 3000 },
  )
})
