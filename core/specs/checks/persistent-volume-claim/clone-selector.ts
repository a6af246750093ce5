/** A clone with a volume selector. It is refused: the volume of a clone is made, not found. */

import { atKey, check } from '../../check.ts'
import { cloneSource } from '../../clone-source.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { entry } from '../../json.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneSelector = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-selector',
  severity: 'error',
  help: 'Remove the selector.',
  find: (_, { raw, facts }) => {
    const selector = entry(raw.spec, 'selector')
    if (selector === undefined || selector === null || cloneSource(facts, raw) === undefined) return []
    const message = 'A clone with a selector is refused: its volume is made from the snapshot, not chosen.'
    return [atKey('spec.selector', message, fixPlan('Remove the selector', remove('spec.selector')))]
  },
})
