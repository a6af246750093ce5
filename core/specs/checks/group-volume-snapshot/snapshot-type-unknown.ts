/** A snapshot type that does not exist. STORK finds out after the pre rule ran, and tries again with the application frozen. */

import { snapshotType } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { typeMeant } from '../../snapshot-type.ts'

export const groupSnapshotTypeUnknown = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/snapshot-type-unknown',
  severity: 'error',
  help: 'Write `local` or `cloud`.',
  find: (_, { raw }) => {
    const value = textOf(entry(entry(raw.spec, 'options'), snapshotType.key))
    if (value === undefined || value === 'local' || value === 'cloud') return []
    const path = ['spec', 'options', snapshotType.key]
    const meant = typeMeant(value)
    const fix = meant === undefined ? undefined : fixPlan(`Change to ${meant}`, setValue(path, meant))
    return [at(path, `\`${value}\` is no type of snapshot; there are \`local\` and \`cloud\`.`, fix)]
  },
})
