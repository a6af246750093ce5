/** A rule named together with its namespace. It is taken for the name of a Rule, which no Rule can have. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { snapshotOwner } from '../../snapshot-owner.ts'

export const referenceWithNamespace = check([volumeSnapshot, groupVolumeSnapshot], {
  code: 'rule/reference-with-namespace',
  severity: 'error',
  help: 'Write the name of the Rule alone; it is looked up in the namespace of the snapshot.',
  find: (_, { raw }) => {
    const owner = snapshotOwner(raw)
    return (owner?.rules ?? []).flatMap(({ name, path }) => {
      const [namespace, rule, ...more] = name.split('/')
      if (rule === undefined) return []
      const fix =
        rule !== '' && more.length === 0 && namespace === owner?.namespace
          ? fixPlan('Remove the namespace', setValue(path, rule))
          : undefined
      return [at(path, `No Rule can be called \`${name}\`: rules are named without their namespace.`, fix)]
    })
  },
})
