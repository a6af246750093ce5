/** Options of a group written directly into `spec` instead of `spec.options`. */

import { cloudCredential, snapshotType } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { fixPlan, move } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

const places: Readonly<Record<string, string>> = {
  snapshotType: snapshotType.key,
  type: snapshotType.key,
  [snapshotType.key]: snapshotType.key,
  cloudCredId: cloudCredential.key,
  [cloudCredential.key]: cloudCredential.key,
}

export const groupOptionsUnderSpec = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/options-under-spec',
  severity: 'error',
  help: 'Put the options under `spec.options`.',
  find: (_, { raw }) => {
    const spec = isMap(raw.spec) ? raw.spec : {}
    return Object.entries(places)
      .filter(([key]) => Object.hasOwn(spec, key))
      .map(([key, option]) => {
        const path = ['spec', key]
        const taken = entry(spec.options, option) !== undefined
        const fix = taken ? undefined : fixPlan('Move it to spec.options', move(path, ['spec', 'options', option]))
        return atKey(path, `\`${key}\` is ignored here: the snapshots are local.`, fix)
      })
  },
})
