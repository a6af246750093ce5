/** What either executor writes for a snapshot, and what a plan is when nothing can be done. */

import type { Surroundings } from '../../engine/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import { noFreeze, type ObjectRun, type PlannedWrite, type RunFinding } from './object-run.ts'

/** `<uid>` stands for the owner's uid, which is not known before it exists. Source: STORK's name formats. */
export function writesOfSnapshot(
  spec: KubeObject,
  claims: readonly string[],
  onOwner: readonly 'update'[],
): readonly PlannedWrite[] {
  const { namespace = 'default', name, uid = '<uid>' } = spec.metadata
  const owner = onOwner.map((verb): PlannedWrite => ({ verb, kind: spec.kind, namespace, name }))
  if (spec.kind !== 'GroupVolumeSnapshot')
    return [...owner, { verb: 'create', kind: 'VolumeSnapshotData', name: `k8s-volume-snapshot-${uid}` }]
  const members = claims.flatMap((claim): readonly PlannedWrite[] => {
    const member = `${name}-${claim}-${uid}`
    return [
      { verb: 'create', kind: 'VolumeSnapshotData', name: member },
      { verb: 'create', kind: 'VolumeSnapshot', namespace, name: member },
    ]
  })
  return [...owner, ...members]
}

/** The objects of the snapshot's namespace by kind, and all PersistentVolumes. */
export function surroundings(spec: KubeObject, around: readonly KubeObject[]): Surroundings {
  const { namespace = 'default' } = spec.metadata
  const ofKind = (kind: string) =>
    around.filter(
      ({ kind: own, metadata }) =>
        own === kind && (kind === 'PersistentVolume' || (metadata.namespace ?? 'default') === namespace),
    )
  return {
    claims: ofKind('PersistentVolumeClaim'),
    volumes: ofKind('PersistentVolume'),
    pods: ofKind('Pod'),
    rules: ofKind('Rule'),
  }
}

/** Nothing is done but to say why. */
export function noRun(finding: RunFinding): ObjectRun {
  return {
    members: [],
    commands: [],
    freeze: noFreeze('Nothing is frozen: the run ends before.'),
    writes: [],
    permissions: [],
    steps: ['The object fails before anything is frozen.'],
    findings: [finding],
  }
}

export function spelled(claims: readonly string[]): string {
  return claims.join(', ')
}
