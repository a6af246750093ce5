/** When schedules and policies run: a month at a time, a day under the cursor, and what is kept at its end. */

import { type Calendar, calendarOf, timeZone } from '@pxsnap/core/engine'
import {
  annotationsOf,
  type CalendarDay,
  dayNumber,
  daysIn,
  timeZone as timeZoneAnnotation,
  utc,
} from '@pxsnap/core/specs'
import { endOfDay } from '@pxsnap/core/views'
import { type CalendarSubject, subjectsAmong } from '../../calendar-subjects.ts'
import type { KeyBinding, Line, Room, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { calendarHead, calendarScreenLines, dayLines, daysLater, inMonth } from './calendar-month.ts'
import { LiveKinds } from './live-kinds.ts'
import { textScreen } from './text.ts'

export const calendarKinds = [
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'SchedulePolicy' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'NamespacedSchedulePolicy' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'VolumeSnapshotSchedule' },
] as const

/** `names`: of schedules and policies; none: all of them. Throws a Problem where there is none. */
export function calendarScreen(ui: Ui, names: readonly string[]): Screen {
  return new CalendarScreen(ui, names)
}

class CalendarScreen implements Screen {
  readonly id: string
  readonly #ui: Ui
  readonly #subjects: readonly CalendarSubject[]
  readonly #today: CalendarDay
  #at = 0
  #day: CalendarDay
  #known: { readonly key: string; readonly calendar: Calendar } | undefined

  constructor(ui: Ui, names: readonly string[]) {
    this.id = `calendar:${names.join(',')}`
    this.#ui = ui
    const objects = new LiveKinds(ui.live, calendarKinds).objects()
    this.#subjects = subjectsAmong(objects, names, names.length === 0 ? ui.namespace() : undefined, 'the cluster')
    this.#today = this.#zone().dayAt(ui.now())
    this.#day = this.#today
  }

  title(): string {
    return 'calendar'
  }

  status(): Line {
    const count = this.#subjects.length
    return count < 2 ? [] : [{ text: `${this.#at + 1} of ${count}, Tab shows the next`, tone: 'muted' }]
  }

  keys(): readonly KeyBinding[] {
    const day = (keys: readonly string[], does: string, days: number): KeyBinding => ({
      keys,
      does,
      group: 'Move',
      run: () => this.#go(daysLater(this.#day, days)),
    })
    const month = (keys: readonly string[], does: string, hint: string, months: number): KeyBinding => ({
      keys,
      does,
      hint,
      group: 'Move',
      run: () => this.#go(inMonth(this.#day, months)),
    })
    return [
      { keys: ['enter'], does: 'shows the runs of the day', hint: 'day', group: 'Show', run: () => this.#openDay() },
      month(['n', 'page-down'], 'goes to the next month', 'next month', 1),
      month(['p', 'page-up'], 'goes to the month before', 'previous', -1),
      { keys: ['t', 'home'], does: 'goes to today', hint: 'today', group: 'Move', run: () => this.#go(this.#today) },
      ...(this.#subjects.length < 2
        ? []
        : [
            {
              keys: ['tab'],
              does: 'shows the next schedule or policy',
              hint: 'next schedule',
              group: 'Show',
              run: () => this.#turn(1),
            } as const,
            {
              keys: ['shift-tab'],
              does: 'shows the schedule or policy before',
              group: 'Show',
              run: () => this.#turn(-1),
            } as const,
          ]),
      day(['right', 'l'], 'goes to the next day', 1),
      day(['left', 'h'], 'goes to the day before', -1),
      day(['down', 'j'], 'goes to the next week', 7),
      day(['up', 'k'], 'goes to the week before', -7),
    ]
  }

  draw(room: Room): readonly Line[] {
    return calendarScreenLines(this.#calendar(), { day: this.#day, today: this.#today }, room)
  }

  plain({ columns }: Pick<Room, 'columns' | 'charset'>): readonly Line[] {
    const room = { columns, rows: Number.MAX_SAFE_INTEGER, linear: false }
    return calendarScreenLines(this.#calendar(), { day: this.#day, today: this.#today }, room)
  }

  subjects() {
    const subject = this.#subjects[this.#at]
    return subject === undefined ? [] : [subject.schedule ?? subject.policy]
  }

  #turn(by: number): void {
    this.#at = (this.#at + by + this.#subjects.length) % this.#subjects.length
  }

  /** Not before the epoch, where no calendar begins. */
  #go(day: CalendarDay): void {
    if (day.year >= 1970 && day.year < 2200) this.#day = day
  }

  #openDay(): void {
    const calendar = this.#calendar()
    const day = this.#day
    this.#ui.open(
      textScreen({
        id: `calendar-day:${dayNumber(day)}`,
        title: () => 'runs of the day',
        wrap: true,
        lines: ({ columns }) => [calendarHead(calendar), [], ...dayLines(calendar, day, columns)],
        changed: () => this.#ui.redraw(),
      }),
    )
  }

  #zone() {
    return timeZone(this.#zoneName()) ?? utc
  }

  #zoneName(): string {
    const subject = this.#subjects[this.#at]
    if (subject === undefined) return 'UTC'
    const { schedule, policy } = subject
    const said =
      annotationsOf(schedule ?? policy)[timeZoneAnnotation.key] ?? annotationsOf(policy)[timeZoneAnnotation.key]
    return said !== undefined && timeZone(said) !== undefined ? said : 'UTC'
  }

  /** Of the month of the day under the cursor; what is kept is counted at the end of that day. */
  #calendar(): Calendar {
    const { year, month, day } = this.#day
    const key = `${this.#at}/${year}/${month}/${day}`
    if (this.#known?.key === key) return this.#known.calendar
    const zone = this.#zone()
    const subject = this.#subjects[this.#at]
    const calendar =
      subject &&
      calendarOf({
        ...subject,
        executor: 'pxsnap',
        zone: this.#zoneName(),
        from: zone.instantAt({ year, month, day: 1 }, { hour: 0, minute: 0 }),
        to: endOfDay(zone, { year, month, day: daysIn(year, month) }),
        on: endOfDay(zone, this.#day),
      })
    if (calendar === undefined) throw new Error('the subjects of a calendar were checked when it was opened')
    this.#known = { key, calendar }
    return calendar
  }
}
