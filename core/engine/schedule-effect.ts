/** What a schedule's step asks for beyond what every kind may ask for. */

import type { OwnEffect } from './effect.ts'
import type { ScheduleItem, Tidings } from './schedule-lifecycle.ts'

export type ScheduleEffect =
  /** Reads the policy and the runs. */
  | (OwnEffect<'schedule', 'look-at-runs'> & { readonly turn: number })
  /** Makes the object of a run; `options` become annotations. Repeating it changes nothing. */
  | (OwnEffect<'schedule', 'make-run'> & {
      readonly item: ScheduleItem
      readonly options: Readonly<Record<string, string>>
    })
  /** Deletes the object of a run; answers `done` when it is not there any more, else `running`. */
  | (OwnEffect<'schedule', 'drop-run'> & { readonly item: ScheduleItem })
  /** Writes an event about the schedule. Repeating it changes nothing. */
  | (OwnEffect<'schedule', 'tell'> & { readonly tidings: Tidings })

export function lookAtRuns(turn: number): ScheduleEffect {
  return { of: 'schedule', do: 'look-at-runs', key: 'runs', text: 'Looking at the policy and the runs', turn }
}

export function makeRun(item: ScheduleItem, options: Readonly<Record<string, string>>): ScheduleEffect {
  return { of: 'schedule', do: 'make-run', key: `make/${item.name}`, text: `Making ${item.name}`, item, options }
}

export function dropRun(item: ScheduleItem): ScheduleEffect {
  return {
    of: 'schedule',
    do: 'drop-run',
    key: `drop/${item.name}`,
    text: `Deleting ${item.name}`,
    mustEnd: true,
    item,
  }
}

export function tell(tidings: Tidings): ScheduleEffect {
  return { of: 'schedule', do: 'tell', key: `tell/${tidings.id}`, text: 'Writing an event', mustEnd: true, tidings }
}
