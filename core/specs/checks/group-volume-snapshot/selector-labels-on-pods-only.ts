/** A selector with labels of pods. Claims have labels of their own, and those that the pods mount carry none of these. */

import { certainMatches } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { groupMembers, groupSelector } from '../../group-members.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { claimsNamed } from '../../workloads.ts'

export const selectorLabelsOnPodsOnly = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/selector-labels-on-pods-only',
  severity: 'warning',
  help: 'Give the claims the labels, in the PersistentVolumeClaim or in the volumeClaimTemplates of the StatefulSet.',
  find: (_, { raw, facts }) => {
    const selector = groupSelector(raw)
    const namespace = namespaceOf(raw)
    if (selector === undefined || groupMembers(facts, raw).length > 0) return []
    const pods = certainMatches(facts, namespace, selector).find(
      ({ claims, claimTemplates }) =>
        // Only where the claims are at hand too is it known that they lack the labels.
        claimTemplates.length > 0 || claims.some(name => claimsNamed(facts, namespace, name).length > 0),
    )
    if (pods === undefined) return []
    const message = `These labels are on the pods of ${pods.kind} \`${pods.name}\`, but not on their claims: the group finds none.`
    return [at('spec.pvcSelector', message)]
  },
})
