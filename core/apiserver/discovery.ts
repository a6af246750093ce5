/** What the server tells of itself: versions, groups and resources, in the legacy and the aggregated form. */

import { type Answer, jsonAnswer } from './answer.ts'
import type { ApiCall } from './api-call.ts'
import type { Resource, ResourceTable } from './resource.ts'

/** The Kubernetes release whose API the server speaks. */
export const serverVersion = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.0+pxsnap',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: '',
  compiler: 'node',
  platform: 'simulated',
} as const

/** The discovery document of the path, or undefined when it names none. */
export function discovery(call: ApiCall, resources: ResourceTable): Answer | undefined {
  const { path } = call
  if (path === '/api' || path === '/api/') return aggregated(call, resources, true) ?? jsonAnswer(coreVersions)
  if (path === '/apis' || path === '/apis/') {
    return (
      aggregated(call, resources, false) ??
      jsonAnswer({ kind: 'APIGroupList', apiVersion: 'v1', groups: groupsOf(resources).map(groupDocument) })
    )
  }
  const [root, one, two, ...more] = path.replace(/\/$/, '').slice(1).split('/')
  if (one === undefined || more.length > 0) return undefined
  if (root === 'api') return one === 'v1' && two === undefined ? resourceList(resources, 'v1') : undefined
  if (root !== 'apis') return undefined
  const group = groupsOf(resources).find(({ name }) => name === one)
  if (two === undefined) {
    return group && jsonAnswer({ kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(group) })
  }
  return group?.versions.includes(two) === true ? resourceList(resources, `${one}/${two}`) : undefined
}

type Group = { readonly name: string; readonly versions: readonly string[] }

const coreVersions = { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] }

/** Every named group with its versions, the preferred one first. */
export function groupsOf(resources: ResourceTable): readonly Group[] {
  const versions = new Map<string, Set<string>>()
  for (const { group, apiVersion } of resources.all()) {
    if (group === '') continue
    const known = versions.get(group) ?? new Set()
    versions.set(group, known.add(apiVersion.slice(group.length + 1)))
  }
  return [...versions].map(([name, known]) => ({ name, versions: [...known] }))
}

function groupDocument({ name, versions }: Group): object {
  const listed = versions.map(version => ({ groupVersion: `${name}/${version}`, version }))
  return { name, versions: listed, preferredVersion: listed[0] }
}

function resourceList(resources: ResourceTable, apiVersion: string): Answer {
  const served = resources.all().filter(resource => resource.apiVersion === apiVersion)
  return jsonAnswer({
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersion,
    resources: served.flatMap(resource => [
      resourceDocument(resource),
      ...resource.served.subresources.map(sub => subresourceDocument(resource, sub)),
    ]),
  })
}

function resourceDocument({ served, verbs }: Resource): object {
  return {
    name: served.plural,
    singularName: served.singular,
    namespaced: served.scope === 'Namespaced',
    kind: served.kind,
    verbs,
    ...(served.shortNames.length === 0 ? {} : { shortNames: served.shortNames }),
    ...(served.categories.length === 0 ? {} : { categories: served.categories }),
  }
}

type Subresource = {
  readonly verbs: readonly string[]
  readonly group?: string
  readonly version?: string
  readonly kind?: string
}

const changing: Subresource = { verbs: ['get', 'patch', 'update'] }
const subresources: Readonly<Record<string, Subresource>> = {
  status: changing,
  scale: { ...changing, group: 'autoscaling', version: 'v1', kind: 'Scale' },
  log: { verbs: ['get'] },
  exec: { verbs: ['create', 'get'], kind: 'PodExecOptions' },
  attach: { verbs: ['create', 'get'], kind: 'PodAttachOptions' },
  portforward: { verbs: ['create', 'get'], kind: 'PodPortForwardOptions' },
  eviction: { verbs: ['create'], group: 'policy', version: 'v1', kind: 'Eviction' },
  finalize: { verbs: ['update'] },
}

function subresourceDocument({ served }: Resource, name: string): object {
  const { verbs, kind = served.kind, group, version } = subresources[name] ?? changing
  return {
    name: `${served.plural}/${name}`,
    singularName: '',
    namespaced: served.scope === 'Namespaced',
    ...(group === undefined ? {} : { group, version }),
    kind,
    verbs,
  }
}

/** Source: Kubernetes, apidiscovery.k8s.io. */
function aggregated({ headers }: ApiCall, resources: ResourceTable, core: boolean): Answer | undefined {
  const wanted = (headers.accept ?? '').split(',').find(part => /g=apidiscovery\.k8s\.io/.test(part))
  const version = wanted === undefined ? undefined : /v=(v2beta1|v2)(?:;|$)/.exec(wanted.replaceAll(' ', ''))?.[1]
  if (version === undefined) return undefined
  const groups: readonly Group[] = core ? [{ name: '', versions: ['v1'] }] : groupsOf(resources)
  const answer = jsonAnswer({
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === '' ? { creationTimestamp: null } : { name, creationTimestamp: null },
      versions: versions.map(each => ({
        version: each,
        resources: resources
          .all()
          .filter(({ apiVersion }) => apiVersion === (name === '' ? each : `${name}/${each}`))
          .map(aggregatedResource),
        freshness: 'Current',
      })),
    })),
  })
  return { ...answer, type: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList` }
}

function aggregatedResource({ served, verbs, apiVersion, group }: Resource): object {
  const version = apiVersion.slice(group === '' ? 0 : group.length + 1)
  const scope = served.scope
  return {
    resource: served.plural,
    responseKind: { group, version, kind: served.kind },
    scope: scope === 'Cluster' ? 'Cluster' : 'Namespaced',
    singularResource: served.singular,
    verbs,
    ...(served.shortNames.length === 0 ? {} : { shortNames: served.shortNames }),
    ...(served.categories.length === 0 ? {} : { categories: served.categories }),
    ...(served.subresources.length === 0
      ? {}
      : {
          subresources: served.subresources.map(name => {
            const sub = subresources[name] ?? changing
            return {
              subresource: name,
              responseKind: {
                group: sub.group ?? group,
                version: sub.version ?? version,
                kind: sub.kind ?? served.kind,
              },
              verbs: sub.verbs,
            }
          }),
        }),
  }
}
