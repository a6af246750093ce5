/** The Cluster port over a real API server. */

import { type Clock, type Cluster, type DeleteResult, PortError, type WriteResult } from '../../ports/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import { apiClient } from './api-client.ts'
import type { ApiRequest } from './api-line.ts'
import { type Asked, expectedRefusal } from './api-status.ts'
import type { Connection } from './connection.ts'
import { fieldsOf, textOf } from './json-reading.ts'
import { readObject } from './kube-objects.ts'
import { listAll } from './paged-list.ts'
import { pathOf, type ResourceName, resourceNames } from './resource-names.ts'
import { isSameJson } from './same-json.ts'
import { defaultWatchTimes, type WatchTimes, watchKind } from './watch.ts'

export type KubernetesClusterOptions = {
  readonly clock: Clock
  readonly watchTimes?: WatchTimes
  /** Objects per page of a list; 0: no pages. Absent: 500. */
  readonly pageSize?: number
}

/** What a patch is; source: Kubernetes API, update with patch. */
export type PatchType = 'merge' | 'strategic' | 'json' | 'apply'

export type WriteOptions = {
  /** Checked and answered by the server, and not stored. */
  readonly dryRun?: boolean
  /** Who owns the fields written; absent: `pxsnap`. */
  readonly fieldManager?: string
}

export type PatchOptions = WriteOptions & {
  readonly type: PatchType
  readonly subresource?: string
  /** For `apply`: take over fields that another manager owns. */
  readonly force?: boolean
}

/** The port, and what commands of people need besides. */
export type KubernetesCluster = Omit<Cluster, 'delete'> & {
  readonly create: (object: KubeObject, signal?: AbortSignal, options?: WriteOptions) => Promise<WriteResult>
  readonly update: (object: KubeObject, signal?: AbortSignal, options?: WriteOptions) => Promise<WriteResult>
  readonly delete: (
    ref: ObjectRef,
    options?: { readonly uid?: string; readonly dryRun?: boolean },
    signal?: AbortSignal,
  ) => Promise<DeleteResult>
  readonly patch: (ref: ObjectRef, patch: unknown, options: PatchOptions, signal?: AbortSignal) => Promise<WriteResult>
}

/** Writes without a resourceVersion that meet another writer are tried so often. */
const overwriteTries = 8

