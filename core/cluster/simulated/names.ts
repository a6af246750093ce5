/** How objects and labels may be named. */

import { isMap } from '../../specs/index.ts'

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const qualifiedPart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
/** Kinds whose names become part of a DNS name, and so are shorter. */
const labelNamed: ReadonlySet<string> = new Set(['Namespace', 'Service'])
/** Kinds whose names are path segments, for example `system:node`. */
const pathNamed: ReadonlySet<string> = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'])

/** What is wrong with an object's name, or undefined. Source: Kubernetes, object names and IDs. */
export function nameProblem(kind: string, name: string): string | undefined {
  if (pathNamed.has(kind)) {
    return name === '.' || name === '..' || /[/%]/.test(name) ? `the name "${name}" contains "/" or "%"` : undefined
  }
  if (labelNamed.has(kind)) {
    return dnsLabel.test(name) && name.length <= 63
      ? undefined
      : `the name "${name}" is no DNS label: lower-case letters, digits and "-", at most 63, a letter or digit at both ends`
  }
  return subdomain.test(name) && name.length <= 253
    ? undefined
    : `the name "${name}" is no DNS subdomain: lower-case letters, digits, "-" and ".", at most 253, a letter or digit at both ends of each part`
}

/** What is wrong with `metadata.labels`, or undefined. Source: Kubernetes, labels and selectors. */
export function labelsProblem(labels: unknown): string | undefined {
  const problem = textMapProblem('metadata.labels', labels)
  if (problem !== undefined || !isMap(labels)) return problem
  for (const [key, value] of Object.entries(labels)) {
    if (!isQualified(key)) return `metadata.labels: "${key}" is no label key`
    if (value !== '' && (typeof value !== 'string' || value.length > 63 || !qualifiedPart.test(value))) {
      return `metadata.labels: the value "${String(value)}" of "${key}" is no label value: at most 63 letters, digits, "-", "_" and ".", a letter or digit at both ends`
    }
  }
  return undefined
}

const annotationsLimitBytes = 256 * 1024

/** What is wrong with `metadata.annotations`, or undefined. Source: Kubernetes, annotations (256 KiB together). */
export function annotationsProblem(annotations: unknown): string | undefined {
  const problem = textMapProblem('metadata.annotations', annotations)
  if (problem !== undefined || !isMap(annotations)) return problem
  const unnamed = Object.keys(annotations).find(key => !isQualified(key.toLowerCase()))
  if (unnamed !== undefined) return `metadata.annotations: "${unnamed}" is no annotation key`
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + String(value).length, 0)
  return size > annotationsLimitBytes ? `metadata.annotations: ${size} bytes, and 256 KiB is the limit` : undefined
}

/** Whether the text is a name with an optional DNS prefix, as label keys and finalizers are. */
export function isQualified(text: string): boolean {
  const slash = text.indexOf('/')
  const name = text.slice(slash + 1)
  if (name.length > 63 || !qualifiedPart.test(name)) return false
  return slash === -1 || (slash <= 253 && subdomain.test(text.slice(0, slash)))
}

function textMapProblem(path: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (!isMap(value)) return `${path} is no map`
  const wrong = Object.entries(value).find(([, item]) => typeof item !== 'string')
  return wrong === undefined ? undefined : `${path}: the value of "${wrong[0]}" is no text; put it in quotes`
}
