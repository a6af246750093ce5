/** A cluster as its users see it where STORK runs: its own objects, and the shadows of what we carry out, in one. */

import { type Cluster, type ListQuery, type ObjectList, PortError, type WatchEvent } from '../../ports/index.ts'
import type { KubeObject, ObjectRef } from '../../specs/index.ts'
import { byPlace, isShadowedKind, shadowedCluster } from './shadowed-cluster.ts'

export type WithShadowsOptions = {
  readonly home: string
  /** Whether what is made now is ours to carry out, and so has to be a shadow. */
  readonly ours: () => boolean
}

/**
 * Lists both; a write goes where the object is. Where `ours`, objects are made as shadows and got as such only; a name
 * that STORK has is refused, since two objects of one name could not be told apart. Other kinds cost nothing.
 * For users, not for our engine, which would take on what is STORK's.
 */
export function withShadows(cluster: Cluster, { home, ours }: WithShadowsOptions): Cluster {
  const shadows = shadowedCluster(cluster, { home })
  /** Who has the object: the one of that uid, or the one that `get` would find. */
  const holder = async (ref: ObjectRef, uid: string | undefined, signal: AbortSignal | undefined): Promise<Cluster> => {
    if (ours()) return shadows
    const shadow = await shadows.get(ref, signal).catch(nothingIfForbidden)
    if (shadow === undefined) return cluster
    if (uid !== undefined) return shadow.metadata.uid === uid ? shadows : cluster
    return (await cluster.get(ref, signal)) === undefined ? shadows : cluster
  }
  return {
    async get(ref, signal) {
      if (!isShadowedKind(ref)) return cluster.get(ref, signal)
      if (ours()) return shadows.get(ref, signal)
      return (await cluster.get(ref, signal)) ?? (await shadows.get(ref, signal).catch(nothingIfForbidden))
    },
    async list(query, signal) {
      if (!isShadowedKind(query)) return cluster.list(query, signal)
      const [own, shadowed] = await Promise.all([cluster.list(query, signal), listShadows(shadows, query, signal)])
      if (shadowed === undefined) return own
      const resourceVersion = `${own.resourceVersion}${between}${shadowed.resourceVersion}`
      const items = shadowed.items.length === 0 ? own.items : [...own.items, ...shadowed.items].sort(byPlace)
      return { items, resourceVersion }
    },
    async create(object, signal) {
      if (!isShadowedKind(object) || !ours())
        return ours() ? shadows.create(object, signal) : cluster.create(object, signal)
      const { apiVersion, kind, metadata } = object
      const { name, namespace } = metadata
      const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
      const taken = name === '' ? undefined : await cluster.get(ref, signal)
      if (taken === undefined) return shadows.create(object, signal)
      const message = `STORK has a ${kind} "${name}" already; choose another name, or delete that one.`
      return { ok: false, because: 'already-exists', message }
    },
    async update(object, signal) {
      if (!isShadowedKind(object)) return cluster.update(object, signal)
      const { apiVersion, kind, metadata } = object
      const { name, namespace, uid } = metadata
      const ref = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }
      return (await holder(ref, uid, signal)).update(object, signal)
    },
    async delete(ref, options, signal) {
      if (!isShadowedKind(ref)) return cluster.delete(ref, options, signal)
      return (await holder(ref, options?.uid, signal)).delete(ref, options, signal)
    },
    watch(query, version, signal) {
      const [own = '', shadowed] = version.split(between)
      if (shadowed === undefined) return cluster.watch(query, own, signal)
      return both(
        { version: own, watch: (from, stop) => cluster.watch(query, from, stop) },
        { version: shadowed, watch: (from, stop) => chosen(shadows.watch(query, from, stop), query) },
        signal,
      )
    },
  }
}

/** Undefined when the account may not look for them: then it sees what STORK has, and no more. */
async function listShadows(
  shadows: Cluster,
  query: ListQuery,
  signal: AbortSignal | undefined,
): Promise<ObjectList | undefined> {
  try {
    const { items, resourceVersion } = await shadows.list(query, signal)
    return { items: items.filter(one => isChosen(one, query)), resourceVersion }
  } catch (error) {
    return nothingIfForbidden(error)
  }
}

function nothingIfForbidden(error: unknown): undefined {
  if (error instanceof PortError && error.kind === 'forbidden') return undefined
  throw error
}

/** The server knows the fields of ConfigMaps only. Source: Kubernetes, field selectors: those of every kind. */
function isChosen({ metadata }: KubeObject, { fieldSelector = '' }: ListQuery): boolean {
  return fieldSelector.split(',').every(term => {
    if (term === '') return true
    const [, field = '', differs, value] = /^([^!=]+)(!?)==?(.*)$/.exec(term) ?? []
    const has =
      field === 'metadata.name' ? metadata.name : field === 'metadata.namespace' ? metadata.namespace : undefined
    return has !== undefined && (has === value) === (differs === '')
  })
}

async function* chosen(events: AsyncIterable<WatchEvent>, query: ListQuery): AsyncIterable<WatchEvent> {
  for await (const event of events) if (event.type === 'BOOKMARK' || isChosen(event.object, query)) yield event
}

type Half = {
  readonly version: string
  readonly watch: (from: string, signal: AbortSignal) => AsyncIterable<WatchEvent>
}

/** Events of two watches as they come. After each, a bookmark tells from where both go on. Ends when one of them does. */
async function* both(first: Half, second: Half, signal: AbortSignal): AsyncIterable<WatchEvent> {
  const stop = new AbortController()
  const until = AbortSignal.any([signal, stop.signal])
  const versions = [first.version, second.version]
  const halves = [first, second].map(({ version, watch }) => watch(version, until)[Symbol.asyncIterator]())
  const ask = async (index: number) => ({ index, came: await halves[index]?.next() })
  const asked = halves.map((_, index) => ask(index))
  try {
    for (;;) {
      const { index, came } = await Promise.race(asked)
      if (came === undefined || came.done === true) return
      const event = came.value
      const version = event.type === 'BOOKMARK' ? event.resourceVersion : event.object.metadata.resourceVersion
      if (version !== undefined) versions[index] = version
      if (event.type !== 'BOOKMARK') yield event
      yield { type: 'BOOKMARK', resourceVersion: versions.join(between) }
      asked[index] = ask(index)
    }
  } finally {
    stop.abort()
    for (const pending of asked) pending.catch(() => undefined)
  }
}

/** In no version of Kubernetes' own. */
const between = '~'
