/** The CSI snapshot that a claim starts from, where it is among the files. */

import { type Facts, type Neighbour, namespaceOf } from './facts.ts'
import { entry, textOf } from './json.ts'
import { csiVolumeSnapshot } from './kinds/csi-volume-snapshot.ts'

export type CsiSource = { readonly claim: string | undefined; readonly className: string | undefined }

export function csiSourceOf(facts: Facts, raw: Neighbour): CsiSource | undefined {
  const source = entry(raw.spec, 'dataSource') ?? entry(raw.spec, 'dataSourceRef')
  const { kind, apiVersion } = csiVolumeSnapshot
  if (entry(source, 'kind') !== kind || entry(source, 'apiGroup') !== 'snapshot.storage.k8s.io') return undefined
  if (entry(source, 'namespace') !== undefined) return undefined
  const name = textOf(entry(source, 'name')) ?? ''
  const known = facts.find({ kind, apiVersion, namespace: namespaceOf(raw), name })
  if (known.is !== 'exists') return undefined
  return {
    claim: textOf(entry(entry(known.object.spec, 'source'), 'persistentVolumeClaimName')),
    className: textOf(entry(known.object.spec, 'volumeSnapshotClassName')),
  }
}
