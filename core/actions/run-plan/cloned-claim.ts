/** What becomes of a claim that is made from a snapshot. Either executor makes a volume and binds it. */

import { planCloneOf } from '../../engine/index.ts'
import {
  annotationsOf,
  entry,
  type KubeObject,
  snapshotSource,
  snapshotSourceNamespace,
  textOf,
} from '../../specs/index.ts'
import { refOf } from '../plan.ts'
import { noFreeze, type ObjectRun } from './object-run.ts'
import { noRun } from './snapshot-writes.ts'

export function planClonedClaim(spec: KubeObject, around: readonly KubeObject[]): ObjectRun {
  const object = refOf(spec)
  const { namespace = 'default', name, uid = '<uid>' } = spec.metadata
  const annotations = annotationsOf(spec)
  const source = {
    name: annotations[snapshotSource.key] ?? '',
    namespace: annotations[snapshotSourceNamespace.key] ?? namespace,
  }
  const snapshot = around.find(
    ({ kind, metadata }) =>
      kind === 'VolumeSnapshot' && metadata.name === source.name && metadata.namespace === source.namespace,
  )
  const dataName = textOf(entry(snapshot?.spec, 'snapshotDataName'))
  const data = around.find(({ kind, metadata }) => kind === 'VolumeSnapshotData' && metadata.name === dataName)
  const planned = planCloneOf({ ...spec, metadata: { ...spec.metadata, namespace } }, source, snapshot, data)
  // A snapshot that is written with the claim is waited for.
  if ('problem' in planned && !planned.mayPass) {
    const { code, message } = planned.problem
    return noRun({ code: `plan/${code}`, severity: 'error', object, message })
  }
  const volume = 'plan' in planned ? `a new one, with the bytes of ${planned.plan.snapshot}` : 'a new one'
  return {
    members: [{ namespace, claim: name, volume }],
    commands: [],
    freeze: noFreeze('A clone asks no application to stand still.'),
    writes: [
      { verb: 'create', kind: 'PersistentVolume', name: `pvc-${uid}` },
      { verb: 'update', kind: 'PersistentVolumeClaim', namespace, name },
    ],
    permissions: [
      { verb: 'get', resource: 'volumesnapshots', namespace: source.namespace },
      { verb: 'get', resource: 'volumesnapshotdatas' },
      { verb: 'create', resource: 'persistentvolumes' },
      { verb: 'update', resource: 'persistentvolumeclaims', namespace },
    ],
    steps: [
      ...('plan' in planned ? [] : [planned.problem.message]),
      `The storage makes a volume with the bytes of VolumeSnapshot ${source.namespace}/${source.name}.`,
      `The claim ${name} is bound to it.`,
    ],
    findings: [],
  }
}
