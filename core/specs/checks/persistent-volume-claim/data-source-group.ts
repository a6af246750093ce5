/** A snapshot as data source without its API group. The claim then has no source, and its volume becomes empty. */

import { at, check } from '../../check.ts'
import { type Facts, namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { csiVolumeSnapshot } from '../../kinds/csi-volume-snapshot.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const dataSourceGroup = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/data-source-group',
  severity: 'error',
  help: 'Add `apiGroup: snapshot.storage.k8s.io` for a CSI snapshot. A STORK snapshot is named in an annotation instead.',
  find: (_, { raw, facts }) => {
    const source = entry(raw.spec, 'dataSource')
    if (entry(source, 'kind') !== csiVolumeSnapshot.kind || (textOf(entry(source, 'apiGroup')) ?? '') !== '') return []
    const name = textOf(entry(source, 'name')) ?? ''
    const stork = isThere(facts, volumeSnapshot.apiVersion, namespaceOf(raw), name)
    const fix = stork
      ? undefined
      : fixPlan('Add the API group of CSI', setValue('spec.dataSource.apiGroup', 'snapshot.storage.k8s.io'))
    return [
      at('spec.dataSource', 'A VolumeSnapshot without its API group is no source: the volume would be empty.', fix),
    ]
  },
})

function isThere(facts: Facts, apiVersion: string, namespace: string | undefined, name: string): boolean {
  return facts.find({ kind: volumeSnapshot.kind, apiVersion, namespace, name }).is === 'exists'
}
