/** A snapshot type that does not exist. STORK reports an error and tries again for ever. */

import { snapshotType } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { typeMeant } from '../../snapshot-type.ts'

export const snapshotTypeUnknown = check(volumeSnapshot, {
  code: 'volume-snapshot/snapshot-type-unknown',
  severity: 'error',
  help: 'Write `local` or `cloud`. Several claims at once are a GroupVolumeSnapshot.',
  find: (_, { raw }) => {
    const value = annotationsOf(raw)[snapshotType.key]
    if (value === undefined || value === 'local' || value === 'cloud') return []
    const path = ['metadata', 'annotations', snapshotType.key]
    const meant = typeMeant(value)
    const fix = meant === undefined ? undefined : fixPlan(`Change to ${meant}`, setValue(path, meant))
    return [at(path, `\`${value}\` is no type of snapshot; there are \`local\` and \`cloud\`.`, fix)]
  },
})
