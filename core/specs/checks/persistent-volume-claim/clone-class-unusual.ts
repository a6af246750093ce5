/** A clone with a class that is not at hand and not called like the one that clones. */

import { at, check } from '../../check.ts'
import { classClones, classNameOf, cloneClass, cloneSource } from '../../clone-source.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneClassUnusual = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-class-unusual',
  severity: 'warning',
  help: 'Use `stork-snapshot-sc`. If the class has the provisioner `stork-snapshot`, nothing is wrong.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    const name = classNameOf(raw)
    if (source === undefined || name === undefined || classClones(facts, name) !== 'unknown') return []
    const path = ['spec', 'storageClassName']
    const message = `Only a class with the provisioner \`stork-snapshot\` clones; with any other \`${name}\` gives an empty volume.`
    return [at(path, message, fixPlan(`Use the class ${cloneClass}`, setValue(path, cloneClass)))]
  },
})
