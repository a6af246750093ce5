/** Lists a kind in pages, which neither end of the line has to hold at once as text. */

import type { Labels } from '../../base/index.ts'
import { type ListQuery, type ObjectList, PortError } from '../../ports/index.ts'
import type { KubeObject } from '../../specs/index.ts'
import type { ApiClient } from './api-client.ts'
import type { Asked } from './api-status.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json-reading.ts'
import { readObject } from './kube-objects.ts'
import { pathOf, type ResourceName, type ResourceNames } from './resource-names.ts'

export type Listing = {
  readonly client: ApiClient
  readonly names: ResourceNames
  readonly name: ResourceName
  readonly query: ListQuery
  /** Objects per page; 0: no pages. */
  readonly pageSize: number
}

/**
 * The whole list as of one resourceVersion. When the server has forgotten that version between two pages, the list is
 * begun again, and at last asked for in one piece, as client-go does. A page too large for one answer is asked for in
 * smaller ones.
 */
export async function listAll(listing: Listing, signal?: AbortSignal): Promise<ObjectList> {
  let { pageSize } = listing
  for (let attempt = 1; ; attempt += 1) {
    try {
      return sorted(await listPages(listing, pageSize, signal))
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      if (error.kind === 'expired' && pageSize > 0) pageSize = attempt < 3 ? pageSize : 0
      else if (error.kind === 'full' && pageSize !== 1) pageSize = pageSize === 0 ? 100 : Math.ceil(pageSize / 10)
      else throw error
    }
  }
}

async function listPages(listing: Listing, pageSize: number, signal: AbortSignal | undefined): Promise<ObjectList> {
  const { client, names, name, query } = listing
  const items: KubeObject[] = []
  let position = ''
  for (;;) {
    const parameters = selectors(query)
    if (pageSize > 0) parameters.set('limit', String(pageSize))
    if (position !== '') parameters.set('continue', position)
    const path = `${pathOf(name, query)}${spellParameters(parameters)}`
    const result = await client.ask({ method: 'GET', path }, askedOf('list', name, query), signal)
    if (!result.ok) {
      if (result.status.code === 404) throw await names.unserved(query, signal)
      throw result.error
    }
    const { continue: next, resourceVersion } = fieldsOf(result.body.metadata)
    for (const item of readItems(result.body, query)) items.push(item)
    position = textOf(next) ?? ''
    if (position === '') return { items, resourceVersion: textOf(resourceVersion) ?? '' }
  }
}

/** A list can be null where it is empty. Source: encoding/json of Go, nil slices. */
function readItems(body: Fields, query: ListQuery): readonly KubeObject[] {
  if (!Array.isArray(body.items) && body.items !== null && body.items !== undefined) {
    throw new PortError('corrupted', `The API server gave a list of ${query.kind} that is none.`)
  }
  return listOf(body.items).map(item => readObject(item, query))
}

/** The parameters by which lists and watches choose. */
export function selectors({ labels, fieldSelector }: ListQuery): URLSearchParams {
  const parameters = new URLSearchParams()
  const chosen = spellLabels(labels ?? {})
  if (chosen !== '') parameters.set('labelSelector', chosen)
  if (fieldSelector !== undefined && fieldSelector !== '') parameters.set('fieldSelector', fieldSelector)
  return parameters
}

export function spellParameters(parameters: URLSearchParams): string {
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

export function askedOf(verb: string, { resource, group, namespaced }: ResourceName, query: ListQuery): Asked {
  return { verb, resource, group, namespace: namespaced ? query.namespace : undefined }
}

function spellLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

/** The server sorts by the keys of its storage, where `a-b` comes before `a`. */
function sorted({ items, resourceVersion }: ObjectList): ObjectList {
  const byNamespace = (a: KubeObject, b: KubeObject) => {
    const one = a.metadata.namespace ?? ''
    const other = b.metadata.namespace ?? ''
    if (one !== other) return one < other ? -1 : 1
    return a.metadata.name < b.metadata.name ? -1 : a.metadata.name === b.metadata.name ? 0 : 1
  }
  return { items: items.toSorted(byNamespace), resourceVersion }
}
