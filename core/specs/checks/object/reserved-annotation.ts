/** An annotation that only controllers write. Set by hand it makes them release, skip or hold back the wrong thing. */

import { annotationsFor } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const reservedAnnotation = check([volumeSnapshot, groupVolumeSnapshot, persistentVolumeClaim], {
  code: 'object/reserved-annotation',
  severity: 'error',
  help: 'Remove it.',
  find: (_, { raw, kind }) =>
    annotationsFor(kind)
      .filter(({ key, setBy }) => setBy === 'controller' && Object.hasOwn(annotationsOf(raw), key))
      .map(({ key }) => {
        const path = ['metadata', 'annotations', key]
        const message = `\`${key}\` is written by controllers only, and they act on what it says.`
        return atKey(path, message, fixPlan('Remove the annotation', remove(path)))
      }),
})
