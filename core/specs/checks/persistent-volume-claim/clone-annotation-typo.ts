/** The snapshot to clone from under a key that is not the one that is read. */

import { snapshotSource } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf, type Neighbour } from '../../facts.ts'
import { fixPlan, renameKey } from '../../fix-plan.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

const others =
  /^(?:snapshot(?:\.(?:beta|v1|storage))?\.(?:kubernetes|k8s)\.io|(?:[a-z.]*stork[a-z.]*|portworx|px))\/snapshot(?:-?name)?$/

/** Keys of the object that were probably meant to name the snapshot. */
export function cloneAnnotationTypos(raw: Neighbour): readonly string[] {
  return Object.keys(annotationsOf(raw)).filter(key => others.test(key))
}

export const cloneAnnotationTypo = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-annotation-typo',
  severity: 'error',
  help: 'The key is `snapshot.alpha.kubernetes.io/snapshot`.',
  find: (_, { raw }) => {
    const free = !Object.hasOwn(annotationsOf(raw), snapshotSource.key)
    return cloneAnnotationTypos(raw).map((key, index) => {
      const path = ['metadata', 'annotations', key]
      const fix =
        free && index === 0
          ? fixPlan(`Rename to ${snapshotSource.key}`, renameKey(path, snapshotSource.key))
          : undefined
      return atKey(path, `\`${key}\` is read by nobody, so the claim is no clone.`, fix)
    })
  },
})
