/** What the API server is and serves, asked in one request where it can answer so, else group by group. */

import { type Clock, type ClusterDiscovery, PortError, type ServedResource } from '../../ports/index.ts'
import { type ApiClient, apiClient } from './api-client.ts'
import type { Connection } from './connection.ts'
import { inParallel } from './in-parallel.ts'
import { type Fields, fieldsOf, listOf, textOf, textsOf } from './json-reading.ts'

/** Aggregated discovery, from Kubernetes 1.26 on. Older servers answer in the older form. */
const accept = [
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList',
  'application/json',
].join(',')

const atOnce = 8

export function kubernetesDiscovery(connection: Connection, options: { readonly clock: Clock }): ClusterDiscovery {
  const client = apiClient(connection.line, options.clock)
  return {
    async version(signal) {
      const { gitVersion } = await getFields(client, '/version', signal)
      const text = textOf(gitVersion)
      if (text === undefined) throw new PortError('corrupted', `${connection.server} does not tell its version.`)
      return { gitVersion: text }
    },
    async resources(signal) {
      const roots = await Promise.all(['/api', '/apis'].map(path => getFields(client, path, signal)))
      const lists = await Promise.all(
        roots.map(async root =>
          root.kind === 'APIGroupDiscoveryList' ? readAggregated(root) : askEachVersion(client, root, signal),
        ),
      )
      return lists.flat().toSorted(byKind)
    },
  }
}

function byKind(a: ServedResource, b: ServedResource): number {
  const one = `${a.apiVersion} ${a.kind} ${a.resource}`
  const other = `${b.apiVersion} ${b.kind} ${b.resource}`
  return one < other ? -1 : one === other ? 0 : 1
}

async function getFields(client: ApiClient, path: string, signal: AbortSignal | undefined): Promise<Fields> {
  const asked = { verb: 'get', resource: path, group: '' }
  const result = await client.ask({ method: 'GET', path, accept }, asked, signal)
  if (!result.ok) throw result.error
  return result.body
}

function readAggregated(root: Fields): readonly ServedResource[] {
  return listOf(root.items)
    .map(fieldsOf)
    .flatMap(group => {
      const name = textOf(fieldsOf(group.metadata).name) ?? ''
      return listOf(group.versions)
        .map(fieldsOf)
        .flatMap(version => {
          const apiVersion = name === '' ? String(version.version) : `${name}/${version.version}`
          return listOf(version.resources)
            .map(fieldsOf)
            .map(
              (entry): ServedResource => ({
                apiVersion,
                kind: textOf(fieldsOf(entry.responseKind).kind) ?? '',
                resource: textOf(entry.resource) ?? '',
                namespaced: entry.scope === 'Namespaced',
                verbs: textsOf(entry.verbs),
                subresources: listOf(entry.subresources).flatMap(one => textOf(fieldsOf(one).subresource) ?? []),
                shortNames: textsOf(entry.shortNames),
              }),
            )
        })
    })
    .filter(({ kind, resource }) => kind !== '' && resource !== '')
}

async function askEachVersion(
  client: ApiClient,
  root: Fields,
  signal: AbortSignal | undefined,
): Promise<readonly ServedResource[]> {
  const core = textsOf(root.versions).map(version => ({ apiVersion: version, path: `/api/${version}` }))
  const groups = listOf(root.groups)
    .flatMap(group => listOf(fieldsOf(group).versions))
    .flatMap(version => textOf(fieldsOf(version).groupVersion) ?? [])
    .map(apiVersion => ({ apiVersion, path: `/apis/${apiVersion}` }))
  const lists = await inParallel([...core, ...groups], atOnce, async ({ apiVersion, path }) => {
    const asked = { verb: 'get', resource: path, group: '' }
    const result = await client.ask({ method: 'GET', path }, asked, signal)
    // An extension server that is down takes its own kinds with it, and no others.
    if (!result.ok && result.status.code < 500 && result.status.code !== 404) throw result.error
    return result.ok ? readVersion(result.body, apiVersion) : []
  })
  return lists.flat()
}

function readVersion(list: Fields, apiVersion: string): readonly ServedResource[] {
  const entries = listOf(list.resources).map(fieldsOf)
  const nameOf = (entry: Fields) => textOf(entry.name) ?? ''
  return entries
    .filter(entry => nameOf(entry) !== '' && !nameOf(entry).includes('/'))
    .map(entry => ({
      apiVersion,
      kind: textOf(entry.kind) ?? '',
      resource: nameOf(entry),
      namespaced: entry.namespaced === true,
      verbs: textsOf(entry.verbs),
      subresources: entries
        .filter(other => nameOf(other).startsWith(`${nameOf(entry)}/`))
        .map(other => nameOf(other).slice(nameOf(entry).length + 1)),
      shortNames: textsOf(entry.shortNames),
    }))
}
