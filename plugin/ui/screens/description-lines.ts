/** A description as lines: facts with aligned values, then sections. */

import type { Description, Section } from '@pxsnap/core/views'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate, width } from '../../output/width.ts'
import type { Line } from '../screen.ts'

const widestCell = 60

export function descriptionLines({ facts, sections }: Description): readonly Line[] {
  const labelWidth = Math.max(0, ...facts.map(({ label }) => width(label))) + 2
  const lines = facts.flatMap(({ label, value }, index): readonly Line[] => {
    const shown = facts[index - 1]?.label === label ? '' : label
    return value.text.split('\n').map((text, part) => [
      { text: padEnd(part === 0 ? shown : '', labelWidth), tone: 'muted' },
      { text: sanitiseLine(text), tone: value.tone },
    ])
  })
  return [...lines, ...sections.flatMap(sectionLines)]
}

export function sectionLines({ title, columns, rows }: Section): readonly Line[] {
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
      return [first, ...rest.map((text): Line => [{ text: `${' '.repeat(at(row.length - 1))}${text}`, tone }])]
    }),
  ]
}
