/** A path that goes through a position of a list. Paths are field names with dots between, and know no positions. */

import { at, check } from '../../check.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { changesOf } from '../../transformation-paths.ts'

export const pathIntoList = check(resourceTransformation, {
  code: 'resource-transformation/path-into-list',
  severity: 'error',
  help: 'Name a field that is reached without a list, or replace the whole list with the type `slice`.',
  find: (_, { raw }) =>
    changesOf(raw).flatMap(({ path, target }) => {
      const slashes = /^\/\w+(?:\/\w+)*$/.test(target)
      if (!slashes && !/\[[^\]]*\]|(?:^|\.)\d+(?:\.|$)/.test(target)) return []
      const message = slashes
        ? `\`${target}\` has slashes between its fields; here they are separated by dots.`
        : `\`${target}\` goes through a list, which a path cannot do.`
      return [at([...path, 'path'], message)]
    }),
})
