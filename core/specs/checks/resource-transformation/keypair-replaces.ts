/** Adding labels or annotations. To add a keypair sets the whole map, and what was there is gone. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { changesOf } from '../../transformation-paths.ts'

export const keypairReplaces = check(resourceTransformation, {
  code: 'resource-transformation/keypair-replaces',
  severity: 'warning',
  help: 'Use `modify`, which merges, where the objects have some already.',
  find: (_, { raw }) =>
    changesOf(raw).flatMap(({ path, target, operation, type }) => {
      const [, what] = /(?:^|\.)metadata\.(labels|annotations)$/.exec(target) ?? []
      if (what === undefined || operation !== 'add' || type !== 'keypair') return []
      const place = [...path, 'operation']
      const fix = fixPlan('Change to modify', setValue(place, 'modify'))
      return [at(place, `To add a keypair replaces the whole map: all other ${what} of the object are lost.`, fix)]
    }),
})
