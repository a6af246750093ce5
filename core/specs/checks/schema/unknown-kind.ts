/** A kind that STORK's API groups do not have. */

import { at, type Check, checkAnyObject } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { textOf } from '../../json.ts'
import { nearest } from '../../nearest.ts'
import { renamedKinds, storkGroups } from '../../stork-groups.ts'

export const unknownKind: Check = checkAnyObject({
  code: 'schema/unknown-kind',
  severity: 'error',
  help: 'Write a kind that the API group has.',
  find: raw => {
    const [group = ''] = (textOf(raw.apiVersion) ?? '').split('/')
    const known = Object.hasOwn(storkGroups, group) ? storkGroups[group] : undefined
    const kind = textOf(raw.kind) ?? ''
    if (known === undefined || known.kinds.includes(kind) || kind.endsWith('List')) return []
    // A kind of STORK's other group has the right name and the wrong API version, which is said elsewhere.
    if (Object.values(storkGroups).some(({ kinds }) => kinds.includes(kind))) return []
    if (kind === '') return [at('kind', `The kind is missing; \`${group}\` has ${known.kinds.join(', ')}.`)]
    const renamed = Object.hasOwn(renamedKinds, kind) ? renamedKinds[kind] : undefined
    const meant = renamed ?? nearest(kind, known.kinds)
    const message = `\`${group}\` has no kind \`${kind}\``
    if (meant === undefined) return [at('kind', `${message}.`)]
    const fix = fixPlan(`Change to ${meant}`, setValue('kind', meant))
    return [at('kind', `${message}; did you mean \`${meant}\`?`, fix)]
  },
})
