/** A policy of a namespace with the name of a shared one. Schedules of that namespace follow it, without a word. */

import { builtInPolicy } from '../../built-in-policies.ts'
import { at, check } from '../../check.ts'
import { nameOf } from '../../facts.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'

export const shadowsPolicy = check(namespacedSchedulePolicy, {
  code: 'namespaced-schedule-policy/shadows-policy',
  severity: 'warning',
  help: 'Give it a name of its own, unless the schedules of this namespace are meant to differ.',
  find: (_, { raw, facts }) => {
    const name = nameOf(raw)
    if (name === undefined) return []
    const { kind, apiVersion } = schedulePolicy
    const shared = facts.everywhere({ kind, apiVersion }).some(each => nameOf(each) === name)
    if (!shared && builtInPolicy(name) === undefined) return []
    return [
      at('metadata.name', `There is a SchedulePolicy \`${name}\`, too; schedules of this namespace follow this one.`),
    ]
  },
})
