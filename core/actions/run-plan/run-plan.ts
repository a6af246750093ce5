/** What carrying out specs will do, worked out before anything is written: by our engine, or by STORK as it is. */

import { type Instant, instant } from '../../base/index.ts'
import type { Executor, KubeObject, ObjectRef } from '../../specs/index.ts'
import { type Plan, refOf, subject } from '../plan.ts'
import { noFreeze, type ObjectRun, type Permission, type PlannedFreeze, type PlannedWrite } from './object-run.ts'
import { isClonedClaim, planners } from './planners.ts'

/** The cluster as it will be when the specs are written: rules, claims, volumes, pods and snapshots of all namespaces. */
export type RunSurroundings = {
  readonly objects: readonly KubeObject[]
  /** From when on the next run of a schedule is looked for; absent: the beginning of time. */
  readonly now?: Instant
}

export type RunPlan = ObjectRun & {
  readonly executor: Executor
  readonly objects: readonly { readonly ref: ObjectRef; readonly run: ObjectRun }[]
  readonly ok: boolean
}

/** Plans every object of a kind that is carried out; `apply` is what writing the specs changes. */
export function planRun(
  executor: Executor,
  specs: readonly KubeObject[],
  apply: Pick<Plan, 'writes'>,
  around: RunSurroundings,
): RunPlan {
  const objects = specs.flatMap(spec => {
    const planned = isPlanned(spec) || isRule(spec) ? planners[spec.kind] : undefined
    if (planned === undefined) return []
    return [{ ref: refOf(spec), run: planned.plan(executor, spec, around.objects, around.now ?? instant(0)) }]
  })
  const runs = objects.map(({ run }) => run)
  const findings = runs.flatMap(run => run.findings)
  const written = apply.writes.map((write): PlannedWrite => {
    const { kind, namespace, name } = subject(write)
    return { verb: write.do, kind, name, ...(namespace === undefined ? {} : { namespace }) }
  })
  return {
    executor,
    objects,
    members: runs.flatMap(run => run.members),
    commands: runs.flatMap(run => run.commands),
    freeze: longestOf(runs.map(run => run.freeze)),
    writes: [...written, ...runs.flatMap(run => run.writes)],
    permissions: unique([...written.map(permissionFor), ...runs.flatMap(run => run.permissions)]),
    steps: runs.flatMap(run => run.steps),
    findings,
    ok: findings.every(({ severity }) => severity !== 'error'),
  }
}

/** Whether somebody carries the object out, and it can be said before what that will do. */
export function isPlanned(object: KubeObject): boolean {
  // CSI has a VolumeSnapshot of its own, which the cluster's snapshot controller carries out.
  if (planners[object.kind] === undefined || object.apiVersion.startsWith('snapshot.storage.k8s.io/')) return false
  if (isRule(object)) return false
  return object.kind !== 'PersistentVolumeClaim' || isClonedClaim(object)
}

/** Whether it can be tried in a simulation, too. */
export function isTried(object: KubeObject): boolean {
  return isPlanned(object) && planners[object.kind]?.tried === true
}

function isRule({ kind }: KubeObject): boolean {
  return kind === 'Rule'
}

/** Objects are carried out one beside the other, so the worst of them is what an application can meet. */
function longestOf(freezes: readonly PlannedFreeze[]): PlannedFreeze {
  const bound = ({ longestMs }: PlannedFreeze) => longestMs ?? Number.POSITIVE_INFINITY
  const sorted = freezes.toSorted((one, other) => bound(other) - bound(one) || other.typicalMs - one.typicalMs)
  return sorted[0] ?? noFreeze('Nothing is carried out.')
}

function permissionFor({ verb, kind, namespace }: PlannedWrite): Permission {
  return { verb, resource: resourceOf(kind), ...(namespace === undefined ? {} : { namespace }) }
}

/** Source: Kubernetes' plural names, as RBAC rules have them. */
export function resourceOf(kind: string): string {
  const lower = kind.toLowerCase()
  if (/(s|x|ch)$/.test(lower)) return `${lower}es`
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`
}

function unique(permissions: readonly Permission[]): readonly Permission[] {
  return [...new Map(permissions.map(one => [JSON.stringify(one), one])).values()]
}
