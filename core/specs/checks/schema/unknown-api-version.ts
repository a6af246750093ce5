/** An API version that the kind is not served under. `kubectl apply` says only that there is no match. */

import { at, type Check, checkAnyObject } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { textOf } from '../../json.ts'
import { storkGroups } from '../../stork-groups.ts'

export const unknownApiVersion: Check = checkAnyObject({
  code: 'schema/unknown-api-version',
  severity: 'error',
  help: 'Write the API version under which the kind is served.',
  find: raw => {
    const kind = textOf(raw.kind)
    const wanted = Object.entries(storkGroups).find(([, { kinds }]) => kind !== undefined && kinds.includes(kind))
    if (wanted === undefined) return []
    const right = `${wanted[0]}/${wanted[1].version}`
    const fix = fixPlan(`Write apiVersion: ${right}`, setValue('apiVersion', right))
    const actual = textOf(raw.apiVersion) ?? ''
    if (actual === right) return []
    if (actual === '') return [at('apiVersion', `A ${kind} needs \`apiVersion: ${right}\`.`, fix)]
    // Other groups have kinds of the same name, and those are none of our business.
    const [group = ''] = actual.split('/')
    if (!Object.hasOwn(storkGroups, group) && !isCore(actual)) return []
    return [at('apiVersion', `There is no ${kind} in \`${actual}\`; it is \`${right}\`.`, fix)]
  },
})

/** Whether the version is one of Kubernetes' own groups, which have no such kinds. */
function isCore(apiVersion: string): boolean {
  return /^(?:(?:apps|batch|extensions|policy|autoscaling)\/)?v\d+(?:(?:alpha|beta)\d+)?$/.test(apiVersion)
}
