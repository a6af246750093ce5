/** A snapshot named together with its namespace. The two stand in two annotations. */

import { snapshotSource, snapshotSourceNamespace } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneSourceQualified = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-source-qualified',
  severity: 'error',
  help: 'Put the namespace into `stork.libopenstorage.org/snapshot-source-namespace`.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    const value = annotations[snapshotSource.key] ?? ''
    const [namespace, name, ...more] = value.split('/')
    if (name === undefined || namespace === undefined) return []
    const path = ['metadata', 'annotations', snapshotSource.key]
    const clear = name !== '' && namespace !== '' && more.length === 0
    const free = !Object.hasOwn(annotations, snapshotSourceNamespace.key)
    const fix =
      clear && free
        ? fixPlan(
            'Name the namespace apart',
            setValue(path, name),
            setValue(['metadata', 'annotations', snapshotSourceNamespace.key], namespace),
          )
        : undefined
    return [at(path, `No snapshot can be called \`${value}\`.`, fix)]
  },
})
