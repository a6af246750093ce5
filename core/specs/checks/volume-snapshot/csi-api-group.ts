/**
 * A VolumeSnapshot of the CSI API with fields or annotations that only STORK reads. Two APIs have a kind of this name,
 * and STORK never looks at the other one.
 */

import { annotationCatalogue, authSecretName, authSecretNamespace } from '../../annotations.ts'
import { at, checkAnyObject } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const csiApiGroup = checkAnyObject({
  code: 'volume-snapshot/csi-api-group',
  severity: 'error',
  help: 'For STORK the apiVersion is `volumesnapshot.external-storage.k8s.io/v1`. A CSI snapshot names its claim under `spec.source` and its options in a VolumeSnapshotClass.',
  find: raw => {
    const apiVersion = textOf(raw.apiVersion) ?? ''
    if (raw.kind !== volumeSnapshot.kind || !apiVersion.startsWith('snapshot.storage.k8s.io/')) return []
    const claim = textOf(entry(raw.spec, 'persistentVolumeClaimName'))
    // The identity to act as may be read by a CSI driver too.
    const shared = [authSecretName.key, authSecretNamespace.key]
    const ours = annotationCatalogue.filter(
      ({ on, setBy, key }) => on.includes(volumeSnapshot.kind) && setBy === 'user' && !shared.includes(key),
    )
    const key = Object.keys(annotationsOf(raw)).find(name =>
      ours.some(({ key, prefix }) => name === key || (prefix === true && name.startsWith(key))),
    )
    if (claim === undefined && key === undefined) return []
    const what = key === undefined ? '`spec.persistentVolumeClaimName`' : `\`${key}\``
    const fix =
      claim === undefined
        ? undefined
        : fixPlan('Use the API of STORK', setValue('apiVersion', volumeSnapshot.apiVersion))
    return [at('apiVersion', `This is a CSI snapshot, and only STORK reads ${what}: nothing acts on it.`, fix)]
  },
})
