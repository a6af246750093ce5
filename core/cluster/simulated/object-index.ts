/** Where the object store finds its objects: by name, by kind and namespace, by uid and by owner. */

import type { KubeObject, ObjectRef } from '../../specs/index.ts'

/** `names` is sorted. */
type Shelf = { readonly objects: Map<string, KubeObject>; readonly names: string[] }

export class ObjectIndex {
  /** Kind, then namespace (empty for cluster-scoped), then name. */
  readonly #shelves = new Map<string, Map<string, Shelf>>()
  readonly #uids = new Map<string, KubeObject>()
  readonly #dependents = new Map<string, Set<string>>()

  get({ apiVersion, kind, namespace = '', name }: ObjectRef): KubeObject | undefined {
    return this.#shelves.get(`${apiVersion}/${kind}`)?.get(namespace)?.objects.get(name)
  }

  byUid(uid: string): KubeObject | undefined {
    return this.#uids.get(uid)
  }

  dependents(uid: string): readonly KubeObject[] {
    const found = [...(this.#dependents.get(uid) ?? [])].flatMap(dependent => this.#uids.get(dependent) ?? [])
    return found.sort((left, right) => compare(nameKey(left), nameKey(right)))
  }

  /** Sorted by namespace, then name. */
  list(kind: { readonly apiVersion: string; readonly kind: string }, namespace?: string): readonly KubeObject[] {
    const shelves = this.#shelves.get(`${kind.apiVersion}/${kind.kind}`)
    if (shelves === undefined) return []
    const namespaces = namespace === undefined ? [...shelves.keys()].sort(compare) : [namespace]
    return namespaces.flatMap(each => contents(shelves.get(each)))
  }

  /** Everything, in an order that follows from the names alone. */
  all(): readonly KubeObject[] {
    return [...this.#shelves.keys()].sort(compare).flatMap(key => {
      const shelves = this.#shelves.get(key)
      return [...(shelves?.keys() ?? [])].sort(compare).flatMap(namespace => contents(shelves?.get(namespace)))
    })
  }

  put(object: KubeObject): void {
    const { name, uid } = object.metadata
    const previous = this.get(refOf(object))
    if (previous !== undefined) this.#forget(previous)
    const shelf = this.#shelf(object)
    if (previous === undefined) shelf.names.splice(placeOf(shelf.names, name), 0, name)
    shelf.objects.set(name, object)
    if (uid === undefined) return
    this.#uids.set(uid, object)
    for (const owner of object.metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(owner.uid) ?? new Set()
      this.#dependents.set(owner.uid, dependents.add(uid))
    }
  }

  remove(object: KubeObject): void {
    this.#forget(object)
    const shelf = this.#shelf(object)
    if (shelf.objects.delete(object.metadata.name)) shelf.names.splice(placeOf(shelf.names, object.metadata.name), 1)
  }

  #forget({ metadata }: KubeObject): void {
    if (metadata.uid === undefined) return
    this.#uids.delete(metadata.uid)
    for (const owner of metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(owner.uid)
      dependents?.delete(metadata.uid)
      if (dependents?.size === 0) this.#dependents.delete(owner.uid)
    }
  }

  #shelf({ apiVersion, kind, metadata }: KubeObject): Shelf {
    const key = `${apiVersion}/${kind}`
    const shelves = this.#shelves.get(key) ?? new Map<string, Shelf>()
    this.#shelves.set(key, shelves)
    const shelf = shelves.get(metadata.namespace ?? '') ?? { objects: new Map(), names: [] }
    shelves.set(metadata.namespace ?? '', shelf)
    return shelf
  }
}

/** Names the object. */
export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const { namespace, name } = metadata
  return namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name }
}

function contents(shelf: Shelf | undefined): readonly KubeObject[] {
  if (shelf === undefined) return []
  return shelf.names.flatMap(name => shelf.objects.get(name) ?? [])
}

/** Where the name is in the sorted list, or belongs. */
function placeOf(names: readonly string[], name: string): number {
  let low = 0
  let high = names.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((names[middle] ?? '') < name) low = middle + 1
    else high = middle
  }
  return low
}

function nameKey({ apiVersion, kind, metadata }: KubeObject): string {
  return `${apiVersion}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
