/** Random requests to a served API, as kubectl makes them, and what must hold whatever they were. */

import { drawBetween } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { type ApiAnswer, type ApiClient, apiClient, type WatchedEvent } from '../support/api-client.ts'
import { openServedCluster, type ServedCluster } from '../support/served-cluster.ts'

export type ApiStorm = {
  readonly requests: number
  /** What does not hold; absent when everything does. */
  readonly broken?: string
  /** The last requests, oldest first. */
  readonly story: readonly string[]
}

const namespaces = ['default', 'one', 'two']
const names = ['a', 'b', 'c', 'd']
const paths: Readonly<Record<string, { readonly root: string; readonly apiVersion: string; readonly kind: string }>> = {
  configmaps: { root: '/api/v1', apiVersion: 'v1', kind: 'ConfigMap' },
  persistentvolumeclaims: { root: '/api/v1', apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  deployments: { root: '/apis/apps/v1', apiVersion: 'apps/v1', kind: 'Deployment' },
  statefulsets: { root: '/apis/apps/v1', apiVersion: 'apps/v1', kind: 'StatefulSet' },
  volumesnapshots: {
    root: '/apis/snapshot.storage.k8s.io/v1',
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
  },
  leases: { root: '/apis/coordination.k8s.io/v1', apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' },
}

/** Makes so many requests, and looks at the whole cluster now and then and at the end. */
export async function apiStorm(seed: number, requests: number): Promise<ApiStorm> {
  const served = await openServedCluster({ seed, secure: false })
  const client = apiClient(served)
  const story: string[] = []
  let draws = 0
  const draw = (count: number): number => {
    draws += 1
    return drawBetween(0, count - 1, seed, draws)
  }
  const copies = Object.keys(paths).map(plural => new WatchedCopy(client, served, plural))
  try {
    for (const copy of copies) await copy.begin()
    for (let made = 0; made < requests; made += 1) {
      const { method, path, body, type } = request(draw)
      const answer = await client.call(method, path, body, type === undefined ? {} : { 'content-type': type })
      story.push(`${method} ${path} -> ${answer.status} ${answer.body.reason ?? ''}`)
      if (story.length > 40) story.shift()
      const broken = wrongAnswer(answer) ?? (made % 100 === 99 ? inconsistency(served) : undefined)
      if (broken !== undefined) return { requests: made + 1, broken, story }
    }
    const stale = (await Promise.all(copies.map(copy => copy.difference()))).find(found => found !== undefined)
    const broken = inconsistency(served) ?? stale
    return { requests, story, ...(broken === undefined ? {} : { broken }) }
  } finally {
    for (const copy of copies) copy.stop()
    await served.close()
  }
}

type Drawn = { readonly method: string; readonly path: string; readonly body?: unknown; readonly type?: string }

function request(draw: (count: number) => number): Drawn {
  const pick = <T>(items: readonly T[], fallback: T): T => items[draw(items.length)] ?? fallback
  const plural = pick(Object.keys(paths), 'configmaps')
  const { root = '', apiVersion = '', kind = '' } = paths[plural] ?? {}
  const namespace = pick(namespaces, 'default')
  const name = pick(names, 'a')
  const all = `${root}/namespaces/${namespace}/${plural}`
  const one = `${all}/${name}`
  const object = {
    apiVersion,
    kind,
    metadata: { name, labels: { group: pick(['x', 'y'], 'x') } },
    ...bodyOf(kind, name, draw(4)),
  }
  switch (draw(14)) {
    case 0:
    case 1:
    case 2:
      return { method: 'POST', path: all, body: object }
    case 3:
      return { method: 'PUT', path: one, body: object }
    case 4: {
      const body = { metadata: { annotations: { [`note-${draw(3)}`]: String(draw(9)) } } }
      return { method: 'PATCH', path: one, body, type: 'application/merge-patch+json' }
    }
    case 5:
      return {
        method: 'PATCH',
        path: `${one}?fieldManager=storm&force=true`,
        body: object,
        type: 'application/apply-patch+yaml',
      }
    case 6: {
      const held = draw(2) === 0 ? ['example.com/hold'] : null
      return {
        method: 'PATCH',
        path: one,
        body: { metadata: { finalizers: held } },
        type: 'application/merge-patch+json',
      }
    }
    case 7:
      return {
        method: 'DELETE',
        path: one,
        body: { propagationPolicy: pick(['Background', 'Foreground', 'Orphan'], 'Background') },
      }
    case 8:
      return { method: 'DELETE', path: `${all}?labelSelector=group%3Dx` }
    case 9:
      return { method: 'GET', path: `${all}?limit=${1 + draw(3)}` }
    case 10:
      return { method: 'PUT', path: `${one}/status`, body: { ...object, status: { turn: draw(9) } } }
    case 11:
      return {
        method: 'PATCH',
        path: `${one}/scale`,
        body: { spec: { replicas: draw(4) } },
        type: 'application/merge-patch+json',
      }
    case 12: {
      const spare = pick(['one', 'two'], 'one')
      if (draw(4) === 0) return { method: 'DELETE', path: `/api/v1/namespaces/${spare}` }
      return {
        method: 'POST',
        path: '/api/v1/namespaces',
        body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: spare } },
      }
    }
    default:
      return { method: 'GET', path: pick([one, all, '/apis', '/openapi/v3', `${one}?resourceVersion=0`], one) }
  }
}

