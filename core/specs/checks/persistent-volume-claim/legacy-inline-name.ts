/** A claim named so that Portworx took a snapshot from its name, before STORK. */

import { sourceClaim } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf, nameOf } from '../../facts.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

const forms = [/^ns\.([a-z0-9-]+)-name\.([a-z0-9.-]+)$/, /^name\.([a-z0-9-]+)-source\.([a-z0-9.-]+)$/]

export const legacyInlineName = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/legacy-inline-name',
  severity: 'warning',
  help: 'Take a VolumeSnapshot and clone it with the class `stork-snapshot-sc`. From another namespace the snapshot must allow it.',
  find: (_, { raw }) => {
    const name = nameOf(raw) ?? ''
    const source = annotationsOf(raw)[sourceClaim.key] ?? ''
    const inName = forms.some(form => form.test(name))
      ? [
          at(
            'metadata.name',
            `\`${name}\` names its source in the way of Portworx before STORK, which knows it only as a name.`,
          ),
        ]
      : []
    const inSource = forms.some(form => form.test(source))
      ? [
          at(
            ['metadata', 'annotations', sourceClaim.key],
            `\`${source}\` names a snapshot in the way of Portworx before STORK, which knows it only as a name.`,
          ),
        ]
      : []
    return [...inName, ...inSource]
  },
})
