/** The namespace of the snapshot under its old key. Only a part of STORK still reads it. */

import { oldSnapshotSourceNamespace, snapshotSourceNamespace } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove, renameKey } from '../../fix-plan.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneDeprecatedSourceNamespace = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-deprecated-source-namespace',
  severity: 'warning',
  help: 'Use the newer key.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    const { key } = oldSnapshotSourceNamespace
    if (!Object.hasOwn(annotations, key)) return []
    const path = ['metadata', 'annotations', key]
    const fix = Object.hasOwn(annotations, snapshotSourceNamespace.key)
      ? fixPlan('Remove the old key', remove(path))
      : fixPlan(`Rename to ${snapshotSourceNamespace.key}`, renameKey(path, snapshotSourceNamespace.key))
    return [atKey(path, `Only a part of STORK still reads \`${key}\`.`, fix)]
  },
})
