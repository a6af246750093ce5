import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../../plugin/args.ts'
import { painter } from '../../../plugin/output/paint.ts'
import { width } from '../../../plugin/output/width.ts'
import { clusterFlags } from '../../../plugin/ui/hosted/cluster-flags.ts'
import { shellLine } from '../../../plugin/ui/hosted/shell-words.ts'
import { tonedLines } from '../../../plugin/ui/hosted/toned-text.ts'
import type { Line } from '../../../plugin/ui/screen.ts'
import { wrapLine } from '../../../plugin/ui/screens/wrap-line.ts'

const textOf = (line: Line) => line.map(({ text }) => text).join('')

describe('a command in the log', () => {
  test('is read by a shell as the words it was made of', () => {
    const words = [
      'plain',
      'two words',
      "o'brien",
      '$HOME',
      '`id`',
      'a"b',
      '*',
      '',
      '\\',
      'line\nbreak',
      '#',
      '~',
      '-l',
      'a=b,c',
    ]
    const out = execFileSync('sh', ['-c', `for word in ${shellLine(words)}; do printf '%s\\0' "$word"; done`])
    expect(out.toString().split('\0').slice(0, -1)).toEqual(words)
  })

  test('leaves plain words as they are', () => {
    expect(shellLine(['snapshot', 'mysql-data', '-l', 'app=mysql', '--sim'])).toBe(
      'snapshot mysql-data -l app=mysql --sim',
    )
  })

  test('leads to the same cluster as the same user, and never carries the token', () => {
    const line =
      'ui --kubeconfig /k --context prod --as jane --as-group ops --as-group dev --token secret --server https://x'
    const parsed = parseArguments(line.split(' '))
    if (parsed.do !== 'run') throw new Error('the UI takes the flags of every command')
    expect(clusterFlags(parsed.invocation.global, { name: 'prod' }).join(' ')).toBe(
      '--kubeconfig /k --context prod --as jane --as-group ops --as-group dev --server https://x',
    )
  })
})

describe('what a command has painted', () => {
  const paint = painter({ env: {} }, { isTTY: true }, false)
  test('has its tones again', () => {
    expect(tonedLines(`${paint('usable', 'create')}  rule/x\n${paint('failed', 'error')}: no\n`)).toEqual([
      [
        { text: 'create', tone: 'usable' },
        { text: '  rule/x', tone: 'plain' },
      ],
      [
        { text: 'error', tone: 'failed' },
        { text: ': no', tone: 'plain' },
      ],
    ])
  })

  test('a line that was written over shows what it said last', () => {
    expect(tonedLines('\r\u001b[Kone\r\u001b[Ktwo\nthree').map(textOf)).toEqual(['two', 'three'])
  })

  test('nothing in it steers the terminal', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        for (const line of tonedLines(text)) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
          expect(textOf(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
        }
      }),
    )
  })
})

describe('a line that is too long', () => {
  const anyLine = fc.array(
    fc.record({
      text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ü', '漢', '-'), maxLength: 40 }),
      tone: fc.constantFrom('plain', 'failed', 'muted'),
    }),
    { maxLength: 5 },
  ) as fc.Arbitrary<Line>

  test('is broken so that no part is wider than the room, and no letter is lost', () => {
    void fc.assert(
      fc.property(anyLine, fc.integer({ min: 8, max: 40 }), fc.integer({ min: 0, max: 4 }), (line, columns, indent) => {
        const parts = wrapLine(line, columns, indent)
        for (const part of parts) expect(width(textOf(part).trimEnd())).toBeLessThanOrEqual(columns)
        const letters = (lines: readonly Line[]) => lines.map(textOf).join('').replaceAll(' ', '')
        expect(letters(parts)).toBe(letters([line]))
      }),
    )
  })

  test('keeps its tones', () => {
    expect(
      wrapLine(
        [
          { text: 'one two', tone: 'failed' },
          { text: ' three', tone: 'muted' },
        ],
        8,
        2,
      ),
    ).toEqual([
      [{ text: 'one two', tone: 'failed' }],
      [
        { text: '  ', tone: 'plain' },
        { text: 'three', tone: 'muted' },
      ],
    ])
  })
})
