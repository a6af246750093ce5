/** Two sections at one time. STORK runs one at a time, and the second is lost when the first takes an hour. */

import { at, check } from '../../check.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { type PolicySection, readPolicy } from '../../policy-sections.ts'

export const sameSlot = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/same-slot',
  severity: 'information',
  executors: ['stork'],
  help: 'Keep an hour or more between the times of sections when runs can take long, as uploads do.',
  find: (_, { raw }) => {
    const sections = readPolicy(raw).sections.filter(isTimed)
    return sections.flatMap((section, index) => {
      const other = sections.slice(0, index).find(earlier => sameTime(earlier, section))
      if (other === undefined) return []
      const [one, two] = [other.kind.toLowerCase(), section.kind.toLowerCase()]
      const message = `The ${two} run is due together with the ${one} one; STORK begins it when that one is done, and not at all after an hour.`
      return [at(['policy', two, 'time'], message)]
    })
  },
})

type Timed = Exclude<PolicySection, { kind: 'Interval' }>

function isTimed(section: PolicySection): section is Timed {
  return section.kind !== 'Interval'
}

function sameTime(one: Timed, other: Timed): boolean {
  return one.time.hour === other.time.hour && one.time.minute === other.time.minute
}
