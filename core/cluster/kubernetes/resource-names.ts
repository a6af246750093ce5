/** Where objects of a kind are found in the API: known for our own kinds, asked of the server for others. */

import { PortError } from '../../ports/index.ts'
import { kindCatalogue } from '../../specs/index.ts'
import type { ApiClient } from './api-client.ts'
import { orGivenUp } from './given-up.ts'
import { fieldsOf, listOf, textOf } from './json-reading.ts'

export type ResourceName = {
  readonly apiVersion: string
  readonly kind: string
  readonly group: string
  /** The plural of addresses. */
  readonly resource: string
  readonly namespaced: boolean
}

type KindName = { readonly apiVersion: string; readonly kind: string }

export type ResourceNames = {
  /** Throws `unsupported` when the server does not serve the kind, with the way out. */
  readonly find: (kind: KindName, signal?: AbortSignal) => Promise<ResourceName>
  /** The error for a kind that turned out not to be served. */
  readonly unserved: (kind: KindName, signal?: AbortSignal) => Promise<PortError>
}

/** Kinds of Kubernetes that are the same in all versions of today, beside those of our catalogue. */
const coreKinds: readonly ResourceName[] = [
  ...core('v1', true, { Event: 'events', ServiceAccount: 'serviceaccounts' }),
  ...core('v1', false, { Namespace: 'namespaces', Node: 'nodes' }),
  ...core('apps/v1', true, { ReplicaSet: 'replicasets', DaemonSet: 'daemonsets' }),
  ...core('coordination.k8s.io/v1', true, { Lease: 'leases' }),
  ...core('apiextensions.k8s.io/v1', false, { CustomResourceDefinition: 'customresourcedefinitions' }),
]

/** An answer about what is served is believed for so long. */
const believedMs = 60_000

export function resourceNames(client: ApiClient): ResourceNames {
  const listed = new Map<string, { readonly atMs: number; readonly names: Promise<readonly ResourceName[]> }>()
  const known = new Map<string, ResourceName>()
  for (const { apiVersion, kind, plural, scope } of kindCatalogue) {
    const name = { apiVersion, kind, group: groupOf(apiVersion), resource: plural, namespaced: scope === 'Namespaced' }
    known.set(`${apiVersion}/${kind}`, name)
  }
  for (const name of coreKinds) known.set(`${name.apiVersion}/${name.kind}`, name)

  const namesOf = (apiVersion: string, signal: AbortSignal | undefined): Promise<readonly ResourceName[]> => {
    const held = listed.get(apiVersion)
    if (held !== undefined && client.clock.now() - held.atMs < believedMs) return orGivenUp(held.names, signal)
    // Others may wait for the same answer: who gives up does not end it for them.
    const names = listNames(client, apiVersion)
    listed.set(apiVersion, { atMs: client.clock.now(), names })
    names.catch(() => listed.delete(apiVersion))
    return orGivenUp(names, signal)
  }
  const find: ResourceNames['find'] = async (kind, signal) => {
    const name = known.get(`${kind.apiVersion}/${kind.kind}`)
    if (name !== undefined) return name
    const found = (await namesOf(kind.apiVersion, signal)).find(one => one.kind === kind.kind)
    if (found === undefined) throw await unserved(kind, signal)
    return found
  }
  const unserved: ResourceNames['unserved'] = async (kind, signal) => {
    const { server } = client.line
    if (groupOf(kind.apiVersion) === '') {
      const message = `${server} does not serve ${kind.kind} of ${kind.apiVersion}; is it the address of an API server?`
      return new PortError('unsupported', message)
    }
    const versions = await servedVersions(client, groupOf(kind.apiVersion), signal)
    const elsewhere = versions.filter(version => version !== kind.apiVersion)
    return new PortError('unsupported', describeUnserved(kind, elsewhere))
  }
  return { find, unserved }
}

/** The address of a collection, or of one object in it. */
export function pathOf(
  { apiVersion, resource, namespaced }: ResourceName,
  {
    namespace,
    name,
    subresource,
  }: { readonly namespace?: string | undefined; readonly name?: string; readonly subresource?: string },
): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const within = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  const parts = [name, subresource].filter(part => part !== undefined).map(part => `/${encodeURIComponent(part)}`)
  return `${root}${within}/${resource}${parts.join('')}`
}

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
}

async function listNames(client: ApiClient, apiVersion: string): Promise<readonly ResourceName[]> {
  const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const asked = { verb: 'get', resource: path, group: '' }
  const result = await client.ask({ method: 'GET', path }, asked)
  if (!result.ok) {
    if (result.status.code === 404) return []
    throw result.error
  }
  return listOf(result.body.resources)
    .map(fieldsOf)
    .flatMap(entry => {
      const resource = textOf(entry.name)
      const kind = textOf(entry.kind)
      if (resource === undefined || kind === undefined || resource.includes('/')) return []
      return [{ apiVersion, kind, group: groupOf(apiVersion), resource, namespaced: entry.namespaced === true }]
    })
}

/** The versions in which a group is served; none when it is not, or when that cannot be asked. */
async function servedVersions(
  client: ApiClient,
  group: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const path = `/apis/${group}`
  const result = await client.ask({ method: 'GET', path }, { verb: 'get', resource: path, group: '' }, signal)
  if (!result.ok) return []
  return listOf(result.body.versions).flatMap(version => textOf(fieldsOf(version).groupVersion) ?? [])
}

function describeUnserved({ apiVersion, kind }: KindName, elsewhere: readonly string[]): string {
  const head = `The cluster does not serve ${kind} of ${apiVersion}`
  if (elsewhere.length > 0) return `${head}; it serves that group as ${elsewhere.join(' and ')}.`
  return `${head}: its CustomResourceDefinition is missing. ${wayOut(groupOf(apiVersion))}`
}

function wayOut(group: string): string {
  if (group === 'stork.libopenstorage.org' || group === 'volumesnapshot.external-storage.k8s.io') {
    return 'STORK brings it along and is not installed here, or has not started yet. Install STORK, or work without it: --executor pxsnap.'
  }
  if (group === 'snapshot.storage.k8s.io' || group === 'groupsnapshot.storage.k8s.io') {
    return 'It comes with the CSI snapshot controller (kubernetes-csi/external-snapshotter): install its CRDs and controller.'
  }
  return 'Install what brings it along; `kubectl api-resources` shows what is served.'
}

function core(
  apiVersion: string,
  namespaced: boolean,
  kinds: Readonly<Record<string, string>>,
): readonly ResourceName[] {
  return Object.entries(kinds).map(([kind, resource]) => ({
    apiVersion,
    kind,
    group: groupOf(apiVersion),
    resource,
    namespaced,
  }))
}
