/** An annotation whose key is almost one that is read. Nobody reads this one, and nobody says so. */

import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { rule } from '../../kinds/rule.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { nearAnnotation } from '../../near-annotation.ts'
import { cloneAnnotationTypos } from '../persistent-volume-claim/clone-annotation-typo.ts'

export const annotationNearMiss = check([volumeSnapshot, groupVolumeSnapshot, rule, persistentVolumeClaim], {
  code: 'object/annotation-near-miss',
  severity: 'error',
  help: 'Correct the key.',
  find: (_, { raw, kind }) => {
    const annotations = annotationsOf(raw)
    // The key that names a snapshot to clone has a check of its own.
    const typos = kind === persistentVolumeClaim ? cloneAnnotationTypos(raw) : []
    return Object.keys(annotations).flatMap(key => {
      if (typos.includes(key)) return []
      const meant = nearAnnotation(kind.kind, key)
      if (meant === undefined) return []
      const path = ['metadata', 'annotations', key]
      const fix = Object.hasOwn(annotations, meant) ? undefined : fixPlan(`Rename to ${meant}`, renameKey(path, meant))
      return [atKey(path, `\`${key}\` is read by nobody; did you mean \`${meant}\`?`, fix)]
    })
  },
})
