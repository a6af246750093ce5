/** A transformation in a migration that chooses its namespaces by label only. Those are not transformed. */

import { at, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { bodyPath, migrationBody, migrationKinds, textsIn } from '../../migration-body.ts'

export const transformationWithSelectors = check(migrationKinds, {
  code: 'migration/transformation-with-selectors',
  severity: 'warning',
  help: 'Name the namespaces under `namespaces`; only those are transformed.',
  executors: ['stork'],
  find: (_, { raw }) => {
    const selectors = entry(migrationBody(raw), 'namespaceSelectors')
    if (!isMap(selectors) || Object.keys(selectors).length === 0) return []
    if (textsIn(raw, 'transformSpecs').length === 0 || textsIn(raw, 'namespaces').length > 0) return []
    const message = 'The transformation is applied in namespaces that are named, and here they are all chosen by label.'
    return [at([...bodyPath(raw), 'transformSpecs'], message)]
  },
})
