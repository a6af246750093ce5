/** A class named by an empty text. The API server refuses it; without the field the default class is taken. */

import { at, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { volumeGroupSnapshot } from '../../kinds/volume-group-snapshot.ts'

export const groupClassNameEmpty = check(volumeGroupSnapshot, {
  code: 'volume-group-snapshot/class-name-empty',
  severity: 'error',
  help: 'Name a class, or remove the field to take the default class of the driver.',
  find: ({ spec }) => {
    if (spec?.volumeGroupSnapshotClassName !== '') return []
    const path = 'spec.volumeGroupSnapshotClassName'
    return [at(path, 'An empty name is refused by the API server.', fixPlan('Take the default class', remove(path)))]
  },
})
