/** What carrying out a snapshot will do, said before anything is written: claims, pods, commands, and what stands against it. */

import { type Command, markOf, type Reason, resolveTargets, type Surroundings } from '../engine/index.ts'
import type { KubeObject } from '../specs/index.ts'

export type Expectation =
  | {
      readonly is: 'clear'
      /** The claims that are snapshotted together, sorted. */
      readonly claims: readonly string[]
      /** In the order they run. */
      readonly commands: readonly ExpectedCommand[]
      /** What the user should know although it stops nothing. */
      readonly notes: readonly string[]
    }
  /** Something is missing or wrong. `mayPass`: it can come by itself, for example with a workload of the same plan. */
  | { readonly is: 'hindered'; readonly reason: Reason; readonly mayPass: boolean }

export type ExpectedCommand = {
  readonly when: 'pre' | 'post'
  readonly pod: string
  readonly container: string
  readonly text: string
  /** Whether it holds until the snapshot has been taken. */
  readonly holds: boolean
}

/** `around`: the objects of the snapshot's namespace and all PersistentVolumes, as they will be after the plan's writes. */
export function expectSnapshot(snapshot: KubeObject, around: readonly KubeObject[]): Expectation {
  const resolved = resolveTargets(snapshot, surroundings(around))
  if ('problem' in resolved) return { is: 'hindered', reason: resolved.problem, mayPass: resolved.mayPass }
  const { members, targets, pre, post, notes } = resolved.targets
  const commands = (when: 'pre' | 'post', waves: readonly (readonly Command[])[]) =>
    waves.flat().map(({ target, text, holds }): ExpectedCommand => {
      const { pod = '', container = '' } = targets[target] ?? {}
      return { when, pod, container, text, holds }
    })
  return {
    is: 'clear',
    claims: members.map(({ claim }) => claim).toSorted(),
    commands: [...commands('pre', pre), ...commands('post', post)],
    notes,
  }
}

function surroundings(around: readonly KubeObject[]): Surroundings {
  const ofKind = (kind: string) => around.filter(object => object.kind === kind)
  return {
    claims: ofKind('PersistentVolumeClaim'),
    volumes: ofKind('PersistentVolume'),
    pods: ofKind('Pod'),
    rules: ofKind('Rule'),
  }
}

/** Whether our engine has begun to carry the object out, or is done with it. */
export function isBegun(object: KubeObject): boolean {
  return markOf(object) !== undefined
}
