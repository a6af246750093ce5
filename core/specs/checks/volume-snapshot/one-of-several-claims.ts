/** A snapshot of one claim of an application that writes to several. Data and log may come from different moments. */

import { certainTemplates } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { claimsOfContainer, templatesWithClaim } from '../../workloads.ts'

export const oneOfSeveralClaims = check(volumeSnapshot, {
  code: 'volume-snapshot/one-of-several-claims',
  severity: 'information',
  help: 'Give the claims a label in common and snapshot them together with a GroupVolumeSnapshot.',
  find: ({ spec }, { raw, facts }) => {
    const claim = spec?.persistentVolumeClaimName
    if (claim === undefined || claim === '') return []
    const namespace = namespaceOf(raw)
    const ordinal = Number(/-(\d+)$/.exec(claim)?.[1] ?? 0)
    for (const pods of certainTemplates(facts, namespace, templatesWithClaim(facts, namespace, claim))) {
      const together = pods.containers.map(each => claimsOfContainer(pods, each, ordinal))
      const others = together.find(claims => claims.includes(claim))?.filter(other => other !== claim) ?? []
      if (others.length === 0) continue
      const names = others.map(other => `\`${other}\``).join(', ')
      const message = `The same container of ${pods.kind} \`${pods.name}\` writes to ${names} too: snapshots taken apart do not fit together.`
      return [at('spec.persistentVolumeClaimName', message)]
    }
    return []
  },
})
