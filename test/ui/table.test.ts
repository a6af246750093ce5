import { cell } from '@pxsnap/core/views'
import { describe, expect, test } from 'vitest'
import { charset } from '../../plugin/output/charset.ts'
import { plainText } from '../../plugin/ui/frame.ts'
import type { Room } from '../../plugin/ui/screen.ts'
import { Table } from '../../plugin/ui/table/table.ts'

type Row = { readonly name: string; readonly size: string; readonly state: string; readonly app: string }

const room: Room = { columns: 60, rows: 6, charset: charset({ env: {} }), linear: false }
const row = (name: string, size = '1Gi', state = 'Ready', app = 'shop'): Row => ({ name, size, state, app })

function tableOf(rows: readonly Row[]) {
  const counted = { cells: 0, rows }
  const table = new Table<Row>(
    {
      columns: () => [{ name: 'NAME' }, { name: 'SIZE' }, { name: 'STATE' }, { name: 'APP', wide: true }],
      rows: () => counted.rows,
      key: ({ name }) => name,
      cells: ({ name, size, state, app }) => {
        counted.cells += 1
        return [cell(name), cell(size), cell(state, state === 'Error' ? 'failed' : 'usable'), cell(app)]
      },
      name: ({ name }) => name,
      labels: ({ app }) => ({ app }),
      empty: () => 'There is nothing.',
    },
    () => undefined,
  )
  const press = (key: string) =>
    table
      .keys()
      .find(({ keys }) => keys.includes(key))
      ?.run()
  const names = () => table.rows().map(({ name }) => name)
  const text = (size: Partial<Room> = {}) => plainText(table.draw({ ...room, ...size }))
  return { table, press, names, text, counted }
}

const four = [
  row('alpha', '10Gi'),
  row('beta', '9Gi', 'Error'),
  row('gamma', '512Mi'),
  row('delta', '1Ti', 'Ready', 'db'),
]

describe('a large table', () => {
  test('only the rows in the window are made into text, wherever it stands', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => row(`row-${String(index).padStart(5, '0')}`))
    const { press, text, counted } = tableOf(many)
    text()
    press('G')
    expect(text()).toContain('> ')
    expect(text()).toContain('row-09999')
    expect(counted.cells).toBeLessThan(30)
  })

  test('a row that changes leaves the cursor where it is, and one that comes before moves it along', () => {
    const { press, text, counted, table } = tableOf(four)
    press('j')
    text()
    counted.rows = [row('aaa'), ...four.map(one => (one.name === 'beta' ? row('beta', '9Gi', 'Ready') : one))]
    text()
    expect(table.selected()).toMatchObject({ name: 'beta', state: 'Ready' })
  })

  test('when the row under the cursor goes, the next one is under it', () => {
    const { press, text, counted, table } = tableOf(four)
    press('j')
    text()
    counted.rows = four.filter(({ name }) => name !== 'beta')
    text()
    expect(table.selected()?.name).toBe('gamma')
  })
})

describe('filters', () => {
  test.each([
    ['text anywhere in a row', 'err', ['beta']],
    ['a regular expression', '^(alpha|gamma) ', ['alpha', 'gamma']],
    ['what does not match', '!a.*Ready', ['beta']],
    ['labels', '-l app=db', ['delta']],
    ['labels that are not', '-l app!=db', ['alpha', 'beta', 'gamma']],
    ['letters of the name in their order', '-f gma', ['gamma']],
    ['text that is no regular expression is looked for as it is', '(', []],
  ])('%s', (_, typed, expected) => {
    const { table, names } = tableOf(four)
    expect(table.filter(typed)).toBeUndefined()
    expect(names()).toEqual(expected)
  })

  test('a wrong label selector is told, and what was shown stays', () => {
    const { table, names } = tableOf(four)
    expect(table.filter('-l app in (')).toContain('no label selector')
    expect(names()).toHaveLength(4)
  })

  test('only faults, until Esc', () => {
    const { table, press, names } = tableOf(four)
    press('ctrl-z')
    expect(names()).toEqual(['beta'])
    expect(table.escape()).toBe(true)
    expect(names()).toHaveLength(4)
    expect(table.escape()).toBe(false)
  })
})

describe('sorting', () => {
  test('sizes stand in the order of what they mean, and the same key turns the order round', () => {
    const { press, names } = tableOf(four)
    press('S')
    expect(names()).toEqual(['gamma', 'beta', 'alpha', 'delta'])
    press('S')
    expect(names()).toEqual(['delta', 'alpha', 'beta', 'gamma'])
  })

  test('O sorts by the column that the arrows have chosen', () => {
    const { press, names } = tableOf(four)
    press('right')
    press('O')
    expect(names()[0]).toBe('gamma')
  })
})

describe('marks', () => {
  test('what is marked and hidden by a filter is not touched', () => {
    const { table, press } = tableOf(four)
    press('space')
    press('space')
    expect(table.chosen().map(({ name }) => name)).toEqual(['alpha', 'beta'])
    table.filter('beta')
    expect(table.chosen().map(({ name }) => name)).toEqual(['beta'])
    table.filter('delta')
    expect(table.chosen().map(({ name }) => name)).toEqual(['delta'])
  })
})

test('names with escape sequences cannot steer the terminal', () => {
  const { text } = tableOf([row('\u001b[2Jboo\u202e')])
  expect(text()).toContain('^[[2Jboo\\u202e')
})

test('wide characters keep the columns straight', () => {
  const { text } = tableOf([row('数据'), row('data')])
  const lines = text().split('\n')
  expect(lines[1]).toMatch(/^> 数据 +1Gi/)
  expect(lines[2]).toMatch(/^ {2}data +1Gi/)
})

test('where there is little room the widest columns give way, and the others stay readable', () => {
  const { text } = tableOf([row('a-rather-long-name-of-a-claim-that-nobody-shortens-ever', '1Gi')])
  expect(text({ columns: 60 })).toMatch(/a-rather-long-name-of-a-claim-that.*… +1Gi +Ready/)
})
