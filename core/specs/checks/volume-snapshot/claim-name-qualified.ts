/** A claim named together with its namespace. A snapshot sees claims of its own namespace only. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const claimNameQualified = check(volumeSnapshot, {
  code: 'volume-snapshot/claim-name-qualified',
  severity: 'error',
  help: "Write the claim's name alone, and create the snapshot in the namespace of the claim.",
  find: ({ spec }, { raw }) => {
    const name = spec?.persistentVolumeClaimName ?? ''
    const [namespace, claim, ...more] = name.split('/')
    if (claim === undefined) return []
    const path = ['spec', 'persistentVolumeClaimName']
    const own = namespaceOf(raw)
    const clear = more.length === 0 && namespace !== '' && claim !== ''
    const fix =
      !clear || namespace === undefined || (own !== undefined && own !== namespace)
        ? undefined
        : own === namespace
          ? fixPlan('Remove the namespace', setValue(path, claim))
          : fixPlan(
              `Move the snapshot to ${namespace}`,
              setValue('metadata.namespace', namespace),
              setValue(path, claim),
            )
    return [at(path, `No claim can be called \`${name}\`: a snapshot names a claim of its own namespace.`, fix)]
  },
})
