/** The scenarios that schedules are swept over. */

import type { ScheduleScenario } from './model/schedule-world.ts'

const quiet: ScheduleScenario = {
  name: 'daily and weekly at one time',
  sections: [
    { kind: 'Daily', time: { hour: 22, minute: 0 }, retain: 3, options: {} },
    { kind: 'Weekly', day: 0, time: { hour: 22, minute: 0 }, retain: 2, options: {} },
  ],
  days: 24,
  cloud: false,
  runMinutes: [0.1, 1],
  failing: 0,
  hanging: 0,
  silent: 0,
  conflict: 0,
  answerLost: 0,
  incidents: [],
}
const hourly: ScheduleScenario = {
  ...quiet,
  name: 'every two hours',
  sections: [{ kind: 'Interval', intervalMinutes: 120, retain: 3, options: {} }],
  days: 3,
}

export const scheduleScenarios: readonly ScheduleScenario[] = [
  quiet,
  hourly,
  {
    ...hourly,
    name: 'an API that is silent, conflicts and loses answers',
    silent: 0.15,
    conflict: 0.1,
    answerLost: 0.1,
  },
  { ...hourly, name: 'runs that fail', failing: 0.4 },
  { ...hourly, name: 'runs that never end', hanging: 0.2, days: 4 },
  { ...quiet, name: 'uploads in chains', cloud: true, runMinutes: [20, 200], failing: 0.2, silent: 0.05 },
  { ...hourly, name: 'uploads longer than their interval', cloud: true, runMinutes: [60, 170], days: 4 },
  { ...hourly, name: 'suspended and resumed', incidents: ['suspend', 'suspend', 'trigger'] },
  { ...hourly, name: 'a clock that jumps ahead', incidents: ['clock-forward', 'clock-forward'] },
  { ...hourly, name: 'nobody there for hours', incidents: ['away', 'away', 'no-policy'] },
  {
    ...quiet,
    name: 'somebody deletes snapshots',
    failing: 0.1,
    incidents: ['deletion', 'deletion', 'deletion', 'trigger'],
  },
  {
    ...quiet,
    name: 'everything at once',
    cloud: true,
    runMinutes: [1, 200],
    failing: 0.2,
    hanging: 0.1,
    silent: 0.1,
    conflict: 0.1,
    answerLost: 0.1,
    incidents: ['suspend', 'away', 'clock-forward', 'no-policy', 'deletion', 'trigger'],
  },
  { ...hourly, name: 'a clock that goes back', incidents: ['clock-back'] },
]
