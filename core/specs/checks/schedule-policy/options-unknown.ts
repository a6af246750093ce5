/** An option that nobody reads. Options become annotations of the snapshots, and this one says nothing there. */

import { findAnnotation } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { isMap } from '../../json.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { nearAnnotation } from '../../near-annotation.ts'
import { writtenSections } from '../../written-sections.ts'

export const optionsUnknown = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/options-unknown',
  severity: 'warning',
  help: 'Write the key of an annotation that snapshots have, such as `portworx/snapshot-type`.',
  find: (_, { raw }) =>
    writtenSections(raw).flatMap(({ path, written: { options } }) =>
      Object.keys(isMap(options) ? options : {}).flatMap(key => {
        const known = findAnnotation('VolumeSnapshot', key)
        if (known !== undefined && known.era !== 'inert') return []
        const meant = known?.replacement ?? nearAnnotation('VolumeSnapshot', key)
        const where = [...path, 'options', key]
        const fix = meant === undefined ? undefined : fixPlan(`Write \`${meant}\``, renameKey(where, meant))
        return [atKey(where, `\`${key}\` becomes an annotation of every snapshot, where nobody reads it.`, fix)]
      }),
    ),
})
