/** What is known of the objects around the one being checked, as a frozen snapshot. What is not known is never guessed. */

import { type Labels, matchesLabels } from '../base/index.ts'
import { entry, isMap, textOf } from './json.ts'

/** A neighbouring object, as loose as the text it came from: read it with `entry` and `textOf`, or draft it by kind. */
export type Neighbour = Readonly<Record<string, unknown>>

export type Known =
  | { readonly is: 'exists'; readonly object: Neighbour }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown' }

export type FactQuery = {
  readonly kind: string
  /** Absent: any API group that has the kind. */
  readonly apiVersion?: string
  /** Absent: the current namespace, whatever it is; see {@link sameNamespace}. */
  readonly namespace?: string | undefined
}

export interface Facts {
  /** One object by name. `absent` only where all objects of the kind are known. */
  find(query: FactQuery & { readonly name: string }): Known
  /** All known objects of the kind in that namespace, in the order given; there may be more unless `complete`. */
  list(query: FactQuery & { readonly labels?: Labels }): readonly Neighbour[]
  /** All known objects of the kind, in any namespace. */
  everywhere(query: Omit<FactQuery, 'namespace'>): readonly Neighbour[]
  /** Whether every object of the kind is known, as when they were listed from a cluster. */
  complete(kind: string): boolean
  /** What `make` gives for these facts, worked out once however many checks ask. */
  derive<Derived>(make: (facts: Facts) => Derived): Derived
}

export type FactOptions = {
  /** Kinds of which `objects` holds all there are. Absent: none; files never show everything. */
  readonly completeKinds?: readonly string[]
}

/** Facts made of the objects at hand: those of a set of files, or listed from a cluster, or both. */
export function factsOf(objects: readonly Neighbour[], options: FactOptions = {}): Facts {
  const byKind = new Map<string, Neighbour[]>()
  const byName = new Map<string, Neighbour[]>()
  for (const object of objects) {
    const kind = textOf(object.kind)
    if (kind === undefined) continue
    add(byKind, kind, object)
    add(byName, `${kind}/${nameOf(object) ?? ''}`, object)
  }
  const complete = new Set(options.completeKinds ?? [])
  const ofVersion = (candidates: readonly Neighbour[] | undefined, { apiVersion }: FactQuery) =>
    (candidates ?? []).filter(object => apiVersion === undefined || object.apiVersion === apiVersion)
  const inNamespace = (candidates: readonly Neighbour[], query: FactQuery) =>
    candidates.filter(object => sameNamespace(namespaceOf(object), query.namespace))
  const derived = new Map<unknown, unknown>()
  const facts: Facts = {
    everywhere: query => ofVersion(byKind.get(query.kind), query),
    list: query =>
      inNamespace(ofVersion(byKind.get(query.kind), query), query).filter(object =>
        matchesLabels(query.labels ?? {}, labelsOf(object)),
      ),
    find(query) {
      const object = inNamespace(ofVersion(byName.get(`${query.kind}/${query.name}`), query), query)[0]
      if (object !== undefined) return { is: 'exists', object }
      return complete.has(query.kind) ? { is: 'absent' } : { is: 'unknown' }
    },
    complete: kind => complete.has(kind),
    derive<Derived>(make: (facts: Facts) => Derived): Derived {
      if (!derived.has(make)) derived.set(make, make(facts))
      return derived.get(make) as Derived
    },
  }
  return facts
}

function add(index: Map<string, Neighbour[]>, key: string, object: Neighbour): void {
  const siblings = index.get(key)
  if (siblings === undefined) index.set(key, [object])
  else siblings.push(object)
}

/** Nothing but the object itself. */
export const noFacts: Facts = factsOf([])

/** Whether two objects can be in one namespace. One that names none is applied to the current namespace, unknown to us. */
export function sameNamespace(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

export function nameOf(object: Neighbour): string | undefined {
  return textOf(entry(object.metadata, 'name'))
}

export function namespaceOf(object: Neighbour): string | undefined {
  const namespace = textOf(entry(object.metadata, 'namespace'))
  return namespace === '' ? undefined : namespace
}

/** The object's labels; those whose value is no text are left out. */
export function labelsOf(object: Neighbour): Labels {
  return textEntries(entry(object.metadata, 'labels'))
}

/** The object's annotations; those whose value is no text are left out. */
export function annotationsOf(object: Neighbour): Readonly<Record<string, string>> {
  return textEntries(entry(object.metadata, 'annotations'))
}

function textEntries(map: unknown): Readonly<Record<string, string>> {
  if (!isMap(map)) return {}
  return Object.fromEntries(Object.entries(map).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}
