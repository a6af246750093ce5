/** A clone without the class that clones. The claim gets an empty volume, and nobody says that the data is missing. */

import { at, check } from '../../check.ts'
import { classClones, classNameOf, cloneClass, cloneSource } from '../../clone-source.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneWithoutClass = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-class',
  severity: 'error',
  help: 'Use the class `stork-snapshot-sc`, or another one with the provisioner `stork-snapshot`.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    if (source === undefined) return []
    const name = classNameOf(raw)
    if (name !== undefined && classClones(facts, name) !== 'no') return []
    const path = ['spec', 'storageClassName']
    const fix = fixPlan(`Use the class ${cloneClass}`, setValue(path, cloneClass))
    const why = name === undefined ? 'It names no class' : `The class \`${name}\` has another provisioner`
    return [at(path, `${why}, so this claim becomes an empty volume and no clone of \`${source.name}\`.`, fix)]
  },
})
