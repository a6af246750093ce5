/** Fields of the alpha of the CSI snapshot API. In v1 they have other names. */

import { atKey, check } from '../../check.ts'
import type { Neighbour } from '../../facts.ts'
import { fixPlan, remove, renameKey, setValue } from '../../fix-plan.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { csiVolumeSnapshot } from '../../kinds/csi-volume-snapshot.ts'

export const oldFields = check(csiVolumeSnapshot, {
  code: 'csi-volume-snapshot/old-fields',
  severity: 'error',
  help: 'In v1 the class is `volumeSnapshotClassName`, and the claim is `source.persistentVolumeClaimName`.',
  find: (_, { raw }) => {
    const className = entry(raw.spec, 'snapshotClassName')
    const free = entry(raw.spec, 'volumeSnapshotClassName') === undefined
    const rename = free
      ? fixPlan('Rename it', renameKey('spec.snapshotClassName', 'volumeSnapshotClassName'))
      : undefined
    const classes =
      className === undefined
        ? []
        : [
            atKey(
              'spec.snapshotClassName',
              '`snapshotClassName` is of the alpha; in v1 it is `volumeSnapshotClassName`.',
              rename,
            ),
          ]
    if (!oldSource(raw)) return classes
    const source = entry(raw.spec, 'source')
    const claim = textOf(entry(source, 'name')) ?? ''
    const others = ['kind', 'apiGroup'].filter(key => entry(source, key) !== undefined)
    const fix = fixPlan(
      'Name the claim as v1 does',
      setValue('spec.source.persistentVolumeClaimName', claim),
      remove('spec.source.name'),
      ...others.map(key => remove(['spec', 'source', key])),
    )
    const named = ['name', ...others].map((key, index) =>
      atKey(
        ['spec', 'source', key],
        'A source with `name` and `kind` is of the alpha; v1 has `persistentVolumeClaimName`.',
        index === 0 ? fix : undefined,
      ),
    )
    return [...classes, ...named]
  },
})

/** Whether the source names a claim by name and kind. */
export function oldSource(raw: Neighbour): boolean {
  const source = entry(raw.spec, 'source')
  if (!isMap(source) || Object.hasOwn(source, 'persistentVolumeClaimName')) return false
  const { name, kind = 'PersistentVolumeClaim' } = source
  return typeof name === 'string' && name !== '' && kind === 'PersistentVolumeClaim'
}
