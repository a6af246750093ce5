/** A claim that the files do not have, beside one with almost the same name. STORK waits for it and says nothing. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { nearClaim } from '../../near-claim.ts'

export const claimNameNearMiss = check(volumeSnapshot, {
  code: 'volume-snapshot/claim-name-near-miss',
  severity: 'warning',
  help: 'Correct the name. If the claim exists elsewhere, nothing is wrong.',
  find: ({ spec }, { raw, facts }) => {
    const name = spec?.persistentVolumeClaimName ?? ''
    const meant = nearClaim(facts, namespaceOf(raw), name)
    if (meant === undefined) return []
    const path = ['spec', 'persistentVolumeClaimName']
    const message = `No claim is called \`${name}\` here; did you mean \`${meant}\`?`
    return [at(path, message, fixPlan(`Change to ${meant}`, setValue(path, meant)))]
  },
})
