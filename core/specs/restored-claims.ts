/** Which claims a restore in place overwrites, and what runs on them, as far as it is known. */

import { type Facts, type Neighbour, nameOf, namespaceOf } from './facts.ts'
import { entry, textOf } from './json.ts'
import { groupVolumeSnapshot } from './kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from './kinds/volume-snapshot.ts'
import { valueAt } from './path.ts'

export type RestoreSource = {
  readonly name: string
  readonly namespace: string | undefined
  readonly group: boolean
}

/** The snapshot that a restore names; undefined while it names none. */
export function restoreSourceOf(raw: Neighbour): RestoreSource | undefined {
  const name = textOf(entry(raw.spec, 'sourceName'))?.trim()
  if (name === undefined || name === '') return undefined
  const namespace = textOf(entry(raw.spec, 'sourceNamespace')) ?? namespaceOf(raw)
  return { name, namespace, group: entry(raw.spec, 'groupSnapshot') === true }
}

/** The claims that the restore overwrites, by name. Empty when the snapshot is not known. */
export function restoredClaims(facts: Facts, raw: Neighbour): readonly string[] {
  const source = restoreSourceOf(raw)
  if (source === undefined) return []
  const { kind, apiVersion } = source.group ? groupVolumeSnapshot : volumeSnapshot
  const known = facts.find({ kind, apiVersion, namespace: source.namespace, name: source.name })
  if (known.is !== 'exists') return []
  if (!source.group) {
    const claim = textOf(valueAt(known.object, ['spec', 'persistentVolumeClaimName']))
    return claim === undefined ? [] : [claim]
  }
  const labels = valueAt(known.object, ['spec', 'pvcSelector', 'matchLabels'])
  const wanted = Object.entries(typeof labels === 'object' && labels !== null ? labels : {})
  if (wanted.length === 0) return []
  return facts
    .list({ kind: 'PersistentVolumeClaim', namespace: source.namespace })
    .filter(claim => wanted.every(([key, value]) => valueAt(claim, ['metadata', 'labels', key]) === value))
    .flatMap(claim => nameOf(claim) ?? [])
}

/** Pods, and templates of pods, that use one of the claims. */
export type ClaimUser = { readonly object: Neighbour; readonly podSpec: unknown }

export function usersOf(facts: Facts, namespace: string | undefined, claims: readonly string[]): readonly ClaimUser[] {
  return ['Pod', 'Deployment', 'StatefulSet']
    .flatMap(kind => facts.list({ kind, namespace }))
    .map(object => ({
      object,
      podSpec: object.kind === 'Pod' ? object.spec : valueAt(object, ['spec', 'template', 'spec']),
    }))
    .filter(({ podSpec }) => {
      const volumes = entry(podSpec, 'volumes')
      return (
        Array.isArray(volumes) &&
        volumes.some(volume => claims.includes(textOf(valueAt(volume, ['persistentVolumeClaim', 'claimName'])) ?? ''))
      )
    })
}
