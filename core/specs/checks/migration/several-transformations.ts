/** More than one transformation. STORK refuses the migration every ten seconds, and the status stays empty. */

import { at, check } from '../../check.ts'
import { bodyPath, migrationKinds, textsIn } from '../../migration-body.ts'

export const severalTransformations = check(migrationKinds, {
  code: 'migration/several-transformations',
  severity: 'error',
  help: 'Put all changes into one ResourceTransformation; it may name several kinds.',
  find: (_, { raw }) => {
    const count = textsIn(raw, 'transformSpecs').length
    if (count < 2) return []
    return [at([...bodyPath(raw), 'transformSpecs'], `STORK takes one ResourceTransformation, and here are ${count}.`)]
  },
})
