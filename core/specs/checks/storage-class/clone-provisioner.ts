/** The class that everybody clones with, made by another provisioner. Clones come out empty. */

import { at, check } from '../../check.ts'
import { cloneClass, cloneProvisioner } from '../../clone-source.ts'
import { nameOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { storageClass } from '../../kinds/storage-class.ts'

export const cloneClassProvisioner = check(storageClass, {
  code: 'storage-class/clone-provisioner',
  severity: 'error',
  help: 'The provisioner of this class is `stork-snapshot`.',
  find: ({ provisioner }, { raw }) => {
    if (nameOf(raw) !== cloneClass || provisioner === undefined || provisioner === cloneProvisioner) return []
    const message = `Clones are made by \`${cloneProvisioner}\`; with \`${provisioner}\` they come out empty.`
    return [
      at('provisioner', message, fixPlan(`Change to ${cloneProvisioner}`, setValue('provisioner', cloneProvisioner))),
    ]
  },
})
