/** A claim that does not exist, where all claims are known. With STORK the first run waits for it and stops all others. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'
import { nearClaim } from '../../near-claim.ts'
import { claimsNamed } from '../../workloads.ts'

export const scheduledClaimMissing = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/claim-missing',
  severity: 'error',
  help: 'Name a claim of the namespace of the schedule, or create it first.',
  find: ({ spec }, { raw, facts }) => {
    const name = spec?.template?.spec?.persistentVolumeClaimName ?? ''
    const namespace = namespaceOf(raw)
    if (name === '' || !facts.complete(persistentVolumeClaim.kind)) return []
    if (claimsNamed(facts, namespace, name).length > 0 || nearClaim(facts, namespace, name) !== undefined) return []
    const message = `There is no claim \`${name}\`, so every run waits for it until its time is over.`
    return [at(['spec', 'template', 'spec', 'persistentVolumeClaimName'], message)]
  },
})
