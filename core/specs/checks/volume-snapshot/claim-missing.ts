/** A claim that does not exist, where all claims are known. The snapshot waits for it, and its status says nothing. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { nearClaim } from '../../near-claim.ts'
import { claimsNamed } from '../../workloads.ts'

export const claimMissing = check(volumeSnapshot, {
  code: 'volume-snapshot/claim-missing',
  severity: 'error',
  help: 'Name a claim of the same namespace, or create it first.',
  find: ({ spec }, { raw, facts }) => {
    const name = spec?.persistentVolumeClaimName ?? ''
    const namespace = namespaceOf(raw)
    if (name === '' || name.includes('/') || !facts.complete(persistentVolumeClaim.kind)) return []
    if (claimsNamed(facts, namespace, name).length > 0 || nearClaim(facts, namespace, name) !== undefined) return []
    const where = namespace === undefined ? '' : ` in \`${namespace}\``
    return [at(['spec', 'persistentVolumeClaimName'], `There is no claim \`${name}\`${where}.`)]
  },
})
