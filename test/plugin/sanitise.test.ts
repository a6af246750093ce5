import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { isUnsafe, sanitise, sanitiseJson, sanitiseLine } from '../../plugin/output/sanitise.ts'
import { printJson, printYaml } from '../../plugin/output/structured.ts'

/** What no terminal may ever get, said by code point ranges and not by the expression under test. */
const forbidden = (code: number, alsoLines: boolean): boolean =>
  (code < 0x20 && (alsoLines || (code !== 0x0a && code !== 0x09))) ||
  (code >= 0x7f && code <= 0x9f) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  code === 0xfeff ||
  code === 0x061c ||
  (code >= 0xd800 && code <= 0xdfff) ||
  (code >= 0xe0000 && code <= 0xe007f)

const hostileText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xa0 }).map(code => String.fromCharCode(code)),
    fc.integer({ min: 0x2000, max: 0x2070 }).map(code => String.fromCharCode(code)),
    fc.integer({ min: 0xd800, max: 0xdfff }).map(code => String.fromCharCode(code)),
    fc.constantFrom(
      '\u001b]0;title\u0007',
      '\u001b[2J',
      '\u009b31m',
      '\u001b]8;;http://x\u001b\\',
      '\u061c',
      '\ufeff',
      '\u{e0041}',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  ),
})
const codes = (text: string): number[] => [...text].map(character => character.codePointAt(0) ?? 0)

test('no text whatever leaves a control, invisible or reordering character', () => {
  fc.assert(
    fc.property(hostileText, text => {
      expect(codes(sanitise(text)).filter(code => forbidden(code, false))).toEqual([])
      expect(codes(sanitiseLine(text)).filter(code => forbidden(code, true))).toEqual([])
      expect(isUnsafe(sanitise(text))).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

test('text without such characters is left alone, in any script', () => {
  for (const text of ['mysql-data', 'größe 5 µs', '数据库', 'данные', '🐬 dolphin', 'a\n\tb'])
    expect(sanitise(text)).toBe(text)
})

test('an escape sequence is spelled out as kubectl does', () => {
  expect(sanitise('\u001b[31mred\u001b[0m')).toBe('^[[31mred^[[0m')
  expect(sanitise('a\u202eb\u009bc\r')).toBe('a\\u202eb\\u009bc^M')
})

test('JSON and YAML are safe to print and still hold the same values', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (key, value) => {
      const data = { [`k${key}`]: value, list: [value, { deep: key }] }
      const json = printJson(data)
      expect(codes(json).filter(code => forbidden(code, false))).toEqual([])
      expect(JSON.parse(json)).toEqual(data)
      const yaml = printYaml(data)
      expect(codes(yaml).filter(code => forbidden(code, false))).toEqual([])
      if (!/[\ud800-\udfff]/u.test(key + value)) expect(parse(yaml)).toEqual(data)
    }),
    { numRuns: 500 },
  )
})

test('JSON text without such characters is left alone', () => {
  expect(sanitiseJson('{"a":"größe\\n"}')).toBe('{"a":"größe\\n"}')
})
