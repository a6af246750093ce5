/** What a path of the API names. */

import type { Resource, ResourceTable } from './resource.ts'

export type Target = {
  readonly resource: Resource
  readonly namespace?: string
  readonly name?: string
  readonly subresource?: string
}

/** The resource that the path leads to, or undefined when there is none. Source: Kubernetes, resource URIs. */
export function targetOf(path: string, resources: ResourceTable): Target | undefined {
  const [root, ...segments] = path.split('/').slice(1).map(decoded)
  if (root !== 'api' && root !== 'apis') return undefined
  const apiVersion = root === 'api' ? segments[0] : segments.slice(0, 2).join('/')
  const rest = segments.slice(root === 'api' ? 1 : 2)
  if (apiVersion === undefined || rest.length === 0 || rest.some(segment => segment === '')) return undefined
  if (root === 'api' && apiVersion !== 'v1') return undefined
  if (rest[0] === 'namespaces' && rest.length > 2 && !(rest.length === 3 && ofNamespaces.has(rest[2] ?? ''))) {
    const [, namespace = '', plural = '', name, ...sub] = rest
    const resource = resources.find(apiVersion, plural)
    if (resource === undefined || resource.served.scope === 'Cluster') return undefined
    return build(resource, name, sub, namespace)
  }
  const [plural = '', name, ...sub] = rest
  const resource = resources.find(apiVersion, plural)
  if (resource === undefined) return undefined
  if (resource.served.scope === 'Namespaced' && name !== undefined) return undefined
  return build(resource, name, sub)
}

/** Subresources of namespaces themselves, which look like resources within one. */
const ofNamespaces: ReadonlySet<string> = new Set(['status', 'finalize'])

function build(
  resource: Resource,
  name: string | undefined,
  sub: readonly string[],
  namespace?: string,
): Target | undefined {
  if (sub.length > 1) return undefined
  const [subresource] = sub
  return {
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
