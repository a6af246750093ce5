/** Kinds to leave behind, named with their group. STORK compares with the kind alone, so they are migrated. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { migrationKinds, textsIn } from '../../migration-body.ts'

export const excludeTypeWithGroup = check(migrationKinds, {
  code: 'migration/exclude-type-with-group',
  severity: 'warning',
  help: 'Write the kind alone, for example `Deployment`.',
  find: (_, { raw }) =>
    textsIn(raw, 'excludeResourceTypes').flatMap(({ name, path }) => {
      const [, kind] = /^\/?[a-z0-9.-]*\/(?:[a-z0-9]+\/)?([A-Za-z]+)$/.exec(name) ?? []
      if (kind === undefined) return []
      const message = `\`${name}\` is compared with kinds, which have no group: nothing is left behind.`
      return [at(path, message, fixPlan(`Change to ${kind}`, setValue(path, kind)))]
    }),
})
