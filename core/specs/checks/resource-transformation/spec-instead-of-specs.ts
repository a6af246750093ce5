/** The usual key instead of the unusual one. The transformation then has no changes, and becomes Ready all the same. */

import { atKey, check } from '../../check.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'

export const specInsteadOfSpecs = check(resourceTransformation, {
  code: 'resource-transformation/spec-instead-of-specs',
  severity: 'error',
  help: 'Write `specs`, with an s.',
  find: (_, { raw }) => {
    if (!Object.hasOwn(raw, 'spec')) return []
    const fix = Object.hasOwn(raw, 'specs') ? undefined : fixPlan('Rename spec to specs', renameKey('spec', 'specs'))
    return [atKey('spec', 'A ResourceTransformation has no `spec`: this one changes nothing and becomes ready.', fix)]
  },
})
