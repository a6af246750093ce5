/** One kind as the simulated API server serves it. */

export type ServedKind = {
  /** The group and version under which its objects are stored. */
  readonly apiVersion: string
  /** All API versions under which clients reach it, the preferred one first. */
  readonly versions: readonly string[]
  readonly kind: string
  readonly scope: 'Namespaced' | 'Cluster'
  readonly plural: string
  readonly singular: string
  readonly shortNames: readonly string[]
  /** Words such as `all` that stand for several kinds. */
  readonly categories: readonly string[]
  readonly subresources: readonly string[]
  /** Whether a CustomResourceDefinition brings it in a real cluster. */
  readonly custom: boolean
}
