/** A snapshot of STORK as data source. That field is for CSI snapshots; STORK looks for an annotation. */

import { snapshotSource } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { cloneClass } from '../../clone-source.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneDataSource = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-data-source',
  severity: 'error',
  help: 'Name the snapshot in the annotation `snapshot.alpha.kubernetes.io/snapshot` and use the class `stork-snapshot-sc`.',
  find: (_, { raw }) => {
    const source = entry(raw.spec, 'dataSource')
    const group = textOf(entry(source, 'apiGroup')) ?? ''
    if (!/^(?:volumesnapshot\.external-storage\.k8s\.io|stork\.libopenstorage\.org)$/.test(group)) return []
    const name = textOf(entry(source, 'name'))
    const taken = Object.hasOwn(annotationsOf(raw), snapshotSource.key)
    const fix =
      name === undefined || taken
        ? undefined
        : fixPlan(
            'Name it in the annotation',
            setValue(['metadata', 'annotations', snapshotSource.key], name),
            setValue('spec.storageClassName', cloneClass),
            remove('spec.dataSource'),
          )
    return [
      at(
        'spec.dataSource',
        `\`${group}\` is no source that a claim can have: it stays pending, or becomes empty.`,
        fix,
      ),
    ]
  },
})
