/** Kinds to choose in a backup of virtual machines, which chooses its own. The backup fails. */

import { backupBody, backupKinds, backupPath } from '../../backup-body.ts'
import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'

export const typesOfVirtualMachines = check(backupKinds, {
  code: 'application-backup/types-of-virtual-machines',
  severity: 'error',
  help: 'Remove it, or back up all objects.',
  find: (_, { raw }) => {
    const body = backupBody(raw)
    if (body?.backupObjectType !== 'VirtualMachine') return []
    if (!Array.isArray(body.resourceTypes) || body.resourceTypes.length === 0) return []
    const path = [...backupPath(raw), 'resourceTypes']
    return [atKey(path, 'A backup of virtual machines takes no kinds: it fails.', fixPlan('Remove it', remove(path)))]
  },
})
