/** A rule that exists, in another namespace. Rules are looked up in the namespace of the snapshot only. */

import { at, check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { rulesNear } from '../../rule-reference.ts'

export const referenceToOtherNamespace = check([volumeSnapshot, groupVolumeSnapshot], {
  code: 'rule/reference-to-other-namespace',
  severity: 'warning',
  help: 'Create the Rule in the namespace of the snapshot too; it also chooses its pods there.',
  find: (_, { raw, facts }) =>
    rulesNear(facts, raw).flatMap(({ reference, elsewhere, owner }) => {
      if (elsewhere === undefined) return []
      const message = `The Rule \`${reference.name}\` is in \`${elsewhere}\`, and the snapshot looks for it in \`${owner.namespace}\`.`
      return [at(reference.path, message)]
    }),
})
