/** Deleting a snapshot and the copy behind it, whatever its class says of keeping copies. */

import { type Cluster, PortError } from '../../ports/index.ts'
import { entry, isMap, type KubeObject, type ObjectRef, valueAt } from '../../specs/index.ts'

/** Deletes the object and lets its content go with it. `content` is what it is bound to. */
export async function remove(
  cluster: Cluster,
  object: KubeObject,
  content: KubeObject | undefined,
  signal?: AbortSignal,
): Promise<void> {
  if (content !== undefined && entry(content.spec, 'deletionPolicy') === 'Retain') {
    const spec = { ...(isMap(content.spec) ? content.spec : {}), deletionPolicy: 'Delete' }
    const changed = await cluster.update({ ...content, spec }, signal)
    if (!changed.ok && changed.because !== 'not-found') throw meanwhile(content)
  }
  const { uid } = object.metadata
  await cluster.delete(refOf(object), uid === undefined ? {} : { uid }, signal)
}

/** Writes what `make` makes of the newest state; tries again when somebody else was faster. False when it is gone. */
export async function change(
  cluster: Cluster,
  ref: ObjectRef,
  make: (object: KubeObject) => KubeObject | undefined,
  signal?: AbortSignal,
): Promise<boolean> {
  for (let turn = 0; turn < turns; turn++) {
    const now = await cluster.get(ref, signal)
    if (now === undefined) return false
    const wanted = make(now)
    if (wanted === undefined) return true
    const written = await cluster.update(wanted, signal)
    if (written.ok) return true
    if (written.because === 'not-found') return false
    if (written.because !== 'conflict') throw new PortError('rejected', written.message)
  }
  throw new PortError('unreachable', `${ref.kind} ${ref.name} was changed again and again meanwhile.`)
}

export function refOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): ObjectRef {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}

export function isGoing(object: KubeObject): boolean {
  return object.metadata.deletionTimestamp !== undefined
}

export function specOf(object: KubeObject): Readonly<Record<string, unknown>> {
  return isMap(object.spec) ? object.spec : {}
}

export function isOwnedBy(object: KubeObject, owner: KubeObject): boolean {
  const { uid } = owner.metadata
  if (uid !== undefined && object.metadata.ownerReferences?.some(one => one.uid === uid) === true) return true
  return valueAt(object, ['status', 'volumeGroupSnapshotName']) === owner.metadata.name
}

function meanwhile({ kind, metadata }: KubeObject): PortError {
  return new PortError('unreachable', `${kind} ${metadata.name} was changed meanwhile.`)
}

const turns = 5
