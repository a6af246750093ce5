/** The number of replicas of a workload, apart from everything else. Source: Kubernetes, autoscaling/v1 Scale. */

import type { ScalePaths } from '../cluster/simulated/index.ts'
import { entry, isMap, type KubeObject, valueAt } from '../specs/index.ts'
import { badRequest } from './problems.ts'
import type { Resource } from './resource.ts'

const usual: ScalePaths = { replicas: '.spec.replicas', currentReplicas: '.status.replicas' }

export function scaleOf({ served }: Resource, object: KubeObject): KubeObject {
  const { replicas, currentReplicas, selector } = served.scale ?? usual
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const replicasNow = numberAt(object, currentReplicas)
  const text =
    selector === undefined ? selectorText(valueAt(object, ['spec', 'selector'])) : valueAt(object, steps(selector))
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    spec: { replicas: numberAt(object, replicas) },
    status: { replicas: replicasNow, ...(typeof text === 'string' && text !== '' ? { selector: text } : {}) },
  }
}

/** The object with the replicas of the Scale. Throws `BadRequest`. */
export function scaledTo({ served }: Resource, object: KubeObject, scale: unknown): KubeObject {
  const replicas = valueAt(scale, ['spec', 'replicas']) ?? 0
  if (typeof replicas !== 'number' || !Number.isInteger(replicas) || replicas < 0) {
    throw badRequest(`spec.replicas: ${JSON.stringify(replicas)} is no whole number of replicas`)
  }
  const { resourceVersion: _read, ...metadata } = object.metadata
  const expected = entry(entry(scale, 'metadata'), 'resourceVersion')
  const path = steps((served.scale ?? usual).replicas)
  return {
    ...object,
    ...withValue(object, path, replicas),
    metadata: {
      ...metadata,
      ...(typeof expected === 'string' && expected !== '' ? { resourceVersion: expected } : {}),
    },
  }
}

function withValue(map: unknown, path: readonly string[], value: unknown): Readonly<Record<string, unknown>> {
  const [first = '', ...rest] = path
  const own = isMap(map) ? map : {}
  return { ...own, [first]: rest.length === 0 ? value : withValue(own[first], rest, value) }
}

function steps(path: string): readonly string[] {
  return path.split('.').filter(part => part !== '')
}

function numberAt(object: KubeObject, path: string): number {
  const value = valueAt(object, steps(path))
  return typeof value === 'number' ? value : 0
}

/** A label selector as text. */
export function selectorText(selector: unknown): string {
  const labels = entry(selector, 'matchLabels')
  const expressions = entry(selector, 'matchExpressions')
  const pairs = isMap(labels) ? Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`) : []
  const rest = (Array.isArray(expressions) ? expressions : []).map(expression => {
    const key = String(entry(expression, 'key'))
    const values = entry(expression, 'values')
    const list = `(${(Array.isArray(values) ? values : []).join(',')})`
    switch (entry(expression, 'operator')) {
      case 'In':
        return `${key} in ${list}`
      case 'NotIn':
        return `${key} notin ${list}`
      case 'DoesNotExist':
        return `!${key}`
      default:
        return key
    }
  })
  return [...pairs.sort(), ...rest].join(',')
}
