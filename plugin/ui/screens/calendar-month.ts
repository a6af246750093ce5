/** A month of runs as lines: a grid with the day under the cursor, and what happens on that day. */

import { monthNames } from '@pxsnap/core/base'
import { type Calendar, type CalendarRun, timeZone } from '@pxsnap/core/engine'
import { type CalendarDay, calendarDay, dayNumber, daysIn, utc } from '@pxsnap/core/specs'
import { type CalendarCell, calendarLegend, calendarLines, calendarMonths, dayText, wallTime } from '@pxsnap/core/views'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd } from '../../output/width.ts'
import type { Line, Piece, Room } from '../screen.ts'
import { wrapLine } from './wrap-line.ts'

/** Wide enough for a day, every mark and a gap. */
const cellWidth = 10

/** The whole screen. What does not fit of the day is said to be there. */
export function calendarScreenLines(
  calendar: Calendar,
  days: { readonly day: CalendarDay; readonly today: CalendarDay },
  room: Pick<Room, 'columns' | 'rows' | 'linear'>,
): readonly Line[] {
  const head = [calendarHead(calendar), [], ...monthLines(calendar, days, room), []]
  const day = dayLines(calendar, days.day, room.columns)
  const rows = Math.max(1, room.rows - head.length)
  if (day.length <= rows) return [...head, ...day]
  const more: Line = [{ text: `  and ${day.length - rows + 1} more; Enter shows all of them`, tone: 'muted' }]
  return [...head, ...day.slice(0, rows - 1), more]
}

/** `day`: the one under the cursor, in the calendar's zone, which is in its month. `today`: in that zone, too. */
export function monthLines(
  calendar: Calendar,
  { day, today }: { readonly day: CalendarDay; readonly today: CalendarDay },
  room: Pick<Room, 'columns' | 'linear'>,
): readonly Line[] {
  const title = `${monthNames[day.month - 1]} ${day.year}`
  const month = calendarMonths(calendar).find(one => one.title === title)
  if (room.linear) return spokenMonth(title, month?.weeks.flat() ?? [], room.columns)
  const weekdays = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
  return [
    [{ text: title, tone: 'strong' }],
    [{ text: weekdays.map(name => padEnd(name, cellWidth)).join(''), tone: 'muted' }],
    ...(month?.weeks ?? []).map(
      (week): Line =>
        week.flatMap((cell): readonly Piece[] => {
          if (cell === undefined) return [{ text: ' '.repeat(cellWidth), tone: 'plain' }]
          const isUnder = cell.day === day.day
          const isToday = today.year === day.year && today.month === day.month && cell.day === today.day
          const tail = `${cell.change === 0 ? '' : '±'}${cell.isKept ? '*' : ''}`
          const marks = `${cell.marks.text}${tail}`.slice(0, cellWidth - 4)
          const number = String(cell.day).padStart(2)
          const tone: Piece['tone'] = marks === '' ? 'muted' : 'usable'
          return [
            {
              text: `${isToday ? '>' : ' '}${number}${marks}`,
              tone: isToday ? 'strong' : tone,
              ...(isUnder && !room.linear ? { look: 'selected' } : {}),
            },
            { text: ' '.repeat(Math.max(1, cellWidth - 3 - marks.length)), tone: 'plain' },
          ]
        }),
    ),
    ...wrapLine(
      [
        {
          text: `${calendarLegend}; * kept then; ± clocks change; > today`,
          tone: 'muted',
        },
      ],
      room.columns,
    ),
  ]
}

/** Days that have something to say, for who hears them. */
function spokenMonth(title: string, cells: readonly (CalendarCell | undefined)[], columns: number): readonly Line[] {
  const words: Readonly<Record<string, string>> = { i: 'interval', D: 'daily', W: 'weekly', M: 'monthly' }
  const days = cells.flatMap(cell => {
    if (cell === undefined || (cell.marks.text === '' && !cell.isKept)) return []
    const kinds = [...cell.marks.text].map(mark => words[mark] ?? mark)
    return [`${cell.day} ${[...kinds, ...(cell.isKept ? ['kept'] : [])].join(' and ')}`]
  })
  const told = days.length === 0 ? 'no runs' : days.join(', ')
  return wrapLine([{ text: `${title}: ${told}`, tone: 'plain' }], columns)
}

/** Whose calendar it is, and in which zone. */
export function calendarHead({ policy, schedule, zone, executor }: Calendar): Line {
  const name = schedule === undefined ? policy : `${schedule} (policy ${policy})`
  return [
    { text: sanitiseLine(name), tone: 'strong' },
    { text: `  times in ${zone}${executor === 'stork' ? ', carried out by STORK' : ''}`, tone: 'muted' },
  ]
}

/** The runs of that day, and how many older ones are kept by its end. */
export function dayLines(calendar: Calendar, day: CalendarDay, columns: number): readonly Line[] {
  const runs = runsOn(calendar, day)
  const kept = calendar.retained.length
  const head: Line = [
    { text: dayText(day), tone: 'strong' },
    {
      text: `  ${runs.length === 0 ? 'no run' : runs.length === 1 ? 'one run' : `${runs.length} runs`}`,
      tone: 'plain',
    },
    { text: `, ${kept === 0 ? 'nothing' : kept} kept at its end if every run succeeds`, tone: 'muted' },
  ]
  const isUtc = calendar.zone === 'UTC'
  const lines = calendarLines(calendar, runs).map(
    ({ utc: at, local, kind, note }): Line => [
      { text: `  ${(isUtc ? at : local).slice(-5)}`, tone: 'plain' },
      { text: isUtc ? ' UTC' : ` (${at.slice(-5)} UTC)`, tone: 'muted' },
      { text: `  ${kind}`, tone: 'usable' },
      { text: note === '' ? '' : `  ${note}`, tone: 'working' },
    ],
  )
  return [head, ...lines, ...warnings(calendar, columns)]
}

function runsOn(calendar: Calendar, day: CalendarDay): readonly CalendarRun[] {
  const zone = timeZone(calendar.zone) ?? utc
  const number = dayNumber(day)
  return calendar.runs.filter(({ at }) => dayNumber(zone.dayAt(at)) === number)
}

/** What is wrong with the policy itself, whatever the day. */
function warnings({ never, clashes }: Calendar, columns: number): readonly Line[] {
  return [
    ...never.flatMap(({ kind, why }) =>
      wrapLine(
        [
          { text: 'Never', tone: 'failed' },
          { text: ` (${kind.toLowerCase()}): ${sanitiseLine(why)}`, tone: 'plain' },
        ],
        columns,
        2,
      ),
    ),
    ...clashes.flatMap(({ text, count, first }) =>
      wrapLine(
        [
          { text: 'At once', tone: 'working' },
          {
            text: `${count === 1 ? '' : `, ${count} times`}, first ${wallTime(utc, first)} UTC: ${sanitiseLine(text)}`,
            tone: 'plain',
          },
        ],
        columns,
        2,
      ),
    ),
  ]
}

/** The same day of another month; its last one where that is shorter. */
export function inMonth(day: CalendarDay, months: number): CalendarDay {
  const index = day.year * 12 + day.month - 1 + months
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  return { year, month, day: Math.min(day.day, daysIn(year, month)) }
}

export function daysLater(day: CalendarDay, days: number): CalendarDay {
  return calendarDay(dayNumber(day) + days)
}
