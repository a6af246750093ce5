/** The object that asks for a restore in place. */

import { type Instant, toIso } from '../base/index.ts'
import { type KubeObject, scaleDown, volumeSnapshotRestore } from '../specs/index.ts'

export type RestoreRequest = {
  readonly snapshot: { readonly name: string; readonly namespace: string }
  readonly group: boolean
  /** Whether workloads may be stopped for it. */
  readonly mayStop: boolean
  /** Absent: after the snapshot and the time. */
  readonly name?: string | undefined
  readonly now: Instant
}

/** STORK wants the object anywhere, our engine in the namespace of the snapshot, so it stands there. */
export function restoreOf({ snapshot, group, mayStop, name, now }: RestoreRequest): KubeObject {
  const time = toIso(now)
    .replaceAll(/[-:]|\.\d+Z/g, '')
    .replace('T', '-')
  return {
    apiVersion: volumeSnapshotRestore.apiVersion,
    kind: volumeSnapshotRestore.kind,
    metadata: {
      name: name ?? `${snapshot.name.slice(0, 40)}-${time}`,
      namespace: snapshot.namespace,
      ...(mayStop ? {} : { annotations: { [scaleDown.key]: 'false' } }),
    },
    spec: {
      sourceName: snapshot.name,
      sourceNamespace: snapshot.namespace,
      ...(group ? { groupSnapshot: true } : {}),
    },
  }
}
