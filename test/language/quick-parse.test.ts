/** The quick reader knows less than the YAML library, and never anything else. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fc, test as property } from '@fast-check/vitest'
import { parseWithLibrary, quickParse } from '@pxsnap/core/language'
import { expect, test } from 'vitest'
import { goldenFiles, readGolden } from '../support/golden.ts'

const corpus = fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
const published = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  : []
const golden = goldenFiles('diagnose').map(file => readGolden('diagnose', file))
const documents = [...golden, ...published].flatMap(text => text.split(/^(?=---)/m))

/** Whether the quick reader read the text; what it read is the library's. */
function agrees(text: string): boolean {
  const quick = quickParse(text)
  if (quick === undefined) return false
  const library = parseWithLibrary(text)
  expect(library.problems, text).toEqual([])
  expect(quick, text).toEqual(library.tree)
  return true
}

test('it reads most specs', () => {
  const read = documents.filter(agrees)
  expect(read.length / documents.length).toBeGreaterThan(0.7)
})

const pieces = fc.array(
  fc.constantFrom(
    'a',
    'b:',
    'c: ',
    'd: e',
    'f: 1',
    'yes',
    '-',
    '- ',
    '- a',
    '- b: c',
    ' ',
    '  ',
    '    ',
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    '\n- ',
    '\n  - ',
    '# x',
    ' # y',
    '|',
    '|-',
    '|\n  ',
    '{}',
    '{a: b}',
    '{a: [b, "c"]}',
    '[]',
    '[a, 1]',
    '{',
    ']',
    ',',
    ':',
    '"q"',
    "'r'",
    '"',
    "''",
    '---\n',
    '---',
    '.',
    '?',
    '-1',
    'http://x:8',
    'k: v\n',
    '  k: v\n',
    '- k: v\n',
    'l:\n',
    '~',
    '"s": t\n',
    '<<: u\n',
    '\u00a0',
    'é',
  ),
  { maxLength: 24 },
)

property.prop([pieces], { numRuns: 20_000 })('texts of any pieces are read alike', parts => {
  agrees(parts.join(''))
})

const slip = fc.record({
  text: fc.constantFrom(...documents),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 6 }),
  insert: fc.constantFrom(
    '',
    '\n',
    ' ',
    '  ',
    '- ',
    ':',
    ': ',
    '#',
    ' #',
    '"',
    "'",
    '{',
    '}',
    '|',
    '\n\n',
    '-',
    'x',
    ',',
  ),
})

property.prop([slip], { numRuns: 10_000 })('specs with a slip are read alike', ({ text, from, length, insert }) => {
  const at = Math.floor(text.length * from)
  agrees(text.slice(0, at) + insert + text.slice(at + length))
})
