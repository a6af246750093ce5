/** A selector that none of the claims at hand matches, although one is near. */

import { certainClaims } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { groupMembers, groupSelector } from '../../group-members.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { templatesMatching } from '../../workloads.ts'

export const selectorMatchesNothing = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/selector-matches-nothing',
  severity: 'information',
  help: 'Label the claims, or correct the selector. A group without claims waits, with a warning event now and then.',
  find: (_, { raw, facts }) => {
    const selector = groupSelector(raw)
    const namespace = namespaceOf(raw)
    if (selector === undefined || groupMembers(facts, raw).length > 0) return []
    const claims = certainClaims(facts, namespace)
    const onPods = templatesMatching(facts, namespace, selector).length > 0
    if (claims.length === 0 || onPods) return []
    const names = claims.slice(0, 3).map(({ name }) => `\`${name}\``)
    const message = `None of the claims in the files carries these labels (${names.join(', ')}${claims.length > 3 ? ', …' : ''}).`
    return [at('spec.pvcSelector', message)]
  },
})
