/** Chooses the right kind of snapshot for claims: one alone, or several in a group that shares one instant. */

import type { Instant } from '../base/index.ts'
import { toIso } from '../base/index.ts'
import {
  cloudCredential,
  groupVolumeSnapshot,
  type KubeObject,
  postSnapshotRule,
  preSnapshotRule,
  snapshotType,
  volumeSnapshot,
} from '../specs/index.ts'
import type { Obstacle } from './plan.ts'

export type SnapshotRequest = {
  readonly namespace: string
  /** Which claims: by their names, or by the labels that they all carry. */
  readonly wanted: { readonly names: readonly string[] } | { readonly labels: Readonly<Record<string, string>> }
  /** All claims of the namespace. */
  readonly claims: readonly KubeObject[]
  /** Absent: made of the claim or a label, and the time. */
  readonly name?: string | undefined
  readonly now: Instant
  readonly preRule?: string | undefined
  readonly postRule?: string | undefined
  readonly cloud: boolean
  readonly credential?: string | undefined
}

export type SnapshotChoice = { readonly object: KubeObject } | { readonly obstacle: Obstacle }

/** The VolumeSnapshot or GroupVolumeSnapshot that takes exactly these claims, or why there is none. */
export function snapshotOf(request: SnapshotRequest): SnapshotChoice {
  const { wanted, claims, namespace } = request
  if ('labels' in wanted) {
    if (claims.some(claim => carries(claim, wanted.labels))) return { object: group(request, wanted.labels) }
    return refuse('not-found', `No claim in namespace "${namespace}" carries ${written(wanted.labels)}.`)
  }
  const names = [...new Set(wanted.names)]
  const missing = names.find(name => !claims.some(({ metadata }) => metadata.name === name))
  if (missing !== undefined) return refuse('not-found', `There is no claim "${missing}" in namespace "${namespace}".`)
  const [only] = names
  if (only !== undefined && names.length === 1) return { object: single(request, only) }
  const labels = commonLabels(claims.filter(({ metadata }) => names.includes(metadata.name)))
  const chosen = claims.filter(claim => carries(claim, labels)).map(({ metadata }) => metadata.name)
  if (Object.keys(labels).length > 0 && chosen.length === names.length) return { object: group(request, labels) }
  const others = chosen.filter(name => !names.includes(name))
  return refuse(
    'not-allowed',
    Object.keys(labels).length === 0
      ? `A group chooses its claims by labels, and ${names.join(', ')} have none in common.`
      : `A group chooses its claims by labels, and ${written(labels)} also chooses ${others.join(', ')}.`,
    `kubectl label pvc -n ${namespace} ${names.join(' ')} snapshot-group=NAME, then snapshot -l snapshot-group=NAME`,
  )
}

function single(request: SnapshotRequest, claim: string): KubeObject {
  const { preRule, postRule, cloud, credential } = request
  const annotations = {
    ...(preRule === undefined ? {} : { [preSnapshotRule.key]: preRule }),
    ...(postRule === undefined ? {} : { [postSnapshotRule.key]: postRule }),
    ...options(cloud, credential),
  }
  return {
    apiVersion: volumeSnapshot.apiVersion,
    kind: volumeSnapshot.kind,
    metadata: {
      name: request.name ?? stamped(claim, request.now),
      namespace: request.namespace,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: { persistentVolumeClaimName: claim },
  }
}

function group(request: SnapshotRequest, labels: Readonly<Record<string, string>>): KubeObject {
  const { preRule, postRule, cloud, credential } = request
  const [value] = Object.values(labels)
  return {
    apiVersion: groupVolumeSnapshot.apiVersion,
    kind: groupVolumeSnapshot.kind,
    metadata: { name: request.name ?? stamped(value ?? 'group', request.now), namespace: request.namespace },
    spec: {
      pvcSelector: { matchLabels: labels },
      ...(preRule === undefined ? {} : { preExecRule: preRule }),
      ...(postRule === undefined ? {} : { postExecRule: postRule }),
      ...(cloud ? { options: options(cloud, credential) } : {}),
    },
  }
}

function options(cloud: boolean, credential: string | undefined): Readonly<Record<string, string>> {
  if (!cloud) return {}
  return { [snapshotType.key]: 'cloud', ...(credential === undefined ? {} : { [cloudCredential.key]: credential }) }
}

function carries({ metadata }: KubeObject, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value)
}

function commonLabels(claims: readonly KubeObject[]): Readonly<Record<string, string>> {
  const [first, ...others] = claims
  const shared = Object.entries(first?.metadata.labels ?? {}).filter(([key, value]) =>
    others.every(({ metadata }) => metadata.labels?.[key] === value),
  )
  return Object.fromEntries(shared)
}

/** A name of Kubernetes with the time in it: `orders-20260101-080012`. */
function stamped(stem: string, now: Instant): string {
  const time = toIso(now)
    .replaceAll(/[-:]|\.\d+Z/g, '')
    .replace('T', '-')
  const plain = stem
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return `${plain.slice(0, 30).replace(/-+$/, '') || 'snapshot'}-${time}`
}

function written(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

function refuse(code: Obstacle['code'], message: string, next?: string): SnapshotChoice {
  return { obstacle: { code, message, ...(next === undefined ? {} : { next }) } }
}
