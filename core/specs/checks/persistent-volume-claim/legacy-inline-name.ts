/** A claim named so that Portworx took a snapshot from its name, before STORK. */

import { snapshotSource, sourceClaim } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf, nameOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { cloneOfNamed, inlineSource } from '../../legacy-clone.ts'

export const legacyInlineName = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/legacy-inline-name',
  severity: 'warning',
  help: 'Take a VolumeSnapshot and clone it with the class `stork-snapshot-sc`. From another namespace the snapshot must allow it.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    // With the annotation of today the name is only a name.
    if (snapshotSource.key in annotations) return []
    const name = nameOf(raw) ?? ''
    const source = annotations[sourceClaim.key] ?? ''
    const inName =
      inlineSource(name) === undefined
        ? []
        : [
            at(
              'metadata.name',
              `\`${name}\` names its source in the way of Portworx before STORK, which knows it only as a name.`,
              cloneOfNamed(raw, 'name'),
            ),
          ]
    const inSource =
      inlineSource(source) === undefined
        ? []
        : [
            at(
              ['metadata', 'annotations', sourceClaim.key],
              `\`${source}\` names a snapshot in the way of Portworx before STORK, which knows it only as a name.`,
              cloneOfNamed(raw, 'annotation'),
            ),
          ]
    return [...inName, ...inSource]
  },
})
