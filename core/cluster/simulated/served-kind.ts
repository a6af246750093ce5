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
  /** Absent: the kind with `List` behind it. */
  readonly listKind?: string
  readonly shortNames: readonly string[]
  /** Words such as `all` that stand for several kinds. */
  readonly categories: readonly string[]
  readonly subresources: readonly string[]
  /** Paths of fields that objects can be selected by, beyond those of Kubernetes itself. */
  readonly selectable?: readonly string[]
  /** The structural schema of a kind that a definition brings. */
  readonly schema?: unknown
  /** Where a kind of a definition keeps its number of replicas. */
  readonly scale?: ScalePaths
  /** Whether a CustomResourceDefinition brings it in a real cluster. */
  readonly custom: boolean
}

/** Dotted paths, as a CustomResourceDefinition gives them. */
export type ScalePaths = {
  readonly replicas: string
  readonly currentReplicas: string
  readonly selector?: string
}
