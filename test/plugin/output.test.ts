import { expect, test } from 'vitest'
import { painter, wantsColor } from '../../plugin/output/paint.ts'
import { printError } from '../../plugin/output/print-error.ts'
import { printTable } from '../../plugin/output/table.ts'
import { truncate, width } from '../../plugin/output/width.ts'

const plain = painter({ env: {} }, { isTTY: false }, false)
const colored = painter({ env: {} }, { isTTY: true }, false)

test('columns line up, also beside wide characters, and nothing trails', () => {
  const table = {
    columns: ['NAME', 'STATUS', 'AGE'],
    rows: [
      [{ text: 'orders' }, { text: 'Ready' }, { text: '3s' }],
      [{ text: '数据' }, { text: '' }, { text: '12m' }],
    ],
  }
  expect(printTable(table, { paint: plain, headers: true })).toBe(
    'NAME     STATUS   AGE\norders   Ready    3s\n数据     <none>   12m\n',
  )
  expect(printTable(table, { paint: plain, headers: false })).toBe('orders   Ready    3s\n数据     <none>   12m\n')
})

test('colors do not move columns', () => {
  const rows = [
    [{ text: 'a', tone: 'usable' as const }, { text: 'x' }],
    [{ text: 'bbbb' }, { text: 'y' }],
  ]
  const text = printTable({ columns: ['N', 'V'], rows }, { paint: colored, headers: true })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: color codes start with one
  expect(text.replace(/\u001b\[\d+m/g, '')).toBe('N      V\na      x\nbbbb   y\n')
  expect(text).toContain('\u001b[32ma\u001b[39m   ')
})

test('a cell cannot steer the terminal or start a line', () => {
  const rows = [[{ text: '\u001b[2Ja\nb' }]]
  expect(printTable({ columns: ['NAME'], rows }, { paint: plain, headers: false })).toBe('^[[2Ja\\nb\n')
})

test.each([
  ['a terminal', {}, true, false, true],
  ['a pipe', {}, false, false, false],
  ['--no-color', {}, true, true, false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, false, false],
  ['an empty NO_COLOR', { NO_COLOR: '' }, true, false, true],
  ['a dumb terminal', { TERM: 'dumb' }, true, false, false],
])('color: %s', (_, env, isTTY, noColor, expected) => {
  expect(wantsColor(env, { isTTY }, noColor)).toBe(expected)
})

test('an error says what is true, then what to do', () => {
  expect(printError({ message: 'There is no file "x".', next: 'ls' }, plain)).toBe(
    'error: There is no file "x".\nnext:  ls\n',
  )
  expect(printError({ message: 'one\ntwo' }, plain)).toBe('error: one\n       two\n')
})

test('cut text says that it was cut and never grows beyond its room', () => {
  expect(truncate('mysql-data', 20)).toBe('mysql-data')
  expect(truncate('mysql-data', 6)).toBe('mysql…')
  expect(width(truncate('数据数据', 4))).toBeLessThanOrEqual(4)
})
