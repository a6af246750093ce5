/** A cluster in which what we carry out is kept where STORK does not see it: as ConfigMaps that stand for the objects. */

import { sha256 } from '../../base/index.ts'
import type { Cluster, ListQuery, WatchEvent, WriteResult } from '../../ports/index.ts'
import { entry, findKind, isMap, type KubeObject, type ObjectMeta, type ObjectRef, textOf } from '../../specs/index.ts'

export type ShadowOptions = {
  /** Where the ConfigMaps of objects are kept that have no namespace. */
  readonly home: string
  /** Absent: {@link shadowedKinds}. */
  readonly kinds?: readonly { readonly apiVersion: string; readonly kind: string }[]
}

/**
 * The cluster with shadows. Of the kinds of {@link shadowedKinds} it has those that were made through it, and no others;
 * what STORK has of them is not there. Kinds that STORK carries out and that have no shadow are refused. All else is the
 * cluster's own.
 */
export function shadowedCluster(cluster: Cluster, { home, kinds = shadowedKinds }: ShadowOptions): Cluster {
  const isShadowed = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }) =>
    kinds.some(one => one.apiVersion === apiVersion && one.kind === kind)
  const refOf = ({ apiVersion, kind, name, namespace }: ObjectRef): ObjectRef => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: shadowName({ apiVersion, kind, name }),
    namespace: namespace ?? home,
  })
  const shadowOf = (object: KubeObject): KubeObject => {
    const { apiVersion, kind, metadata } = object
    const { name, namespace, labels, generateName, resourceVersion, finalizers, uid } = metadata
    const ref = refOf({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) })
    // The server deletes what lost its owner, and knows the owner as a ConfigMap.
    const owners = (metadata.ownerReferences ?? [])
      .filter(isShadowed)
      .map(owner => ({ ...owner, apiVersion: ref.apiVersion, kind: ref.kind, name: shadowName(owner) }))
    return {
      apiVersion: ref.apiVersion,
      kind: ref.kind,
      metadata: {
        name: name === '' ? '' : ref.name,
        ...(name === '' && generateName !== undefined
          ? { generateName: shadowName({ apiVersion, kind, name: generateName }) }
          : {}),
        namespace: ref.namespace ?? home,
        labels: { ...labels, ...labelsFor(object) },
        ...(owners.length === 0 || namespace === undefined ? {} : { ownerReferences: owners }),
        ...(finalizers === undefined ? {} : { finalizers }),
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
        ...(uid === undefined ? {} : { uid }),
      },
      data: { object: JSON.stringify(withoutLife(object)) },
    }
  }
  const queryOf = ({ apiVersion, kind, namespace, labels }: ListQuery): ListQuery => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    ...(namespace === undefined ? {} : { namespace }),
    labels: { ...labels, [shadowLabel]: kind, [groupLabel]: groupOf(apiVersion) },
  })
  return {
    async get(ref, signal) {
      if (!isShadowed(ref)) return cluster.get(ref, signal)
      const found = await cluster.get(refOf(ref), signal)
      return found === undefined ? undefined : objectOf(found)
    },
    async list(query, signal) {
      if (!isShadowed(query)) return cluster.list(query, signal)
      const { items, resourceVersion } = await cluster.list(queryOf(query), signal)
      return { items: items.flatMap(one => objectOf(one) ?? []).sort(byPlace), resourceVersion }
    },
    async create(object, signal) {
      if (!isShadowed(object)) {
        const message = refusalOf(object)
        if (message !== undefined) return { ok: false, because: 'rejected', message }
        return cluster.create(object, signal)
      }
      const { uid: _, resourceVersion: __, ...metadata } = object.metadata
      if (metadata.name !== '' && !dnsName.test(metadata.name))
        return { ok: false, because: 'rejected', message: `The name "${metadata.name}" is no DNS subdomain.` }
      return answer(await cluster.create(shadowOf({ ...object, metadata }), signal))
    },
    async update(object, signal) {
      if (!isShadowed(object)) return cluster.update(object, signal)
      return answer(await cluster.update(shadowOf(object), signal))
    },
    delete: (ref, options, signal) => cluster.delete(isShadowed(ref) ? refOf(ref) : ref, options, signal),
    watch: (query, version, signal) =>
      isShadowed(query)
        ? shadows(cluster.watch(queryOf(query), version, signal))
        : cluster.watch(query, version, signal),
  }
}

