/** An annotation under a prefix of Portworx that nobody reads, and that resembles none that is read. */

import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { rule } from '../../kinds/rule.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { isUnknownPortworxKey, nearAnnotation } from '../../near-annotation.ts'

export const annotationUnknown = check([volumeSnapshot, groupVolumeSnapshot, rule], {
  code: 'object/annotation-unknown',
  severity: 'warning',
  help: 'Remove it, or look up the key that does what was meant.',
  find: (_, { raw, kind }) =>
    Object.keys(annotationsOf(raw))
      .filter(key => isUnknownPortworxKey(key) && nearAnnotation(kind.kind, key) === undefined)
      .map(key => atKey(['metadata', 'annotations', key], `\`${key}\` is read by nobody.`)),
})