export function kubernetesCluster(connection: Connection, options: KubernetesClusterOptions): KubernetesCluster {
  const client = apiClient(connection.line, options.clock)
  const names = resourceNames(client)
  const storesStatusApart = new Map<string, boolean>()

  async function get(ref: ObjectRef, signal?: AbortSignal): Promise<KubeObject | undefined> {
    const name = await names.find(ref, signal)
    const result = await client.ask({ method: 'GET', path: pathOf(name, ref) }, askedOf('get', name, ref), signal)
    if (result.ok) return readObject(result.body, ref)
    if (result.status.code !== 404) throw result.error
    if (result.status.namesObject) return undefined
    throw await names.unserved(ref, signal)
  }

  async function write(
    request: ApiRequest,
    asked: Asked,
    name: ResourceName,
    signal: AbortSignal | undefined,
  ): Promise<WriteResult> {
    const result = await client.ask(request, asked, signal)
    if (result.ok) return { ok: true, object: readObject(result.body, name) }
    const refusal = expectedRefusal(result.status)
    if (refusal !== undefined) return refusal
    if (result.status.code === 404) throw await names.unserved(name, signal)
    throw result.error
  }

  /** Many kinds take the status only at an address of its own, and silently drop it elsewhere. */
  async function withStatus(
    wanted: KubeObject,
    written: WriteResult,
    name: ResourceName,
    { signal, query }: { readonly signal: AbortSignal | undefined; readonly query: string },
  ): Promise<WriteResult> {
    if (!written.ok || wanted.status === undefined || isSameJson(written.object.status, wanted.status)) return written
    const key = `${name.apiVersion}/${name.kind}`
    if (storesStatusApart.get(key) === false) return written
    const { object } = written
    const path = `${pathOf(name, { namespace: object.metadata.namespace, name: object.metadata.name, subresource: 'status' })}${query}`
    const asked = { ...askedOf('update', name, object.metadata), resource: `${name.resource}/status` }
    const body = JSON.stringify({ ...object, status: wanted.status })
    const result = await client.ask({ method: 'PUT', path, body }, asked, signal)
    if (result.ok) return { ok: true, object: readObject(result.body, name) }
    // No such address: the kind keeps its status in the object, and what was answered is what is stored.
    if (result.status.code === 404 && !result.status.namesObject) {
      storesStatusApart.set(key, false)
      return written
    }
    const refusal = expectedRefusal(result.status)
    if (refusal === undefined) throw result.error
    return refusal
  }

  async function create(object: KubeObject, signal?: AbortSignal, writing: WriteOptions = {}): Promise<WriteResult> {
    const name = await names.find(object, signal)
    const query = writeQuery(writing)
    const { resourceVersion: _, ...metadata } = object.metadata
    const { name: given, ...unnamed } = metadata
    // An empty name is how a generated one is asked for within our types.
    const sent = { ...object, metadata: given === '' ? unnamed : metadata }
    const request: ApiRequest = {
      method: 'POST',
      path: `${pathOf(name, { namespace: metadata.namespace })}${query}`,
      body: JSON.stringify(sent),
    }
    const written = await write(request, askedOf('create', name, { namespace: metadata.namespace }), name, signal)
    return writing.dryRun === true ? written : withStatus(object, written, name, { signal, query })
  }

  async function put(object: KubeObject, name: ResourceName, signal: AbortSignal | undefined, writing: WriteOptions) {
    const query = writeQuery(writing)
    const path = `${pathOf(name, object.metadata)}${query}`
    const asked = askedOf('update', name, object.metadata)
    const written = await write({ method: 'PUT', path, body: JSON.stringify(object) }, asked, name, signal)
    return writing.dryRun === true ? written : withStatus(object, written, name, { signal, query })
  }

  async function update(object: KubeObject, signal?: AbortSignal, writing: WriteOptions = {}): Promise<WriteResult> {
    const name = await names.find(object, signal)
    if (object.metadata.resourceVersion !== undefined) return put(object, name, signal, writing)
    // Custom resources refuse a write without resourceVersion: the one that is stored is taken.
    for (let attempt = 1; ; attempt += 1) {
      const stored = await get(refOf(object), signal)
      if (stored === undefined) return notFound(name, object)
      const { resourceVersion } = stored.metadata
      const metadata = { ...object.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) }
      const written = await put({ ...object, metadata }, name, signal, writing)
      if (written.ok || written.because !== 'conflict' || attempt === overwriteTries) return written
    }
  }

  return {
    get,
    create,
    update,

    async list(query, signal) {
      const name = await names.find(query, signal)
      return listAll({ client, names, name, query, pageSize: options.pageSize ?? 500 }, signal)
    },

    async delete(ref, deletion, signal) {
      const name = await names.find(ref, signal)
      const preconditions = deletion?.uid === undefined ? {} : { preconditions: { uid: deletion.uid } }
      // As kubectl; some old kinds would keep their dependents by default.
      const body = JSON.stringify({
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy: 'Background',
        ...preconditions,
        ...(deletion?.dryRun === true ? { dryRun: ['All'] } : {}),
      })
      const request: ApiRequest = { method: 'DELETE', path: pathOf(name, ref), body }
      const result = await client.ask(request, askedOf('delete', name, ref), signal)
      if (result.ok) return readDeletion(result.body)
      const refusal = expectedRefusal(result.status)
      if (refusal?.because === 'not-found' || refusal?.because === 'conflict') return refusal.because
      if (refusal !== undefined) throw new PortError('rejected', refusal.message)
      if (result.status.code === 404) throw await names.unserved(ref, signal)
      throw result.error
    },

    async patch(ref, patch, patching, signal) {
      const name = await names.find(ref, signal)
      const { type, subresource, force } = patching
      const query = `${writeQuery(patching)}${type === 'apply' ? `&force=${force === true}` : ''}`
      const path = `${pathOf(name, { ...ref, ...(subresource === undefined ? {} : { subresource }) })}${query}`
      const request: ApiRequest = { method: 'PATCH', path, body: JSON.stringify(patch), contentType: patchTypes[type] }
      return write(request, askedOf('patch', name, ref), name, signal)
    },

    watch: (query, resourceVersion, signal) =>
      watchKind({ client, names, times: options.watchTimes ?? defaultWatchTimes }, query, resourceVersion, signal),
  }
}

const patchTypes: Readonly<Record<PatchType, string>> = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
  apply: 'application/apply-patch+yaml',
}

function writeQuery({ dryRun, fieldManager = 'pxsnap' }: WriteOptions): string {
  return `?fieldManager=${encodeURIComponent(fieldManager)}${dryRun === true ? '&dryRun=All' : ''}`
}

/** What was asked, for messages and for what access rules call it. */
function askedOf(
  verb: string,
  { resource, group, namespaced }: ResourceName,
  { namespace, name }: { readonly namespace?: string | undefined; readonly name?: string },
): Asked {
  return { verb, resource, group, namespace: namespaced ? namespace : undefined, name }
}

function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const { name, namespace } = metadata
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
}

function notFound({ resource }: ResourceName, { metadata }: KubeObject): WriteResult {
  return { ok: false, because: 'not-found', message: `${resource} "${metadata.name}" not found` }
}

/** A server answers a deletion with a Status, or with the object: as it was, or as it waits for its end. */
function readDeletion(body: Readonly<Record<string, unknown>>): DeleteResult {
  if (body.kind === 'Status') return 'deleted'
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = fieldsOf(body.metadata)
  const waits = Array.isArray(finalizers) && finalizers.length > 0
  if (textOf(deletionTimestamp) === undefined) return 'deleted'
  return waits || deletionGracePeriodSeconds !== 0 ? 'deleting' : 'deleted'
}
