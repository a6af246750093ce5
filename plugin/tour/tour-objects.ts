/** What the acts of the tour have in common: its cluster, and its objects by name. */

import { carryOut, planApply } from '@pxsnap/core/actions'
import type { Outcome } from '@pxsnap/core/engine'
import { createWorkspace } from '@pxsnap/core/language'
import type { SimulatedCluster } from '@pxsnap/core/simulation'
import { type KubeObject, type ObjectRef, textOf, valueAt } from '@pxsnap/core/specs'
import type { Face } from '../face.ts'
import type { TourFile } from '../tour-files.ts'
import { tourNamespace as namespace, type TourApplication } from './applications.ts'
import type { Teller } from './teller.ts'
import type { TourCluster } from './tour-cluster.ts'

export type Story = { readonly face: Face; readonly teller: Teller; readonly cluster: TourCluster }

export function objectsOf({ name, text }: TourFile): readonly KubeObject[] {
  const workspace = createWorkspace({ executor: 'pxsnap' })
  workspace.set(name, text)
  return workspace.objects(name).map(({ object }) => object)
}

/** Writes the objects as `apply` does: planned, in the order they need each other. */
export async function write({ cluster }: Story, objects: readonly KubeObject[]): Promise<void> {
  const plan = planApply(objects, [])
  const { refused } = await cluster.sim.drive(carryOut(plan, cluster.sim.ports.cluster, () => undefined))
  if (refused !== undefined) throw new Error(`${refused.ref.name} was refused: ${refused.message}`)
}

export function resultText(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'not carried out'
  if (outcome.result === 'successful') return `${outcome.evidence?.consistency ?? 'not'}-consistent`
  return `${outcome.result}: ${outcome.reason?.message ?? 'no reason given'}`
}

/** The VolumeSnapshots of an application's snapshot, in the order of its claims. */
export function membersOf(cluster: TourCluster, { snapshot, claims }: TourApplication): readonly KubeObject[] {
  if (snapshot.kind === 'VolumeSnapshot') return snapshotNamed(cluster, snapshot.name) ?? []
  const members = snapshotsOfGroup(cluster, snapshot.name)
  return claims.flatMap(claim => members.filter(member => claimName(member) === claim))
}

export function snapshotNamed(cluster: TourCluster, name: string): readonly KubeObject[] | undefined {
  const found = cluster.sim.plane.get(ref('VolumeSnapshot', name))
  return found === undefined ? undefined : [found]
}

export function snapshotsOfGroup(cluster: TourCluster, name: string): readonly KubeObject[] {
  const group = cluster.sim.plane.get(ref('GroupVolumeSnapshot', name))
  const { apiVersion, kind } = ref('VolumeSnapshot', '')
  return cluster.sim.plane
    .list({ apiVersion, kind, namespace })
    .items.filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === group?.metadata.uid))
}

export function snapshotRef({ snapshot }: TourApplication): ObjectRef {
  return ref(snapshot.kind, snapshot.name)
}

export function ref(kind: 'VolumeSnapshot' | 'GroupVolumeSnapshot', name: string): ObjectRef {
  const apiVersion =
    kind === 'VolumeSnapshot' ? 'volumesnapshot.external-storage.k8s.io/v1' : 'stork.libopenstorage.org/v1alpha1'
  return { apiVersion, kind, namespace, name }
}

export function claimName(snapshot: KubeObject): string {
  return textOf(valueAt(snapshot, ['spec', 'persistentVolumeClaimName'])) ?? snapshot.metadata.name
}

/** What MySQL itself says how many rows it has; absent when it does not answer. `driven`: the cluster in which time passes. */
export async function countRows(sim: SimulatedCluster, driven: SimulatedCluster): Promise<number | undefined> {
  const script = 'mysql --user=root --password="$MYSQL_ROOT_PASSWORD" -BNse "SELECT COUNT(*) FROM shop.orders"'
  const request = { namespace, pod: 'mysql-0', argv: ['sh', '-c', script], timeoutMs: 10_000 }
  const { exit, stdout } = await driven.drive(sim.ports.exec.run(request))
  const count = Number(stdout.trim())
  return exit === 0 && Number.isInteger(count) ? count : undefined
}
