/** Settings of one kind of store under the type of another. The store is then opened without any settings. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { isMap } from '../../json.ts'
import { backupLocation } from '../../kinds/backup-location.ts'

const blocks = { s3: 's3Config', azure: 'azureConfig', google: 'googleConfig', nfs: 'nfsConfig' } as const

export const settingsOfOtherType = check(backupLocation, {
  code: 'backup-location/settings-of-other-type',
  severity: 'error',
  help: 'Give the settings of the type, or correct the type.',
  find: ({ location }, { raw }) => {
    const type = location?.type
    const written = isMap(raw.location) ? raw.location : {}
    if (type === undefined || !Object.hasOwn(blocks, type) || isMap(written[blocks[type]])) return []
    if ((location?.secretConfig ?? '') !== '') return []
    const others = Object.entries(blocks).filter(([, block]) => isMap(written[block]))
    const [other, ...more] = others
    if (other === undefined) return []
    const fix =
      more.length === 0 ? fixPlan(`Change the type to ${other[0]}`, setValue('location.type', other[0])) : undefined
    return [
      at(
        'location.type',
        `The type is \`${type}\`, and the settings are those of \`${other[0]}\`: \`${blocks[type]}\` is missing.`,
        fix,
      ),
    ]
  },
})
