/** A calendar as text: months on a wide terminal, a list of runs everywhere, and what is worth knowing below. */

import type { Instant } from '@pxsnap/core/base'
import type { Calendar, CalendarRun } from '@pxsnap/core/engine'
import { sectionKinds, utc } from '@pxsnap/core/specs'
import {
  type CalendarMonth,
  calendarLegend,
  calendarLines,
  calendarMonths,
  dayText,
  wallTime,
} from '@pxsnap/core/views'
import type { Paint } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'
import { printTable } from './table.ts'
import { padEnd } from './width.ts'

export type CalendarTextOptions = {
  readonly paint: Paint
  /** Of the terminal; absent when there is none. */
  readonly columns: number | undefined
  readonly now: Instant
}

/** More is for machines, or for fewer days. */
const mostLines = 400
const shortList = 10
const narrowest = 80
const monthWidth = 7 * 5
const gap = 3

export function calendarText(calendar: Calendar, { paint, columns }: CalendarTextOptions): string {
  const { policy, schedule, zone, executor, runs } = calendar
  const name = schedule === undefined ? policy : `${schedule} (policy ${policy})`
  const title = `${paint('strong', sanitiseLine(name))}: times in ${zone}, carried out by ${executor === 'stork' ? 'STORK' : 'pxsnap'}`
  const isWide = columns !== undefined && columns >= narrowest
  const blocks = [
    [title],
    ...(isWide ? [monthLines(calendarMonths(calendar), paint, columns)] : []),
    runLines(calendar, runs, paint, isWide ? shortList : mostLines),
    notes(calendar, paint),
  ]
  return `${blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')}\n`
}

function runLines(calendar: Calendar, runs: readonly CalendarRun[], paint: Paint, most: number): readonly string[] {
  if (runs.length === 0) return ['No run between these days.']
  const lines = calendarLines(calendar, runs.slice(0, most))
  const withZone = lines.some(({ local }) => local !== '')
  const withNotes = lines.some(({ note }) => note !== '')
  const table = printTable(
    {
      columns: ['UTC', ...(withZone ? [calendar.zone.toUpperCase()] : []), 'SECTION', ...(withNotes ? ['NOTE'] : [])],
      rows: lines.map(line => [
        { text: line.utc },
        ...(withZone ? [{ text: line.local }] : []),
        { text: line.kind },
        ...(withNotes ? [{ text: line.note === '' ? ' ' : line.note, tone: 'working' as const }] : []),
      ]),
    },
    { paint, headers: true },
  )
  const more = runs.length - lines.length
  const listed = table
    .trimEnd()
    .split('\n')
    .map(line => line.trimEnd())
  return more > 0
    ? [...listed, `… and ${more} more${calendar.truncated ? ', and so on' : ''}; -o json has them all.`]
    : listed
}

function notes({ never, clashes, changes, retained, on, zone }: Calendar, paint: Paint): readonly string[] {
  const kinds = sectionKinds.filter(kind => retained.some(run => run.kind === kind))
  const kept = kinds.map(kind => {
    const own = retained.filter(run => run.kind === kind)
    const [first, last] = [own[0], own.at(-1)]
    if (first === undefined || last === undefined) return ''
    const range = own.length === 1 ? wallTime(utc, first.at) : `${wallTime(utc, first.at)} to ${wallTime(utc, last.at)}`
    return `  ${own.length} ${kind.toLowerCase()}: ${range}`
  })
  return [
    `Kept on ${wallTime(utc, on)} UTC, if every run succeeds:${kept.length === 0 ? ' nothing' : ''}`,
    ...kept,
    ...changes.map(({ day, minutes }) => {
      const direction = minutes > 0 ? 'forward' : 'back'
      return `Clocks in ${zone} go ${direction} by ${Math.abs(minutes)} min on ${dayText(day)}.`
    }),
    ...clashes.map(({ text, count, first }) => {
      const times = count === 1 ? 'once' : `${count} times`
      return `${paint('working', 'At once')} ${times}, first ${wallTime(utc, first)} UTC: ${text}`
    }),
    ...never.map(({ kind, why }) => `${paint('failed', 'Never')} (${kind.toLowerCase()}): ${sanitiseLine(why)}`),
  ]
}

function monthLines(months: readonly CalendarMonth[], paint: Paint, columns: number): readonly string[] {
  const perRow = Math.max(1, Math.floor((columns + gap) / (monthWidth + gap)))
  const rows: string[] = []
  for (let at = 0; at < months.length; at += perRow) {
    const drawn = months.slice(at, at + perRow).map(month => drawMonth(month, paint))
    const height = Math.max(...drawn.map(lines => lines.length))
    const blank = ' '.repeat(monthWidth)
    if (at > 0) rows.push('')
    for (let line = 0; line < height; line++)
      rows.push(
        drawn
          .map(lines => lines[line] ?? blank)
          .join(' '.repeat(gap))
          .trimEnd(),
      )
  }
  return [...rows, '', `${calendarLegend}; * kept at the end; ± clocks change`]
}

function drawMonth({ title, weeks }: CalendarMonth, paint: Paint): readonly string[] {
  const heading = paint('strong', padEnd(title, monthWidth))
  const days = padEnd(['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'].map(day => padEnd(day, 5)).join(''), monthWidth)
  const drawn = weeks.map(week =>
    week
      .map(day => {
        if (day === undefined) return '     '
        const change = day.change === 0 ? '' : '±'
        const number = String(day.day).padStart(2)
        const tail = `${change}${day.isKept ? '*' : ''}`
        const marks = `${day.marks.text}${tail}`.slice(0, 3)
        return day.marks.text === '' && tail === ''
          ? paint('muted', padEnd(number, 5))
          : `${number}${paint(day.marks.tone === 'muted' ? 'working' : day.marks.tone, padEnd(marks, 3))}`
      })
      .join(''),
  )
  return [heading, paint('muted', days), ...drawn]
}
