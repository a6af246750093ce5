/** Pods as workloads describe them: their labels, containers and claims, and the claims that StatefulSets make. */

import { type Labels, matchesLabels } from '../base/index.ts'
import { type Facts, labelsOf, type Neighbour, nameOf, namespaceOf, sameNamespace } from './facts.ts'
import { entry, isMap, textOf } from './json.ts'
import { groupedBy, oncePer, oncePerFacts } from './once-per.ts'

export type PodContainer = {
  readonly name: string
  readonly image: string
  /** Names of the claims it mounts. */
  readonly claims: readonly string[]
}

export type PodTemplate = {
  readonly workload: Neighbour
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  readonly labels: Labels
  readonly containers: readonly PodContainer[]
  /** Claims that its pods mount, by name. */
  readonly claims: readonly string[]
  /** Of a StatefulSet: names of claim templates. A pod's claim is called `<template>-<set>-<ordinal>`. */
  readonly claimTemplates: readonly string[]
  /** How many pods there are at most, as far as the object says. */
  readonly replicas: number
}

/** A claim that a document declares, or that the first pods of a StatefulSet have. */
export type KnownClaim = {
  readonly name: string
  readonly namespace: string | undefined
  readonly labels: Labels
  readonly object: Neighbour
  /** Whether a StatefulSet makes it. */
  readonly templated: boolean
}

/** Kinds whose pods count. */
export const workloadKinds: readonly string[] = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
  'Job',
  'CronJob',
]

/** The pod templates of all known workloads in that namespace, bare pods included. */
export function podTemplates(facts: Facts, namespace: string | undefined): readonly PodTemplate[] {
  return allTemplates(facts).filter(each => sameNamespace(each.namespace, namespace))
}

/** Facts do not change, and many checks ask about the same ones. */
const allTemplates = oncePerFacts((facts: Facts): readonly PodTemplate[] =>
  workloadKinds.flatMap(kind => facts.everywhere({ kind }).flatMap(templatesOf)),
)

/** The pod templates of the namespace whose pods an equality selector chooses. An empty selector chooses none here. */
export function templatesMatching(
  facts: Facts,
  namespace: string | undefined,
  selector: Readonly<Record<string, string | undefined>>,
): readonly PodTemplate[] {
  const wanted = Object.entries(selector).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  )
  const [first] = wanted
  if (first === undefined) return []
  const candidates = templatesByLabel(facts).get(labelText(...first)) ?? []
  return candidates.filter(
    each => sameNamespace(each.namespace, namespace) && matchesLabels(Object.fromEntries(wanted), each.labels),
  )
}

const templatesByLabel = oncePerFacts((facts: Facts) =>
  groupedBy(allTemplates(facts), ({ labels }) => Object.entries(labels).map(pair => labelText(...pair))),
)

function labelText(key: string, value: string): string {
  return `${key}=${value}`
}

/** The pod templates of the namespace whose pods use that claim, by name or because a StatefulSet makes it for them. */
export function templatesWithClaim(facts: Facts, namespace: string | undefined, claim: string): readonly PodTemplate[] {
  const made = claim.replace(/-\d+$/, '')
  const candidates = [
    ...(templatesByClaim(facts).get(claim) ?? []),
    ...(made === claim ? [] : (templatesByMadeClaims(facts).get(made) ?? [])),
  ]
  return [...new Set(candidates)].filter(each => sameNamespace(each.namespace, namespace))
}

const templatesByClaim = oncePerFacts((facts: Facts) => groupedBy(allTemplates(facts), ({ claims }) => claims))

/** By the names of the claims that a StatefulSet makes, without the number of the pod. */
const templatesByMadeClaims = oncePerFacts((facts: Facts) =>
  groupedBy(allTemplates(facts), ({ name, claimTemplates }) => claimTemplates.map(each => `${each}-${name}`)),
)

/** The containers of the template that mount that claim; none when none says so. */
export function containersWithClaim(pods: PodTemplate, claim: string): readonly PodContainer[] {
  const fromTemplate = templateOfClaim(pods, claim)
  return pods.containers.filter(
    ({ claims }) => claims.includes(claim) || (fromTemplate !== undefined && claims.includes(fromTemplate)),
  )
}

/** The claims that a container of the pod with that number mounts; the number counts for StatefulSets only. */
export function claimsOfContainer(
  { name, claimTemplates }: PodTemplate,
  container: PodContainer,
  ordinal: number,
): readonly string[] {
  const claims = container.claims.map(each => (claimTemplates.includes(each) ? `${each}-${name}-${ordinal}` : each))
  return [...new Set(claims)]
}

