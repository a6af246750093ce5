/** What is known of a plan before the user agrees: what carrying it out will do, and whether the account may do it. */

import {
  isPlanned,
  type Permission,
  type Plan,
  planRun,
  refKey,
  refOf,
  resourceOf,
  subject,
  type Write,
} from '@pxsnap/core/actions'
import type { Instant } from '@pxsnap/core/base'
import type { AccessAnswer, AccessAsk } from '@pxsnap/core/ports'
import { type Executor, type KubeObject, kindCatalogue, textOf, valueAt } from '@pxsnap/core/specs'
import { type RunPlanView, runPlanView, type TreeNode, treeOf } from '@pxsnap/core/views'
import { permissionsOf } from '../../cluster-facts.ts'
import type { World } from '../../open-world.ts'

export type PlanReview = {
  /** Absent for what nobody carries out any further, such as a deletion. */
  readonly view?: RunPlanView
  /** What is deleted with what the plan deletes, as `kind/name`. */
  readonly alongside: readonly string[]
  readonly permissions: readonly { readonly text: string; readonly allowed: boolean; readonly why?: string }[]
}

/** Reads what the specs touch; writes nothing. */
export async function reviewPlan(
  world: World,
  {
    plan,
    specs,
    executor,
  }: { readonly plan: Plan; readonly specs: readonly KubeObject[]; readonly executor: Executor },
): Promise<PlanReview> {
  const around = await surroundings(world, [...specs.flatMap(namespacesOf), ...plan.writes.flatMap(namespaceWritten)])
  const objects = merged(around, specs)
  // A rule is what others run; beside them it is no plan of its own.
  const carriedOut = specs.filter(isPlanned)
  const run = planRun(executor, carriedOut.length > 0 ? carriedOut : specs, plan, { objects, now: world.now() })
  const asks = run.permissions.flatMap(permission => askOf(permission) ?? [])
  const answers = await permissionsOf(world).review(asks)
  return {
    ...(run.objects.length === 0 ? {} : { view: runPlanView(run) }),
    alongside: goingAlong(plan, around, world.now()),
    permissions: answers.map(permissionRow),
  }
}

function permissionRow({ ask, allowed, why }: AccessAnswer) {
  const { verb, kind, subresource, namespace } = ask
  const what = `${verb} ${resourceOf(kind)}${subresource === undefined ? '' : `/${subresource}`}`
  return {
    text: `${what}${namespace === undefined ? '' : ` in ${namespace}`}`,
    allowed,
    ...(why === undefined || why === '' ? {} : { why }),
  }
}

/** Permissions name resources as RBAC does; undefined for those that are no objects we know. */
function askOf({ verb, resource, namespace }: Permission): AccessAsk | undefined {
  const [plural = '', subresource] = resource.split('/')
  const kind = kindCatalogue.find(one => one.plural === plural) ?? others.find(one => one.plural === plural)
  if (kind === undefined) return undefined
  return {
    verb,
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
  }
}

const others = [
  { apiVersion: 'v1', kind: 'Pod', plural: 'pods' },
  { apiVersion: 'apps/v1', kind: 'Deployment', plural: 'deployments' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' },
]

/** What plans look at, in the namespaces of the specs, and what belongs to none. */
async function surroundings(world: World, among: readonly string[]): Promise<readonly KubeObject[]> {
  const namespaces = [...new Set(among)]
  const { cluster } = world.ports
  const near = namespaces.flatMap(namespace => nearKinds.map(kind => cluster.list({ ...kind, namespace })))
  const found = await world.drive(Promise.allSettled([...near, ...clusterKinds.map(kind => cluster.list(kind))]))
  // What may not be listed is missing from the plan, which then says so; it stops nothing here.
  return found.flatMap(one => (one.status === 'fulfilled' ? one.value.items : []))
}

/** What Kubernetes deletes because it is owned, and what the storage keeps for snapshots. */
function goingAlong(plan: Plan, around: readonly KubeObject[], now: Instant): readonly string[] {
  const uids = new Set(plan.writes.flatMap(write => (write.do === 'delete' ? (write.uid ?? []) : [])))
  const deleted = around.filter(({ metadata }) => metadata.uid !== undefined && uids.has(metadata.uid))
  const below = (node: TreeNode): readonly KubeObject[] =>
    node.children
      .filter(({ relation }) => relation === '' || relation === 'data')
      .flatMap(child => [child.object, ...below(child)])
  const found = deleted.flatMap(object => below(nodeOf(object, treeOf(object, around, now))))
  const others = found.filter(({ metadata }) => metadata.uid === undefined || !uids.has(metadata.uid))
  return [...new Set(others.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`))].sort()
}

/** The tree begins with its topmost owner, which stays. */
function nodeOf(object: KubeObject, top: TreeNode): TreeNode {
  const find = (node: TreeNode): TreeNode | undefined =>
    node.isAsked ? node : node.children.map(find).find(found => found !== undefined)
  return find(top) ?? { ...top, object, children: [] }
}

function namespaceWritten(write: Write): readonly string[] {
  return subject(write).namespace === undefined ? [] : [subject(write).namespace ?? '']
}

/** Its own, and those that a migration moves. */
function namespacesOf({ metadata, spec }: KubeObject): readonly string[] {
  const moved = valueAt(spec, ['namespaces'])
  const others = Array.isArray(moved) ? moved.flatMap(name => textOf(name) ?? []) : []
  return [...(metadata.namespace === undefined ? [] : [metadata.namespace]), ...others]
}

const nearKinds = [
  ...['PersistentVolumeClaim', 'Pod'].map(kind => ({ apiVersion: 'v1', kind })),
  ...['StatefulSet', 'Deployment', 'ReplicaSet'].map(kind => ({ apiVersion: 'apps/v1', kind })),
  ...kindCatalogue
    .filter(({ kind, scope }) => scope === 'Namespaced' && kind !== 'PersistentVolumeClaim')
    .map(({ apiVersion, kind }) => ({ apiVersion, kind })),
]
const clusterKinds = kindCatalogue
  .filter(({ scope }) => scope === 'Cluster')
  .map(({ apiVersion, kind }) => ({ apiVersion, kind }))

function merged(there: readonly KubeObject[], specs: readonly KubeObject[]): readonly KubeObject[] {
  return [...new Map([...there, ...specs].map(object => [refKey(refOf(object)), object])).values()]
}
