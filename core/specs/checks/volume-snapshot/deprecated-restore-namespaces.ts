/** The allow-list under its first name, which is still read when the newer one is absent. */

import { oldRestoreNamespaces, restoreNamespaces } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const deprecatedRestoreNamespaces = check(volumeSnapshot, {
  code: 'volume-snapshot/deprecated-restore-namespaces',
  severity: 'information',
  help: 'Use the newer key. Mind that its entries are regular expressions.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    if (!Object.hasOwn(annotations, oldRestoreNamespaces.key)) return []
    const path = ['metadata', 'annotations', oldRestoreNamespaces.key]
    const both = Object.hasOwn(annotations, restoreNamespaces.key)
    const fix = both ? undefined : fixPlan(`Rename to ${restoreNamespaces.key}`, renameKey(path, restoreNamespaces.key))
    return [atKey(path, `\`${oldRestoreNamespaces.key}\` is the old spelling of \`${restoreNamespaces.key}\`.`, fix)]
  },
})
