/** A claim whose name is almost one that is known. The first run waits for it for ever, and with STORK stops all others. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'
import { nearClaim } from '../../near-claim.ts'

export const scheduledClaimNearMiss = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/claim-name-near-miss',
  severity: 'error',
  help: 'Name the claim exactly.',
  find: ({ spec }, { raw, facts }) => {
    const name = spec?.template?.spec?.persistentVolumeClaimName ?? ''
    const meant = nearClaim(facts, namespaceOf(raw), name)
    if (meant === undefined) return []
    const path = ['spec', 'template', 'spec', 'persistentVolumeClaimName']
    const fix = fixPlan(`Write \`${meant}\``, setValue(path, meant))
    return [at(path, `There is no claim \`${name}\`, but there is \`${meant}\`.`, fix)]
  },
})