function bodyOf(kind: string, app: string, size: number): object {
  const template = { metadata: { labels: { app } }, spec: { containers: [{ name: 'main', image: 'busybox' }] } }
  switch (kind) {
    case 'ConfigMap':
      return { data: { size: String(size) } }
    case 'PersistentVolumeClaim':
      return { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }
    case 'Deployment':
    case 'StatefulSet':
      return { spec: { replicas: size, serviceName: app, selector: { matchLabels: { app } }, template } }
    case 'VolumeSnapshot':
      return { spec: { source: { persistentVolumeClaimName: app } } }
    default:
      return { spec: { holderIdentity: app, leaseDurationSeconds: 15 + size } }
  }
}

/** An answer that no request should get. */
function wrongAnswer({ status, body }: ApiAnswer): string | undefined {
  if (status >= 500) return `the server answered ${status}: ${body.message ?? ''}`
  if (status >= 400 && body.kind !== 'Status') return `a refusal (${status}) is no Status`
  return undefined
}

/** What does not hold in the stored objects. */
export function inconsistency({ cluster: { plane } }: ServedCluster): string | undefined {
  const { objects, revision } = plane.state()
  const uids = new Set(objects.map(({ metadata }) => metadata.uid))
  if (uids.size !== objects.length) return 'two objects have one uid'
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object
    const place = metadata.namespace === undefined ? {} : { namespace: metadata.namespace }
    const spelled = `${kind} ${metadata.namespace ?? ''}/${metadata.name}`
    if (plane.get({ apiVersion, kind, name: metadata.name, ...place }) !== object)
      return `${spelled} is not found by its name`
    if (!plane.list({ apiVersion, kind, ...place }).items.includes(object)) return `${spelled} is in no list`
    if (Number(metadata.resourceVersion) > revision) return `${spelled} is newer than the cluster`
    const owners = metadata.ownerReferences ?? []
    if (owners.length > 0 && metadata.deletionTimestamp === undefined && owners.every(({ uid }) => !uids.has(uid))) {
      return `${spelled} has lost its owners and is still there`
    }
    if (metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).length === 0 && kind !== 'Namespace') {
      return `${spelled} is being deleted and nothing holds it`
    }
    if (
      metadata.namespace !== undefined &&
      plane.get({ apiVersion: 'v1', kind: 'Namespace', name: metadata.namespace }) === undefined
    ) {
      return `${spelled} is in a namespace that does not exist`
    }
  }
  return undefined
}

/** A copy of one kind that is kept by watching, as an informer keeps it. */
class WatchedCopy {
  readonly #objects = new Map<string, string>()
  readonly #client: ApiClient
  readonly #served: ServedCluster
  readonly #plural: string
  #watch: ReturnType<ApiClient['watch']> | undefined
  #revision = 0
  #problem: string | undefined
  #following: Promise<void> | undefined

  constructor(client: ApiClient, served: ServedCluster, plural: string) {
    this.#client = client
    this.#served = served
    this.#plural = plural
  }

  async begin(): Promise<void> {
    const path = this.#path()
    const { body } = await this.#client.call('GET', path)
    for (const object of body.items ?? []) this.#keep(object)
    this.#watch = this.#client.watch(`${path}?watch=1&resourceVersion=${body.metadata?.resourceVersion}`)
    this.#following = this.#follow(this.#watch)
  }

  stop(): void {
    this.#watch?.stop()
  }

  /** How the copy differs from the server, once it has seen everything. */
  async difference(): Promise<string | undefined> {
    const { apiVersion = '', kind = '' } = paths[this.#plural] ?? {}
    const { items } = this.#served.cluster.plane.list({ apiVersion, kind })
    const newest = Math.max(0, ...items.map(({ metadata }) => Number(metadata.resourceVersion)))
    for (let turn = 0; turn < 200 && (this.#revision < newest || this.#objects.size !== items.length); turn += 1) {
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    this.stop()
    await this.#following
    if (this.#problem !== undefined) return `${this.#plural}: ${this.#problem}`
    if (this.#objects.size !== items.length)
      return `a watch of ${this.#plural} ends with ${this.#objects.size} objects, the server has ${items.length}`
    const lost = items.find(item => this.#objects.get(keyOf(item)) !== JSON.stringify(item))
    return lost === undefined
      ? undefined
      : `a watch of ${this.#plural} ends with another ${keyOf(lost)} than the server has`
  }

  async #follow(watch: ReturnType<ApiClient['watch']>): Promise<void> {
    for (;;) {
      const event = await watch.next().catch(() => undefined)
      if (event === undefined) return
      this.#take(event)
    }
  }

  #take({ type, object }: WatchedEvent): void {
    const revision = Number(object.metadata?.resourceVersion)
    if (revision <= this.#revision) this.#problem ??= `revision ${revision} is told after ${this.#revision}`
    this.#revision = revision
    const stored = object as KubeObject
    if (type === 'DELETED') this.#objects.delete(keyOf(stored))
    else this.#keep(stored)
  }

  #keep(object: KubeObject): void {
    this.#objects.set(keyOf(object), JSON.stringify(object))
  }

  #path(): string {
    return `${paths[this.#plural]?.root ?? ''}/${this.#plural}`
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`
}