/** What our engine carries out through STORK, and the records of it. */
export const shadowedKinds: readonly { readonly apiVersion: string; readonly kind: string }[] = [
  { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshot' },
  { apiVersion: 'volumesnapshot.external-storage.k8s.io/v1', kind: 'VolumeSnapshotData' },
  { apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'GroupVolumeSnapshot' },
]

export function isShadowedKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  return shadowedKinds.some(one => one.apiVersion === apiVersion && one.kind === kind)
}

async function* shadows(events: AsyncIterable<WatchEvent>): AsyncIterable<WatchEvent> {
  for await (const event of events) {
    if (event.type === 'BOOKMARK') {
      yield event
      continue
    }
    const object = objectOf(event.object)
    if (object !== undefined) yield { type: event.type, object }
  }
}

/** The object with the identity and the life of the ConfigMap that stands for it. */
function objectOf({ data, metadata }: KubeObject): KubeObject | undefined {
  const stored = parse(textOf(entry(data, 'object')) ?? '')
  const own = entry(stored, 'metadata')
  const [apiVersion, kind, given] = [entry(stored, 'apiVersion'), entry(stored, 'kind'), entry(own, 'name')].map(textOf)
  if (!isMap(stored) || !isMap(own)) return undefined
  if (apiVersion === undefined || kind === undefined || given === undefined) return undefined
  // A name that the server was to make up stands in the ConfigMap's.
  const name = given === '' ? metadata.name.slice(prefixOf(kind).length) : given
  const { uid, resourceVersion, creationTimestamp, deletionTimestamp, finalizers } = metadata
  const merged: ObjectMeta = {
    ...own,
    name,
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(finalizers === undefined ? {} : { finalizers }),
  }
  return { ...stored, apiVersion, kind, metadata: merged }
}

function answer(written: WriteResult): WriteResult {
  if (!written.ok) return written
  const object = objectOf(written.object)
  if (object !== undefined) return { ok: true, object }
  return { ok: false, because: 'rejected', message: 'What was stored cannot be read again.' }
}

function labelsFor({ apiVersion, kind }: KubeObject): Readonly<Record<string, string>> {
  return { [shadowLabel]: kind, [groupLabel]: groupOf(apiVersion), 'app.kubernetes.io/managed-by': 'pxsnap' }
}

/** Why an object cannot be made where STORK runs and we carry out, if so. */
export function refusalOf(object: KubeObject): string | undefined {
  const { apiVersion, kind } = object
  if (!carriedOutByStork.has(kind) || findKind(apiVersion, kind) === undefined) return undefined
  return `STORK runs in this cluster and would carry out the ${kind} itself. pxsnap takes VolumeSnapshots and GroupVolumeSnapshots beside it, and nothing else.`
}

/** Kinds that STORK's controllers take on. Source: STORK, its controllers. */
const carriedOutByStork: ReadonlySet<string> = new Set([
  'VolumeSnapshotSchedule',
  'VolumeSnapshotRestore',
  'Migration',
  'MigrationSchedule',
  'ClusterPair',
])

/** What the ConfigMap says itself, and says truly, is not said twice. */
function withoutLife(object: KubeObject): KubeObject {
  const {
    uid: _,
    resourceVersion: __,
    creationTimestamp: ___,
    deletionTimestamp: ____,
    finalizers: _____,
    ...metadata
  } = object.metadata
  return { ...object, metadata }
}

/** Names of ConfigMaps are as long as those of the objects, so what would be too long gets a digest. */
function shadowName({ apiVersion, kind, name }: ObjectRef): string {
  const full = `${prefixOf(kind)}${name}`
  if (full.length <= longestName) return full
  const digest = sha256(new TextEncoder().encode(`${apiVersion}/${kind}/${name}`)).slice(0, 16)
  return `${full.slice(0, longestName - 17).replace(/[^a-z0-9]+$/, '')}-${digest}`
}

function prefixOf(kind: string): string {
  return `pxsnap-${kind.toLowerCase()}-`
}

export function byPlace({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  const [left, right] = [`${a.namespace ?? ''}/${a.name}`, `${b.namespace ?? ''}/${b.name}`]
  return left < right ? -1 : left > right ? 1 : 0
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, apiVersion.indexOf('/'))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Anybody may have edited it; such a ConfigMap stands for nothing.
    return undefined
  }
}

const shadowLabel = 'pxsnap.io/shadow'
const groupLabel = 'pxsnap.io/shadow-group'
const longestName = 253
/** Source: Kubernetes, DNS subdomain names. */
const dnsName = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
