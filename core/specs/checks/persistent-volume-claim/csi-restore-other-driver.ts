/** A claim from a CSI snapshot with a class of another driver. Only the driver that took a snapshot can read it. */

import { at, check } from '../../check.ts'
import { driverOfClass, provisionerOf } from '../../csi-driver.ts'
import { csiSourceOf } from '../../csi-restore.ts'
import { entry, textOf } from '../../json.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const csiRestoreOtherDriver = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/csi-restore-other-driver',
  severity: 'error',
  help: 'Name a class whose provisioner is the driver of the snapshot.',
  find: (_, { raw, facts }) => {
    const driver = driverOfClass(facts, csiSourceOf(facts, raw)?.className)
    const provisioner = provisionerOf(facts, textOf(entry(raw.spec, 'storageClassName')))
    if (driver === undefined || provisioner === undefined || driver === provisioner) return []
    return [
      at('spec.storageClassName', `The snapshot was taken by \`${driver}\`, and this class is of \`${provisioner}\`.`),
    ]
  },
})
