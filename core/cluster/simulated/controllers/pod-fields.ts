/** What controllers read of pods and pod templates. */

import { entry, isMap, type KubeObject, textOf, valueAt } from '../../../specs/index.ts'

/** The names of the claims that the pod mounts, each once. */
export function claimNamesOf(pod: KubeObject): readonly string[] {
  const volumes = valueAt(pod, ['spec', 'volumes'])
  const names = (Array.isArray(volumes) ? volumes : []).flatMap(
    volume => textOf(valueAt(volume, ['persistentVolumeClaim', 'claimName'])) ?? [],
  )
  return [...new Set(names)]
}

export function containersOf(pod: KubeObject): readonly { readonly name: string; readonly image: string }[] {
  const containers = valueAt(pod, ['spec', 'containers'])
  return (Array.isArray(containers) ? containers : []).map(container => ({
    name: textOf(entry(container, 'name')) ?? '',
    image: textOf(entry(container, 'image')) ?? '',
  }))
}

export function phaseOf(pod: KubeObject): string {
  return textOf(valueAt(pod, ['status', 'phase'])) ?? 'Pending'
}

/** Whether the pod still uses its claims, or will. */
export function isActive(pod: KubeObject): boolean {
  return pod.metadata.deletionTimestamp === undefined && phaseOf(pod) !== 'Succeeded' && phaseOf(pod) !== 'Failed'
}

export function isReady(pod: KubeObject): boolean {
  const conditions = valueAt(pod, ['status', 'conditions'])
  return (
    Array.isArray(conditions) &&
    conditions.some(condition => entry(condition, 'type') === 'Ready' && entry(condition, 'status') === 'True')
  )
}

export function nodeOf(pod: KubeObject): string | undefined {
  return textOf(valueAt(pod, ['spec', 'nodeName']))
}

export type PodTemplate = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly spec: Readonly<Record<string, unknown>>
}

export function templateOf(workload: KubeObject): PodTemplate {
  const template = valueAt(workload, ['spec', 'template'])
  const spec = entry(template, 'spec')
  return {
    labels: textMap(valueAt(template, ['metadata', 'labels'])),
    annotations: textMap(valueAt(template, ['metadata', 'annotations'])),
    spec: isMap(spec) ? spec : {},
  }
}

export function replicasOf(workload: KubeObject): number {
  const replicas = valueAt(workload, ['spec', 'replicas'])
  return typeof replicas === 'number' ? replicas : 1
}

function textMap(value: unknown): Readonly<Record<string, string>> {
  if (!isMap(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, String(item)]))
}
