/** Rules in a backup of virtual machines, which has rules of its own. Without being told to skip those it fails. */

import { backupBody, backupKinds, backupPath } from '../../backup-body.ts'
import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { textOf } from '../../json.ts'

export const rulesOfVirtualMachines = check(backupKinds, {
  code: 'application-backup/rules-of-virtual-machines',
  severity: 'error',
  help: 'Set `skipAutoExecRules: true`, or leave freezing to the rules that STORK makes for virtual machines.',
  find: (_, { raw }) => {
    const body = backupBody(raw)
    if (body?.backupObjectType !== 'VirtualMachine' || body.skipAutoExecRules === true) return []
    const fix = fixPlan('Skip the rules of STORK', setValue([...backupPath(raw), 'skipAutoExecRules'], true))
    return ['preExecRule', 'postExecRule']
      .filter(key => (textOf(body[key]) ?? '') !== '')
      .map(key =>
        at(
          [...backupPath(raw), key],
          'For virtual machines STORK makes rules of its own; together with this one the backup fails.',
          fix,
        ),
      )
  },
})
