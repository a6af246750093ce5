/** A group with some of the claims that a container writes to, but not all. What is left out has another moment. */

import { certainTemplates } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { groupMembers } from '../../group-members.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { isKnownClaim } from '../../near-claim.ts'
import { claimsOfContainer, templatesWithClaim } from '../../workloads.ts'

export const claimsLeftOut = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/claims-left-out',
  severity: 'warning',
  help: 'Give the missing claims the same labels, or leave the finding if they hold nothing that must fit together.',
  find: (_, { raw, facts }) => {
    const namespace = namespaceOf(raw)
    const members = groupMembers(facts, raw).map(({ name }) => name)
    if (members.length === 0) return []
    const candidates = members.flatMap(name => templatesWithClaim(facts, namespace, name))
    for (const pods of certainTemplates(facts, namespace, [...new Set(candidates)])) {
      for (const container of pods.containers) {
        const claims = claimsOfContainer(pods, container, 0)
        const missing = claims.filter(claim => !members.includes(claim) && isKnownClaim(facts, namespace, claim))
        if (missing.length === 0 || missing.length === claims.length) continue
        const names = missing.map(name => `\`${name}\``).join(', ')
        const message = `${pods.kind} \`${pods.name}\` also writes to ${names}, which this group leaves out: a restore does not fit together.`
        return [at('spec.pvcSelector', message)]
      }
    }
    return []
  },
})
