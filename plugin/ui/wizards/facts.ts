/** What wizards know of the cluster when they ask: plain objects, read once per frame by the screen around them. */

import type { Instant } from '@pxsnap/core/base'
import { factsOf, type KubeObject, type Proposal, proposals, textOf, valueAt } from '@pxsnap/core/specs'
import { age, snapshotState } from '@pxsnap/core/views'

export type WizardFacts = {
  readonly now: Instant
  /** Claims, pods, workloads, rules, snapshots, groups, pairs and namespaces, as far as they are known. */
  readonly objects: readonly KubeObject[]
  /** The namespace that the lists are narrowed to. */
  readonly namespace?: string
  /** The namespace of commands that name none. */
  readonly home: string
  /** Other clusters that can be paired with, by name. */
  readonly clusters: readonly string[]
}

export function ofKind({ objects }: WizardFacts, kind: string, namespace?: string): readonly KubeObject[] {
  return objects.filter(one => one.kind === kind && (namespace === undefined || one.metadata.namespace === namespace))
}

/** Namespaces that hold objects of a kind, sorted. */
export function namespacesWith(facts: WizardFacts, ...kinds: readonly string[]): readonly string[] {
  const held = facts.objects.flatMap(({ kind, metadata }) => (kinds.includes(kind) ? (metadata.namespace ?? []) : []))
  return [...new Set(held)].sort()
}

/** The library's entries for what runs on these claims. */
export function proposalsFor(facts: WizardFacts, namespace: string, claims: readonly string[]): readonly Proposal[] {
  const around = facts.objects.filter(({ metadata }) => metadata.namespace === namespace)
  return proposals(factsOf(around), namespace).filter(one => one.claims.some(claim => claims.includes(claim)))
}

/** `10Gi, app=mysql`. */
export function aboutClaim(claim: KubeObject): string {
  const size =
    textOf(valueAt(claim, ['status', 'capacity', 'storage'])) ??
    textOf(valueAt(claim, ['spec', 'resources', 'requests', 'storage'])) ??
    ''
  const labels = claim.metadata.labels ?? {}
  const app = labels.app ?? labels['app.kubernetes.io/name']
  return [size, ...(app === undefined ? [] : [`app=${app}`])].filter(part => part !== '').join(', ')
}

/** Snapshots and groups of a namespace that can be restored from; members of groups are left to their group. */
export function snapshotsIn(facts: WizardFacts, namespace: string): readonly KubeObject[] {
  return facts.objects
    .filter(({ kind, metadata }) => snapshotKinds.has(kind) && metadata.namespace === namespace)
    .filter(({ apiVersion }) => !apiVersion.startsWith('snapshot.storage.k8s.io/'))
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ kind }) => kind === 'GroupVolumeSnapshot') !== true)
    .toSorted((one, other) => (madeAt(one) > madeAt(other) ? -1 : 1))
}

export const snapshotKinds: ReadonlySet<string> = new Set(['VolumeSnapshot', 'GroupVolumeSnapshot'])

export function aboutSnapshot({ now }: WizardFacts, snapshot: KubeObject): string {
  const { word } = snapshotState(snapshot)
  return `${word}, ${age(snapshot.metadata.creationTimestamp, now)} old`
}

/** The claims of the members, in the order in which `clone` takes names for them. */
export function membersOf(facts: WizardFacts, snapshot: KubeObject): readonly string[] {
  if (snapshot.kind === 'VolumeSnapshot') return [claimOf(snapshot)]
  return ofKind(facts, 'VolumeSnapshot', snapshot.metadata.namespace)
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === snapshot.metadata.uid) === true)
    .map(claimOf)
    .toSorted()
}

function claimOf(snapshot: KubeObject): string {
  return textOf(valueAt(snapshot, ['spec', 'persistentVolumeClaimName'])) ?? snapshot.metadata.name
}

function madeAt({ metadata }: KubeObject): string {
  return metadata.creationTimestamp ?? ''
}

/** Why a text cannot be the name of an object; undefined where it can. */
export function nameProblem(text: string): string | undefined {
  if (text === '') return 'A name is missing.'
  if (text.length > 253) return 'A name has at most 253 characters.'
  if (/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(text)) return undefined
  return 'A name has lower-case letters, digits, - and . and begins and ends with a letter or digit.'
}
