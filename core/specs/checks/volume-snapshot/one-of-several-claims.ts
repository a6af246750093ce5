/** A snapshot of one claim of an application that writes to several. Data and log may come from different moments. */

import { certainTemplates } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const oneOfSeveralClaims = check(volumeSnapshot, {
  code: 'volume-snapshot/one-of-several-claims',
  severity: 'information',
  help: 'Give the claims a label in common and snapshot them together with a GroupVolumeSnapshot.',
  find: ({ spec }, { raw, facts }) => {
    const claim = spec?.persistentVolumeClaimName
    if (claim === undefined || claim === '') return []
    for (const pods of certainTemplates(facts, namespaceOf(raw))) {
      const together = pods.containers.find(({ claims }) => claims.includes(claim) && new Set(claims).size > 1)
      if (together === undefined) continue
      const others = [...new Set(together.claims)].filter(other => other !== claim).map(other => `\`${other}\``)
      const message = `The same container of ${pods.kind} \`${pods.name}\` writes to ${others.join(', ')} too: snapshots taken apart do not fit together.`
      return [at('spec.persistentVolumeClaimName', message)]
    }
    return []
  },
})
