/** Fields of STORK's GroupVolumeSnapshot in the CSI kind of almost the same name. CSI runs no rules. */

import { atKey, check } from '../../check.ts'
import { entry, isMap } from '../../json.ts'
import { volumeGroupSnapshot } from '../../kinds/volume-group-snapshot.ts'

const fields = ['pvcSelector', 'preExecRule', 'postExecRule', 'restoreNamespaces', 'maxRetries', 'options']

export const storkFields = check(volumeGroupSnapshot, {
  code: 'volume-group-snapshot/stork-fields',
  severity: 'error',
  help: 'For rules and restore lists use a GroupVolumeSnapshot of `stork.libopenstorage.org/v1alpha1`. Here claims are chosen under `source.selector`.',
  find: (_, { raw }) => {
    const spec = isMap(raw.spec) ? raw.spec : {}
    return fields
      .filter(field => entry(spec, field) !== undefined)
      .map(field =>
        atKey(
          ['spec', field],
          `\`${field}\` is a field of STORK's GroupVolumeSnapshot; this CSI kind does not have it.`,
        ),
      )
  },
})
