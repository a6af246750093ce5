/** The class that clones, without a snapshot to clone from. The claim stays pending. */

import { snapshotSource } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { classClones, classNameOf } from '../../clone-source.ts'
import { annotationsOf } from '../../facts.ts'
import { entry } from '../../json.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { cloneAnnotationTypos } from './clone-annotation-typo.ts'

export const cloneSourceMissing = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-source-missing',
  severity: 'error',
  help: 'Name the snapshot in the annotation `snapshot.alpha.kubernetes.io/snapshot`.',
  find: (_, { raw, facts }) => {
    const name = classNameOf(raw)
    if (name === undefined || classClones(facts, name) !== 'yes') return []
    if (cloneAnnotationTypos(raw).length > 0 || entry(raw.spec, 'dataSource') !== undefined) return []
    const source = annotationsOf(raw)[snapshotSource.key]
    if (source !== undefined && source.trim() !== '') return []
    const path = source === undefined ? ['spec', 'storageClassName'] : ['metadata', 'annotations', snapshotSource.key]
    return [at(path, `The class \`${name}\` clones snapshots, and this claim names none: it stays pending.`)]
  },
})
