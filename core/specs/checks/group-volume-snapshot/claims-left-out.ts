/** A group with some of the claims that a container writes to, but not all. What is left out has another moment. */

import { certainTemplates } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { groupMembers } from '../../group-members.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { isKnownClaim } from '../../near-claim.ts'

export const claimsLeftOut = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/claims-left-out',
  severity: 'warning',
  help: 'Give the missing claims the same labels, or leave the finding if they hold nothing that must fit together.',
  find: (_, { raw, facts }) => {
    const namespace = namespaceOf(raw)
    const members = groupMembers(facts, raw).map(({ name }) => name)
    if (members.length === 0) return []
    for (const pods of certainTemplates(facts, namespace)) {
      for (const { claims } of pods.containers) {
        const missing = [...new Set(claims)].filter(
          claim =>
            !members.includes(claim) && isKnownClaim(facts, namespace, claim) && !pods.claimTemplates.includes(claim),
        )
        if (missing.length === 0 || !claims.some(claim => members.includes(claim))) continue
        const names = missing.map(name => `\`${name}\``).join(', ')
        const message = `${pods.kind} \`${pods.name}\` also writes to ${names}, which this group leaves out: a restore does not fit together.`
        return [at('spec.pvcSelector', message)]
      }
    }
    return []
  },
})
