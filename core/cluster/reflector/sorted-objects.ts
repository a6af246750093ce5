/** The objects of one kind in order, found by name, replaced one by one, and read without copying. */

import type { KubeObject } from '../../specs/index.ts'

/**
 * No index beside the sorted list itself: finding is a binary search, and 50,000 objects cost nothing but themselves.
 * What was read stays as it was read.
 */
export class SortedObjects {
  private objects: KubeObject[] = []
  /** Whether `objects` has been handed out, and must be copied before it changes. */
  private shared = false

  /** Sorted by namespace, then name. */
  all(): readonly KubeObject[] {
    this.shared = true
    return this.objects
  }

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    const at = this.find(namespace ?? '', name)
    return at < 0 ? undefined : this.objects[at]
  }

  /** Whether anything changed: the same object in the same version changes nothing. */
  put(object: KubeObject): boolean {
    const at = this.find(object.metadata.namespace ?? '', object.metadata.name)
    if (at < 0) {
      this.own().splice(-at - 1, 0, object)
      return true
    }
    const held = this.objects[at]
    if (held !== undefined && isSameVersion(held, object)) return false
    this.own()[at] = object
    return true
  }

  remove(object: KubeObject): boolean {
    const at = this.find(object.metadata.namespace ?? '', object.metadata.name)
    if (at < 0) return false
    this.own().splice(at, 1)
    return true
  }

  /** Takes a whole list. Objects that are as they were keep their identity. Whether anything changed. */
  replace(objects: readonly KubeObject[]): boolean {
    const next = objects
      .map(object => {
        const held = this.get(object.metadata.namespace, object.metadata.name)
        return held !== undefined && isSameVersion(held, object) ? held : object
      })
      .toSorted((a, b) => compare(a, b.metadata.namespace ?? '', b.metadata.name))
    const changed = next.length !== this.objects.length || next.some((object, at) => object !== this.objects[at])
    if (changed) {
      this.objects = next
      this.shared = false
    }
    return changed
  }

  private own(): KubeObject[] {
    if (this.shared) {
      this.objects = this.objects.slice()
      this.shared = false
    }
    return this.objects
  }

  /** Its place, or -(where it would be) - 1. */
  private find(namespace: string, name: string): number {
    let low = 0
    let high = this.objects.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const object = this.objects[middle]
      const order = object === undefined ? 1 : compare(object, namespace, name)
      if (order === 0) return middle
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return -low - 1
  }
}

function compare({ metadata }: KubeObject, namespace: string, name: string): number {
  const own = metadata.namespace ?? ''
  if (own !== namespace) return own < namespace ? -1 : 1
  if (metadata.name !== name) return metadata.name < name ? -1 : 1
  return 0
}

function isSameVersion(one: KubeObject, other: KubeObject): boolean {
  const { uid, resourceVersion } = one.metadata
  return (
    resourceVersion !== undefined && resourceVersion === other.metadata.resourceVersion && uid === other.metadata.uid
  )
}
