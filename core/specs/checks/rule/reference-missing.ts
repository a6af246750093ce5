/** A rule that does not exist, where all Rules are known. The snapshot fails before anything is run, and is tried again. */

import { at, check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { rulesNear } from '../../rule-reference.ts'

export const referenceMissing = check([volumeSnapshot, groupVolumeSnapshot], {
  code: 'rule/reference-missing',
  severity: 'error',
  help: 'Create the Rule in the namespace of the snapshot, or name one that is there.',
  find: (_, { raw, facts }) =>
    rulesNear(facts, raw).flatMap(({ reference, absent, owner, meant, elsewhere }) => {
      // Where it was probably meant or is, other checks say, each with what to do about it.
      if (!absent || meant !== undefined || elsewhere !== undefined) return []
      const where = owner.namespace === undefined ? '' : ` in \`${owner.namespace}\``
      return [at(reference.path, `There is no Rule \`${reference.name}\`${where}.`)]
    }),
})
