/** A member whose volume no driver of STORK can snapshot. The whole group fails, after its pre rule has run. */

import { certainClaims } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { groupMembers } from '../../group-members.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { snapshotlessDriver } from '../../snapshotless-driver.ts'

export const groupVolumeWithoutSnapshots = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/volume-without-snapshots',
  severity: 'warning',
  help: 'Take the label off that claim, or give it a storage class whose volumes can be snapshotted.',
  find: (_, { raw, facts }) => {
    const certain = certainClaims(facts, namespaceOf(raw))
    return groupMembers(facts, raw)
      .filter(member => certain.some(({ name }) => name === member.name))
      .flatMap(member => {
        const driver = snapshotlessDriver(facts, member)
        if (driver === undefined) return []
        const message = `The claim \`${member.name}\` is chosen, and volumes of \`${driver}\` cannot be snapshotted.`
        return [at('spec.pvcSelector', message)]
      })
  },
})
