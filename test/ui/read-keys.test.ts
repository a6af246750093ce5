import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { KeyReader } from '../../plugin/ui/input/read-keys.ts'

const keys = (...chunks: readonly string[]) => {
  const reader = new KeyReader()
  return [...chunks.flatMap(chunk => reader.feed(chunk)), ...reader.flush()].map(({ key }) => key)
}

describe('keys', () => {
  test.each([
    ['several keys in one chunk are several keys', 'jjG', ['j', 'j', 'G']],
    ['arrows of both modes', '\u001b[A\u001bOB', ['up', 'down']],
    ['keys with a modifier', '\u001b[1;5C\u001b[1;2D\u001b[Z', ['ctrl-right', 'shift-left', 'shift-tab']],
    ['keys with a number', '\u001b[5~\u001b[6~\u001b[3~', ['page-up', 'page-down', 'delete']],
    ['control keys', '\u0003\u0004\r\t\u007f ', ['ctrl-c', 'ctrl-d', 'enter', 'tab', 'backspace', 'space']],
    ['a letter with Alt', '\u001bx', ['alt-x']],
    ['letters of any script', 'ä字🐘', ['ä', '字', '🐘']],
    ['answers of the terminal and unknown keys are nothing', '\u001b[?62;c\u001b[200;5u\u001b[99~a', ['a']],
  ])('%s', (_, bytes, expected) => {
    expect(keys(bytes)).toEqual(expected)
  })

  test('an Escape that nothing follows is the key, and what follows later is not part of it', () => {
    const reader = new KeyReader()
    expect(reader.feed('\u001b')).toEqual([])
    expect(reader.isWaiting).toBe(true)
    expect(reader.flush()).toEqual([{ key: 'esc' }])
    expect(reader.feed('[')).toEqual([{ key: '[', text: '[' }])
  })

  test('a paste is one key with its text, whatever stands in it', () => {
    const reader = new KeyReader()
    expect(reader.feed('\u001b[200~q\r\n\u0003\u001b[A\u001b[201~j')).toEqual([
      { key: 'paste', text: 'q\n\u0003\u001b[A' },
      { key: 'j', text: 'j' },
    ])
  })
})

const piece = fc.constantFrom(
  'a',
  'Z',
  ' ',
  '\r',
  '\u0003',
  '\u001b[A',
  '\u001bOB',
  '\u001b[1;5C',
  '\u001b[5~',
  'ä',
  '\u001b[200~hi q\u001b[201~',
)

test.prop([fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(80), { maxLength: 8 })])(
  'where chunks are cut makes no difference',
  (pieces, cuts) => {
    const bytes = pieces.join('')
    const places = [...new Set(cuts.map(cut => Math.min(cut, bytes.length)))].toSorted((one, other) => one - other)
    const chunks = [...places, bytes.length].map((end, index) => bytes.slice(places[index - 1] ?? 0, end))
    expect(keys(...chunks)).toEqual(keys(bytes))
  },
)

test.prop([fc.string({ unit: 'binary' })])('no bytes make it throw, and it never waits for ever', bytes => {
  const reader = new KeyReader()
  reader.feed(bytes)
  reader.flush()
  expect(reader.isWaiting).toBe(false)
})
