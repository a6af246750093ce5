/** A class named by an empty text. The API server refuses it; without the field the default class is taken. */

import { at, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { csiVolumeSnapshot } from '../../kinds/csi-volume-snapshot.ts'

export const csiClassNameEmpty = check(csiVolumeSnapshot, {
  code: 'csi-volume-snapshot/class-name-empty',
  severity: 'error',
  help: 'Name a class, or remove the field to take the default class of the driver.',
  find: ({ spec }) => {
    if (spec?.volumeSnapshotClassName !== '') return []
    const path = 'spec.volumeSnapshotClassName'
    return [at(path, 'An empty name is refused by the API server.', fixPlan('Take the default class', remove(path)))]
  },
})
