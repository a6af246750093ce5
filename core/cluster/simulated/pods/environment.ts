/** The environment of a container, as the kubelet makes it. */

import { entry, type KubeObject, textOf, valueAt } from '../../../specs/index.ts'
import { dataOf, type PodLookups } from './lookups.ts'

const inherited = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
}

/**
 * Later entries win over earlier ones, and `env` over `envFrom`. A key that does not exist is left out; a real kubelet
 * would not start the container.
 *
 * Source: kubelet, container environment; `$(NAME)` refers to entries before it, `$$(NAME)` is `$(NAME)`.
 */
export function environmentOf(
  pod: KubeObject,
  container: unknown,
  lookups: PodLookups,
): Readonly<Record<string, string>> {
  const { namespace = 'default', name } = pod.metadata
  const env: Record<string, string> = { ...inherited, HOSTNAME: textOf(valueAt(pod, ['spec', 'hostname'])) ?? name }
  for (const source of listOf(entry(container, 'envFrom'))) {
    const prefix = textOf(entry(source, 'prefix')) ?? ''
    const map = textOf(valueAt(source, ['configMapRef', 'name']))
    const secret = textOf(valueAt(source, ['secretRef', 'name']))
    const data =
      map !== undefined
        ? dataOf(lookups, 'ConfigMap', namespace, map)
        : secret !== undefined
          ? dataOf(lookups, 'Secret', namespace, secret)
          : undefined
    for (const [key, value] of Object.entries(data ?? {})) env[prefix + key] = value
  }
  for (const variable of listOf(entry(container, 'env'))) {
    const key = textOf(entry(variable, 'name'))
    const value = valueFor(pod, variable, namespace, lookups)
    if (key !== undefined && value !== undefined) env[key] = expanded(value, env)
  }
  return env
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function valueFor(pod: KubeObject, variable: unknown, namespace: string, lookups: PodLookups): string | undefined {
  const from = entry(variable, 'valueFrom')
  if (from === undefined) {
    const value = entry(variable, 'value')
    return value === undefined || value === null ? '' : String(value)
  }
  const field = textOf(valueAt(from, ['fieldRef', 'fieldPath']))
  if (field !== undefined) return fieldOf(pod, field)
  for (const [reference, kind] of references) {
    const name = textOf(valueAt(from, [reference, 'name']))
    const key = textOf(valueAt(from, [reference, 'key']))
    if (name === undefined || key === undefined) continue
    const data = dataOf(lookups, kind, namespace, name)
    return data !== undefined && Object.hasOwn(data, key) ? data[key] : undefined
  }
  return undefined
}

const references = [
  ['secretKeyRef', 'Secret'],
  ['configMapKeyRef', 'ConfigMap'],
] as const

/** `metadata.name`, `spec.nodeName`, `metadata.labels['app']` and the like. */
function fieldOf(pod: KubeObject, path: string): string {
  const keyed = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/.exec(path)
  const steps = keyed ? [...(keyed[1] ?? '').split('.'), keyed[2] ?? ''] : path.split('.')
  const found = valueAt(pod, steps)
  return found === undefined || found === null ? '' : String(found)
}

function expanded(value: string, env: Readonly<Record<string, string>>): string {
  return value.replace(/\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$'
    return Object.hasOwn(env, name) ? (env[name] ?? '') : whole
  })
}
