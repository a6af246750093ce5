/** What a claim says about the snapshot that it is cloned from. */

import { oldSnapshotSourceNamespace, snapshotSource, snapshotSourceNamespace } from './annotations.ts'
import { annotationsOf, type Facts, type Neighbour, namespaceOf } from './facts.ts'
import { entry, textOf } from './json.ts'
import { storageClass } from './kinds/storage-class.ts'
import { volumeSnapshot } from './kinds/volume-snapshot.ts'

/** The class that the usual STORK installation makes for clones. */
export const cloneClass = 'stork-snapshot-sc'
/** Its provisioner; a class of another name may have it too. Source: STORK, snapshot provisioner. */
export const cloneProvisioner = 'stork-snapshot'

export type CloneSource = {
  /** The snapshot's name, as written. */
  readonly name: string
  readonly namespace: string | undefined
  /** Whether the claim itself names another namespace. */
  readonly elsewhere: boolean
  /** The snapshot, when it is known. */
  readonly snapshot: Neighbour | undefined
}

/** Undefined for a claim that is no clone. */
export function cloneSource(facts: Facts, raw: Neighbour): CloneSource | undefined {
  const annotations = annotationsOf(raw)
  const name = annotations[snapshotSource.key]?.trim()
  if (name === undefined || name === '') return undefined
  const named = annotations[snapshotSourceNamespace.key] ?? annotations[oldSnapshotSourceNamespace.key]
  const namespace = named ?? namespaceOf(raw)
  const { kind, apiVersion } = volumeSnapshot
  const known = facts.find({ kind, apiVersion, namespace, name })
  return {
    name,
    namespace,
    elsewhere: named !== undefined && named !== namespaceOf(raw),
    snapshot: known.is === 'exists' ? known.object : undefined,
  }
}

/** The class that the claim names, in its spec or by the older annotation. */
export function classNameOf(raw: Neighbour): string | undefined {
  return textOf(entry(raw.spec, 'storageClassName')) ?? annotationsOf(raw)['volume.beta.kubernetes.io/storage-class']
}

/** Whether claims of that class are cloned: `unknown` when the class is not among the known objects. */
export function classClones(facts: Facts, className: string): 'yes' | 'no' | 'unknown' {
  const known = facts.find({ kind: storageClass.kind, name: className })
  if (known.is === 'exists') return known.object.provisioner === cloneProvisioner ? 'yes' : 'no'
  return className === cloneClass ? 'yes' : 'unknown'
}
