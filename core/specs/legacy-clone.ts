/** Clones as Portworx made them before STORK: from an annotation, or from a name that says its source. */

import { snapshotSource, snapshotSourceNamespace, sourceClaim } from './annotations.ts'
import { cloneClass } from './clone-source.ts'
import { annotationsOf, type Neighbour, nameOf, namespaceOf } from './facts.ts'
import { type Change, type FixPlan, fixPlan, insertDocument, remove, renameKey, setValue } from './fix-plan.ts'
import { volumeSnapshot } from './kinds/volume-snapshot.ts'
import type { Path } from './path.ts'

/** The snapshot that a name of the old form stands for: `name.SNAPSHOT-source.CLAIM` or `ns.NAMESPACE-name.SNAPSHOT`. */
export function inlineSource(name: string): { readonly snapshot: string; readonly namespace?: string } | undefined {
  const own = /^name\.([a-z0-9-]+)-source\.[a-z0-9.-]+$/.exec(name)?.[1]
  if (own !== undefined) return { snapshot: own }
  const [, namespace, snapshot] = /^ns\.([a-z0-9-]+)-name\.([a-z0-9.-]+)$/.exec(name) ?? []
  return namespace === undefined || snapshot === undefined ? undefined : { snapshot, namespace }
}

/** Makes the claim a clone of the snapshot that its name, or its annotation, stands for. */
export function cloneOfNamed(raw: Neighbour, from: 'name' | 'annotation'): FixPlan | undefined {
  const source = inlineSource((from === 'name' ? nameOf(raw) : annotationsOf(raw)[sourceClaim.key]) ?? '')
  if (source === undefined || snapshotSource.key in annotationsOf(raw)) return undefined
  const { snapshot, namespace } = source
  return fixPlan(
    `Clone it from the snapshot ${snapshot}`,
    ...(from === 'name' ? [setValue(annotation(snapshotSource.key), snapshot)] : pointTo(snapshot)),
    ...(namespace === undefined || namespace === namespaceOf(raw)
      ? []
      : [setValue(annotation(snapshotSourceNamespace.key), namespace)]),
    ...ofCloneClass(raw),
  )
}

/** Takes a snapshot of the claim that the annotation names, and clones this one from it. */
export function cloneOfClaim(raw: Neighbour): FixPlan | undefined {
  const claim = annotationsOf(raw)[sourceClaim.key] ?? ''
  const name = nameOf(raw)
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(claim) || name === undefined) return undefined
  if (snapshotSource.key in annotationsOf(raw) || inlineSource(claim) !== undefined) return undefined
  const snapshot = `${claim}-for-${name}`
  const namespace = namespaceOf(raw)
  return fixPlan(
    `Take the VolumeSnapshot ${snapshot} and clone from it`,
    ...pointTo(snapshot),
    ...ofCloneClass(raw),
    insertDocument('before', {
      apiVersion: volumeSnapshot.apiVersion,
      kind: volumeSnapshot.kind,
      metadata: { name: snapshot, ...(namespace === undefined ? {} : { namespace }) },
      spec: { persistentVolumeClaimName: claim },
    }),
  )
}

function pointTo(snapshot: string): readonly Change[] {
  return [
    renameKey(annotation(sourceClaim.key), snapshotSource.key),
    setValue(annotation(snapshotSource.key), snapshot),
  ]
}

function ofCloneClass(raw: Neighbour): readonly Change[] {
  const older = 'volume.beta.kubernetes.io/storage-class'
  return [
    ...(older in annotationsOf(raw) ? [remove(annotation(older))] : []),
    setValue('spec.storageClassName', cloneClass),
  ]
}

function annotation(key: string): Path {
  return ['metadata', 'annotations', key]
}
