/** A claim that is not among the claims at hand, which are those of the same namespace. */

import { certainClaims } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { isKnownClaim, nearClaim } from '../../near-claim.ts'

export const claimNotInFiles = check(volumeSnapshot, {
  code: 'volume-snapshot/claim-not-in-files',
  severity: 'information',
  help: 'Check the name and the namespace. A snapshot of a claim that does not exist waits for ever, without a word in its status.',
  find: ({ spec }, { raw, facts }) => {
    const name = spec?.persistentVolumeClaimName ?? ''
    const namespace = namespaceOf(raw)
    if (name === '' || name.includes('/') || facts.complete(persistentVolumeClaim.kind)) return []
    if (isKnownClaim(facts, namespace, name)) return []
    const others = certainClaims(facts, namespace)
    if (others.length === 0 || nearClaim(facts, namespace, name) !== undefined) return []
    const where = namespace === undefined ? 'the files declare' : `the files declare in \`${namespace}\``
    const message = `\`${name}\` is not among the claims that ${where}.`
    return [at(['spec', 'persistentVolumeClaimName'], message)]
  },
})
