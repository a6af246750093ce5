/** The core group written by a name, or left out with its slash. Nothing is found under such a name. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { resourceTransformation } from '../../kinds/resource-transformation.ts'
import { transformationsOf } from '../../transformation-paths.ts'

export const coreGroup = check(resourceTransformation, {
  code: 'resource-transformation/core-group',
  severity: 'error',
  help: 'The core group has an empty name, so the text begins with a slash: `/v1/Service`.',
  find: (_, { raw }) =>
    transformationsOf(raw).flatMap(({ resource, path }) => {
      const right = coreResource(resource)
      if (right === undefined) return []
      const place = [...path, 'resource']
      const fix = fixPlan(`Change to ${right}`, setValue(place, right))
      return [at(place, `The core group has no name: \`${resource}\` is not found, \`${right}\` is.`, fix)]
    }),
})

/** How a resource of the core group is written right, when this is one written wrong. */
export function coreResource(resource: string): string | undefined {
  const [, kind] = /^(?:core\/)?v1\/([A-Za-z]+)$/.exec(resource) ?? []
  return kind === undefined ? undefined : `/v1/${kind}`
}
