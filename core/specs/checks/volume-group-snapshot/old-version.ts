/** The alpha of the CSI group snapshots, which was replaced without conversion. */

import { at, checkAnyObject } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { groupSnapshotVersion } from '../../kinds/volume-group-snapshot.ts'

export const groupOldVersion = checkAnyObject({
  code: 'volume-group-snapshot/old-version',
  severity: 'warning',
  help: 'Write v1, or v1beta1 for Kubernetes 1.32 and v1beta2 for 1.34.',
  find: raw => {
    if (raw.apiVersion !== 'groupsnapshot.storage.k8s.io/v1alpha1') return []
    const fix = fixPlan('Change to v1', setValue('apiVersion', groupSnapshotVersion))
    return [at('apiVersion', 'The alpha of the group snapshots is gone since external-snapshotter 8.2.', fix)]
  },
})
