/** One resource as clients reach it: a kind in one API version, with the verbs that it answers. */

import { groupOf, type KindRegistry, type ServedKind } from '../cluster/simulated/index.ts'
import type { KubeObject } from '../specs/index.ts'

export type Resource = {
  /** The API version that the client asks for; the objects may be stored under another. */
  readonly apiVersion: string
  readonly group: string
  readonly served: ServedKind
  readonly verbs: readonly string[]
  /** The stored object as this version shows it. */
  readonly show: (stored: KubeObject) => KubeObject
  /** What a client sent in this version, as it is stored. */
  readonly take: (sent: KubeObject) => KubeObject
}

export const objectVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const

/** The resource of a stored kind in one of its versions. Versions of one kind differ in nothing but their name. */
export function resourceOf(served: ServedKind, apiVersion: string): Resource {
  const relabelled = new WeakMap<KubeObject, KubeObject>()
  const show = (stored: KubeObject): KubeObject => {
    if (stored.apiVersion === apiVersion) return stored
    const known = relabelled.get(stored) ?? { ...stored, apiVersion }
    relabelled.set(stored, known)
    return known
  }
  const take = (sent: KubeObject): KubeObject => ({ ...sent, apiVersion: served.apiVersion })
  return { apiVersion, group: groupOf(apiVersion), served, verbs: objectVerbs, show, take }
}

/** `volumesnapshots.snapshot.storage.k8s.io`, or `pods` in the core group. */
export function qualifiedName({ group, served }: Resource): string {
  return group === '' ? served.plural : `${served.plural}.${group}`
}

/** Every resource of the server at the moment, by `group/version/plural`. */
export class ResourceTable {
  readonly #kinds: KindRegistry
  readonly #extra: readonly Resource[]
  readonly #hidden: (served: ServedKind) => boolean
  #version = -1
  #all: readonly Resource[] = []
  #byPath = new Map<string, Resource>()

  constructor(kinds: KindRegistry, extra: readonly Resource[], hidden: (served: ServedKind) => boolean = () => false) {
    this.#kinds = kinds
    this.#extra = extra
    this.#hidden = hidden
  }

  /** Grows whenever a resource came or went. */
  get version(): number {
    this.#refresh()
    return this.#version
  }

  all(): readonly Resource[] {
    this.#refresh()
    return this.#all
  }

  find(apiVersion: string, plural: string): Resource | undefined {
    this.#refresh()
    return this.#byPath.get(`${apiVersion}/${plural}`)
  }

  #refresh(): void {
    if (this.#version === this.#kinds.version) return
    this.#version = this.#kinds.version
    const known = this.#byPath
    const stored = this.#kinds
      .all()
      .filter(served => !this.#hidden(served))
      .flatMap(served =>
        served.versions.map(apiVersion => {
          const before = known.get(`${apiVersion}/${served.plural}`)
          return before?.served === served ? before : resourceOf(served, apiVersion)
        }),
      )
    this.#all = [...stored, ...this.#extra]
    this.#byPath = new Map(this.#all.map(resource => [`${resource.apiVersion}/${resource.served.plural}`, resource]))
  }
}
