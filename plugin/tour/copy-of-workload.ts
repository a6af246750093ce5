/** A second copy of a workload on other claims, under a name and labels of its own, so that no rule or group meets it. */

import { isMap, type KubeObject } from '@pxsnap/core/specs'

/** `claims`: the new claim for each old one. Every label value and the name get the suffix. */
export function copyOf(workload: KubeObject, claims: ReadonlyMap<string, string>, suffix: string): KubeObject {
  const { namespace, name } = workload.metadata
  const { status: _status, ...rest } = workload
  const metadata = { name: `${name}${suffix}`, ...(namespace === undefined ? {} : { namespace }) }
  return {
    ...rest,
    apiVersion: workload.apiVersion,
    kind: workload.kind,
    metadata,
    spec: renamed(workload.spec, claims, suffix),
  }
}

function renamed(value: unknown, claims: ReadonlyMap<string, string>, suffix: string): unknown {
  if (Array.isArray(value)) return value.map(item => renamed(item, claims, suffix))
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'claimName' && typeof inner === 'string') return [key, claims.get(inner) ?? inner]
      if ((key === 'labels' || key === 'matchLabels') && isMap(inner)) return [key, relabelled(inner, suffix)]
      return [key, renamed(inner, claims, suffix)]
    }),
  )
}

function relabelled(labels: Readonly<Record<string, unknown>>, suffix: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, `${String(value)}${suffix}`]))
}
