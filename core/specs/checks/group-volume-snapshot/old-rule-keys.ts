/** The rule fields under their names of December 2018. They were renamed before the first release and are ignored. */

import { atKey, check } from '../../check.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

const renamed: Readonly<Record<string, string>> = {
  preSnapshotRule: 'preExecRule',
  postSnapshotRule: 'postExecRule',
  preSnapRule: 'preExecRule',
  postSnapRule: 'postExecRule',
}

export const oldRuleKeys = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/old-rule-keys',
  severity: 'error',
  help: 'The fields are `preExecRule` and `postExecRule`.',
  find: (_, { raw }) => {
    const spec = isMap(raw.spec) ? raw.spec : {}
    return Object.entries(renamed)
      .filter(([key]) => Object.hasOwn(spec, key))
      .map(([key, name]) => {
        const path = ['spec', key]
        const fix = entry(spec, name) === undefined ? fixPlan(`Rename to ${name}`, renameKey(path, name)) : undefined
        return atKey(path, `\`${key}\` is ignored, so the rule does not run; the field is \`${name}\`.`, fix)
      })
  },
})
