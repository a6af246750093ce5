/** A resource that is not written as group, version and kind. The trial run fails. */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { isSpelledOut } from '../../placeholder.ts'
import { transformationsOf } from '../../transformation-paths.ts'
import { coreResource } from './core-group.ts'

export const resourceFormat = check(resourceTransformation, {
  code: 'resource-transformation/resource-format',
  severity: 'error',
  help: 'Write `apps/v1/DaemonSet`, or with the empty core group `/v1/Service`.',
  find: (_, { raw }) =>
    transformationsOf(raw).flatMap(({ resource, path }) => {
      if (!isSpelledOut(resource) || coreResource(resource) !== undefined) return []
      const parts = resource.split('/')
      const whole = parts.length === 3 && parts[1] !== '' && parts[2] !== ''
      return whole
        ? []
        : [at([...path, 'resource'], `\`${resource}\` is not a group, a version and a kind with slashes between.`)]
    }),
})
