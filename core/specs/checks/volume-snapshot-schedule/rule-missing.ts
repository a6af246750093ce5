/** A rule that is not where the schedule looks for it. With STORK the slot is used up and no snapshot is taken. */

import { at, check } from '../../check.ts'
import { type Facts, type Neighbour, nameOf, namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { rule } from '../../kinds/rule.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'
import { nearest } from '../../nearest.ts'

export const scheduledRuleMissing = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/rule-missing',
  severity: 'error',
  help: 'Name a Rule of the namespace of the schedule.',
  find: ({ spec }, { raw, facts }) =>
    (['preExecRule', 'postExecRule'] as const).flatMap(field => {
      const name = spec?.[field] ?? ''
      if (name === '') return []
      const names = rulesHere(facts, raw)
      if (names.includes(name)) return []
      const meant = nearest(name, names)
      const path = ['spec', field]
      if (meant !== undefined) {
        const fix = fixPlan(`Write \`${meant}\``, setValue(path, meant))
        return [at(path, `There is no Rule \`${name}\`, but there is \`${meant}\`.`, fix)]
      }
      return facts.complete(rule.kind) ? [at(path, `There is no Rule \`${name}\`, so every run fails.`)] : []
    }),
})

function rulesHere(facts: Facts, schedule: Neighbour): readonly string[] {
  const { kind, apiVersion } = rule
  return facts.list({ kind, apiVersion, namespace: namespaceOf(schedule) }).flatMap(each => nameOf(each) ?? [])
}
