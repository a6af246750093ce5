/** A description as lines: facts with aligned values, then sections; what is too long goes on below its own beginning. */

import type { Description, Section } from '@pxsnap/core/views'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate, width } from '../../output/width.ts'
import type { Line } from '../screen.ts'
import { wrapLine } from './wrap-line.ts'

const widestCell = 60

export function descriptionLines({ facts, sections }: Description, columns: number): readonly Line[] {
  const labelWidth = Math.max(0, ...facts.map(({ label }) => width(label))) + 2
  const lines = facts.flatMap(({ label, value }, index): readonly Line[] => {
    const shown = facts[index - 1]?.label === label ? '' : label
    return value.text.split('\n').flatMap((text, part) => {
      const line: Line = [
        { text: padEnd(part === 0 ? shown : '', labelWidth), tone: 'muted' },
        { text: sanitiseLine(text), tone: value.tone },
      ]
      return wrapLine(line, columns, labelWidth)
    })
  })
  return [...lines, ...sections.flatMap(section => sectionLines(section, columns))]
}

function sectionLines({ title, columns, rows }: Section, room: number): readonly Line[] {
  const texts = rows.map(row =>
    row.map(({ text }, index) => {
      // Only the last cell may have several lines, which stand below each other.
      if (index === row.length - 1) return text.trimEnd().split('\n').map(sanitiseLine)
      return [truncate(sanitiseLine(text), widestCell)]
    }),
  )
  const widths = texts.reduce<readonly number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, width(cell[0] ?? ''))),
    (columns ?? []).map(width),
  )
  const at = (index: number) => widths.slice(0, index).reduce((sum, one) => sum + one + 2, 2)
  const header: readonly Line[] =
    columns === undefined
      ? []
      : [
          [
            {
              text: `  ${columns.map((name, index) => padEnd(name, (widths[index] ?? 0) + 2)).join('')}`,
              tone: 'muted',
            },
          ],
        ]
  return [
    [],
    [{ text: sanitiseLine(title), tone: 'strong' }],
    ...header,
    ...rows.flatMap((row, index): readonly Line[] => {
      const cells = texts[index] ?? []
      const first: Line = [
        { text: '  ', tone: 'plain' },
        ...row.map(({ tone }, column) => {
          const text = cells[column]?.[0] ?? ''
          return { text: column === row.length - 1 ? text : padEnd(text, (widths[column] ?? 0) + 2), tone }
        }),
      ]
      const rest = (cells.at(-1) ?? []).slice(1)
      const tone = row.at(-1)?.tone ?? 'plain'
      const start = at(row.length - 1)
      const lines = [first, ...rest.map((text): Line => [{ text: `${' '.repeat(start)}${text}`, tone }])]
      // Where the last column begins so far right that nothing fits beside it, its text goes on near the left edge.
      return lines.flatMap(line => wrapLine(line, room, room - start < 20 ? 4 : start))
    }),
  ]
}
