/** The sections of a policy, which are the same whether it is cluster-scoped or in a namespace. */

import { weekdays } from '../policy-time.ts'
import { count, map, object, text } from '../schema.ts'

const days = Object.fromEntries(weekdays.map(day => [day, `also \`${day.slice(0, 3)}\`, and both in lower case`]))

const times = {
  '12:00AM': 'midnight',
  '2:00AM': 'a quiet hour in many places',
  '6:00AM': 'before the day begins',
  '12:00PM': 'noon',
  '6:00PM': 'after the day',
  '10:00PM': 'more than an hour before midnight, so that STORK has its whole window',
}

const time = text({
  required: true,
  doc: 'The time of day on a clock of twelve hours, with two digits for the minutes and AM or PM without a blank: `10:14PM`. In the zone of the annotation `pxsnap.io/time-zone`; with STORK in the zone of its pod, normally UTC.',
  source: 'STORK, schedule package',
  example: '10:00PM',
  suggests: times,
})

const day = (doc: string, required: boolean) =>
  text({
    required,
    doc: `${doc} The whole name or its first three letters, capitalised or all in lower case: \`Sunday\`, \`sun\`.`,
    source: 'STORK, schedule package',
    example: 'Sunday',
    suggests: days,
  })

const retain = (usual: number) =>
  count({
    default: usual,
    doc: `How many usable snapshots of this section are kept; ${usual} when it is 0 or absent. pxsnap counts those that can be restored, and never takes the base of one that is kept.`,
    source: 'STORK, schedule package',
  })

const options = map(text({ doc: 'The value of the option.' }), {
  doc: 'Options for the snapshots of this section; each becomes an annotation, for example `portworx/snapshot-type: cloud`.',
  source: 'STORK, snapshot schedule controller',
})

export const policyBody = object(
  {
    interval: object(
      {
        intervalMinutes: count({
          required: true,
          doc: 'Minutes from one run to the next, at least 1. The first run is at once. pxsnap counts from slot to slot; with STORK every run is some seconds later than the last.',
          source: 'STORK, schedule package',
          example: 60,
        }),
        retain: retain(10),
        options,
      },
      { doc: 'Runs again and again with the same pause.' },
    ),
    daily: object(
      {
        time,
        retain: retain(30),
        forceFullSnapshotDay: day('The day on which cloud snapshots are full ones.', false),
        options,
      },
      { doc: 'Runs once a day.' },
    ),
    weekly: object(
      { day: day('The day of the week.', true), time, retain: retain(7), options },
      { doc: 'Runs once a week.' },
    ),
    monthly: object(
      {
        date: count({
          required: true,
          doc: 'The day of the month, 1 to 31. In months without it pxsnap runs on their last day; STORK does not run.',
          source: 'STORK, schedule package; the last day of the month is our decision',
          example: 1,
        }),
        time,
        retain: retain(12),
        options,
      },
      { doc: 'Runs once a month.' },
    ),
  },
  { required: true, doc: 'When to run. Sections can be combined; each is for itself.' },
)
