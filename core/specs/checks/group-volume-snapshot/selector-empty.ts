/**
 * A group that names no labels. The API server accepts the object; STORK then refuses it and tries again, and all the
 * user sees is a warning event. Saying it in the editor saves the search for that event.
 */

import { at, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

export const selectorEmpty = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/selector-empty',
  severity: 'error',
  help: 'Name at least one label that every claim of the application carries, under `pvcSelector.matchLabels`.',
  find: (_, { raw }) => {
    const selector = entry(raw.spec, 'pvcSelector')
    if (selector === undefined || (selector !== null && !isMap(selector))) return []
    const labels = entry(selector, 'matchLabels')
    const others = isMap(selector) ? Object.keys(selector).filter(key => key !== 'matchLabels') : []
    const empty = labels === undefined || labels === null || (isMap(labels) && Object.keys(labels).length === 0)
    if (!empty || others.length > 0) return []
    const path = labels === undefined ? ['spec', 'pvcSelector'] : ['spec', 'pvcSelector', 'matchLabels']
    return [at(path, 'The selector names no label, so the group is refused again and again.')]
  },
})
