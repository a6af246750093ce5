/** The kinds that one simulated API server serves at the moment: the built-in ones, and those of its definitions. */

import type { KubeObject } from '../../specs/index.ts'
import { definedKind } from './defined-kind.ts'
import type { ServedKind } from './served-kind.ts'
import { builtInKinds, describeUnserved, servedKind } from './served-kinds.ts'

export class KindRegistry {
  /** By the name of the CustomResourceDefinition. */
  readonly #defined = new Map<string, ServedKind>()
  #byVersion = new Map<string, ServedKind>()
  #all: readonly ServedKind[] | undefined
  #version = 0

  /** Grows with every change of what is served. */
  get version(): number {
    return this.#version
  }

  /** How objects of that kind are stored, or undefined when they are not served. */
  find(apiVersion: string, kind: string): ServedKind | undefined {
    return servedKind(apiVersion, kind) ?? this.#byVersion.get(`${apiVersion}/${kind}`)
  }

  /** Every kind, the built-in ones first. */
  all(): readonly ServedKind[] {
    this.#all ??= [...builtInKinds, ...this.#defined.values()]
    return this.#all
  }

  describeUnserved(apiVersion: string, kind: string): string {
    return describeUnserved(apiVersion, kind, this.all())
  }

  /** Serves what the CustomResourceDefinition defines, unless a built-in kind has its name. */
  define(definition: KubeObject): void {
    const kind = definedKind(definition)
    if (kind === undefined || isBuiltIn(kind)) this.#defined.delete(definition.metadata.name)
    else this.#defined.set(definition.metadata.name, kind)
    this.#changed()
  }

  forget(definition: KubeObject): void {
    if (this.#defined.delete(definition.metadata.name)) this.#changed()
  }

  #changed(): void {
    this.#all = undefined
    this.#version += 1
    this.#byVersion = new Map(
      [...this.#defined.values()].flatMap(kind => kind.versions.map(version => [`${version}/${kind.kind}`, kind])),
    )
  }
}

/** Whether the server has the resource already, in any version. */
export function isBuiltIn(kind: ServedKind): boolean {
  const group = groupOf(kind.apiVersion)
  return builtInKinds.some(
    other => groupOf(other.apiVersion) === group && (other.plural === kind.plural || other.kind === kind.kind),
  )
}

/** The API group of `group/version`; empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash === -1 ? '' : apiVersion.slice(0, slash)
}
