/** An optional kind other than Job. It is the only one that is left behind unless it is asked for. */

import { at, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { migrationKinds, textsIn } from '../../migration-body.ts'

export const optionalTypeUnknown = check(migrationKinds, {
  code: 'migration/optional-type-unknown',
  severity: 'warning',
  help: 'Remove it. Other kinds are migrated anyway, or never.',
  find: (_, { raw }) =>
    textsIn(raw, 'includeOptionalResourceTypes')
      .filter(({ name }) => !/^jobs?$/i.test(name))
      .map(({ name, path }) =>
        at(path, `\`${name}\` has no effect here; only \`Job\` has.`, fixPlan('Remove it', remove(path))),
      ),
})
