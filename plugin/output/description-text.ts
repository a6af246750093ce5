/** A description as text: facts with aligned values, then sections, as kubectl describe has them. */

import type { Description, Fact, Section } from '@pxsnap/core/views'
import type { Paint } from './paint.ts'
import { sanitise, sanitiseLine } from './sanitise.ts'
import { padEnd, width } from './width.ts'

export function descriptionText({ facts, sections }: Description, paint: Paint): string {
  const labelWidth = Math.max(...facts.map(({ label }) => width(label))) + 3
  const lines = facts.map((fact, index) => factLine(fact, facts[index - 1], labelWidth, paint))
  return [...lines, ...sections.flatMap(section => sectionLines(section, paint))].map(line => `${line}\n`).join('')
}

/** A label that repeats the one above is left out. */
function factLine({ label, value }: Fact, above: Fact | undefined, labelWidth: number, paint: Paint): string {
  const shown = above?.label === label ? '' : `${label}:`
  const text = sanitise(value.text).replaceAll('\n', `\n${' '.repeat(labelWidth)}`)
  return `${padEnd(shown, labelWidth)}${paint(value.tone, text)}`
}

function sectionLines({ title, columns, rows }: Section, paint: Paint): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, width(firstLine(cell.text)))),
    (columns ?? []).map(width),
  )
  const header =
    columns === undefined
      ? []
      : [
          `  ${columns
            .map((name, index) => padEnd(name, widths[index] ?? 0))
            .join('  ')
            .trimEnd()}`,
        ]
  return [
    `${paint('strong', title)}:`,
    ...header.map(line => paint('muted', line)),
    ...rows.map(row => rowText(row, widths, paint)),
  ]
}

/** Only the last cell may have several lines; they stand below each other. */
function rowText(row: Section['rows'][number], widths: readonly number[], paint: Paint): string {
  const indent = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 2)
  const cells = row.map(({ text, tone }, index) => {
    if (index < row.length - 1) {
      const line = sanitiseLine(text)
      return paint(tone, line) + ' '.repeat(Math.max(0, (widths[index] ?? 0) - width(line)) + 2)
    }
    const lines = sanitise(text).trimEnd().split('\n')
    return lines.map(line => paint(tone, line)).join(`\n${' '.repeat(indent)}`)
  })
  return `  ${cells.join('')}`.trimEnd()
}

function firstLine(text: string): string {
  return sanitiseLine(text.split('\n')[0] ?? '')
}