/** Claims of the namespace: those declared, and those of the first pods of StatefulSets. */
export function knownClaims(facts: Facts, namespace: string | undefined): readonly KnownClaim[] {
  return allClaims(facts).filter(each => sameNamespace(each.namespace, namespace))
}

/** Those of that name. */
export function claimsNamed(facts: Facts, namespace: string | undefined, name: string): readonly KnownClaim[] {
  return (claimsByName(facts).get(name) ?? []).filter(each => sameNamespace(each.namespace, namespace))
}

/** Those that carry the labels, of which there must be one at least. */
export function claimsWithLabels(facts: Facts, namespace: string | undefined, wanted: Labels): readonly KnownClaim[] {
  const [first] = Object.entries(wanted)
  const candidates = first === undefined ? [] : (claimsByLabel(facts).get(labelText(...first)) ?? [])
  return candidates.filter(each => sameNamespace(each.namespace, namespace) && matchesLabels(wanted, each.labels))
}

const claimsByName = oncePerFacts((facts: Facts) => groupedBy(allClaims(facts), ({ name }) => [name]))

const claimsByLabel = oncePerFacts((facts: Facts) =>
  groupedBy(allClaims(facts), ({ labels }) => Object.entries(labels).map(pair => labelText(...pair))),
)

const allClaims = oncePerFacts((facts: Facts): readonly KnownClaim[] => {
  const declared = facts.everywhere({ kind: 'PersistentVolumeClaim' }).map(object => ({
    name: nameOf(object) ?? '',
    namespace: namespaceOf(object),
    labels: labelsOf(object),
    object,
    templated: false,
  }))
  const templated = facts.everywhere({ kind: 'StatefulSet' }).flatMap(set =>
    claimTemplatesOf(set).flatMap(each =>
      Array.from({ length: Math.min(replicasOf(set), 9) }, (_, ordinal) => ({
        name: `${nameOf(each)}-${nameOf(set)}-${ordinal}`,
        namespace: namespaceOf(set),
        labels: labelsOf(each),
        object: each,
        templated: true,
      })),
    ),
  )
  return [...declared, ...templated]
})

/** The claim template from which that claim of a StatefulSet's pod was made. */
function templateOfClaim({ name, claimTemplates }: PodTemplate, claim: string): string | undefined {
  return claimTemplates.find(each => {
    const prefix = `${each}-${name}-`
    return claim.startsWith(prefix) && /^\d+$/.test(claim.slice(prefix.length))
  })
}

const templatesOf = oncePer((workload: Neighbour): readonly PodTemplate[] => template(workload, podOf(workload)))

function podOf(workload: Neighbour): unknown {
  if (workload.kind === 'Pod') return workload
  const spec = workload.kind === 'CronJob' ? entry(entry(workload.spec, 'jobTemplate'), 'spec') : workload.spec
  return entry(spec, 'template')
}

function template(workload: Neighbour, pod: unknown): readonly PodTemplate[] {
  const spec = entry(pod, 'spec')
  const kind = textOf(workload.kind)
  const name = nameOf(workload)
  if (!isMap(spec) || kind === undefined || name === undefined) return []
  const volumes = new Map(
    maps(spec.volumes).flatMap(volume => {
      const volumeName = textOf(volume.name)
      const claim = textOf(entry(volume.persistentVolumeClaim, 'claimName'))
      return volumeName === undefined || claim === undefined ? [] : [[volumeName, claim] as const]
    }),
  )
  const claimTemplates = claimTemplatesOf(workload).flatMap(each => nameOf(each) ?? [])
  const containers = maps(spec.containers).map(container => ({
    name: textOf(container.name) ?? '',
    image: textOf(container.image) ?? '',
    claims: [...maps(container.volumeMounts), ...maps(container.volumeDevices)].flatMap(mount => {
      const volume = textOf(mount.name) ?? ''
      return volumes.get(volume) ?? (claimTemplates.includes(volume) ? [volume] : [])
    }),
  }))
  const labels = labelsOf(isMap(pod) ? pod : {})
  const claims = [...volumes.values()]
  return [
    {
      workload,
      kind,
      name,
      namespace: namespaceOf(workload),
      labels,
      containers,
      claims,
      claimTemplates,
      replicas: replicasOf(workload),
    },
  ]
}

function claimTemplatesOf(workload: Neighbour): readonly Neighbour[] {
  return maps(entry(workload.spec, 'volumeClaimTemplates'))
}

function replicasOf(workload: Neighbour): number {
  if (workload.kind === 'DaemonSet') return Number.POSITIVE_INFINITY
  const replicas = entry(workload.spec, 'replicas')
  return typeof replicas === 'number' && replicas >= 0 ? replicas : 1
}

function maps(list: unknown): readonly Neighbour[] {
  return Array.isArray(list) ? list.filter(isMap) : []
}
