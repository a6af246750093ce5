/** An annotation that is read on another kind of object. */

import { annotationCatalogue } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { rule } from '../../kinds/rule.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const annotationOnWrongKind = check([volumeSnapshot, rule, persistentVolumeClaim], {
  code: 'object/annotation-on-wrong-kind',
  severity: 'warning',
  help: 'Move it to an object of the kind that reads it.',
  find: (_, { raw, kind }) =>
    Object.keys(annotationsOf(raw)).flatMap(key => {
      const declared = annotationCatalogue.filter(
        known => known.key === key || (known.prefix && key.startsWith(known.key)),
      )
      if (declared.length === 0 || declared.some(({ on }) => on.includes(kind.kind) || on.includes('*'))) return []
      const kinds = [...new Set(declared.flatMap(({ on }) => on))].join(', ')
      return [
        atKey(['metadata', 'annotations', key], `\`${key}\` means nothing on a ${kind.kind}; it belongs to ${kinds}.`),
      ]
    }),
})
