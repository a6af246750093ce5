/** A version of the CSI snapshot API from before v1. Current clusters do not serve it any more. */

import { at, checkAnyObject } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { textOf } from '../../json.ts'
import { csiVolumeSnapshot } from '../../kinds/csi-volume-snapshot.ts'

export const csiOldVersion = checkAnyObject({
  code: 'csi-volume-snapshot/old-version',
  severity: 'warning',
  help: 'Write `snapshot.storage.k8s.io/v1`, which every cluster since Kubernetes 1.20 serves.',
  find: raw => {
    const [, version] = /^snapshot\.storage\.k8s\.io\/(v1(?:alpha|beta)\d)$/.exec(textOf(raw.apiVersion) ?? '') ?? []
    if (version === undefined) return []
    const fix = fixPlan('Change to v1', setValue('apiVersion', csiVolumeSnapshot.apiVersion))
    return [at('apiVersion', `\`${version}\` of the CSI snapshots is no longer served by current clusters.`, fix)]
  },
})
