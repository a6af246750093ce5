/** What the cluster is, and which kinds it serves. */

/** One kind that the API server serves in one version. */
export type ServedResource = {
  readonly apiVersion: string
  readonly kind: string
  /** The plural of addresses and access rules, for example `groupvolumesnapshots`. */
  readonly resource: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
  /** For example `status`, `scale`, `exec`. */
  readonly subresources: readonly string[]
  readonly shortNames: readonly string[]
}

export interface ClusterDiscovery {
  /** `gitVersion` is as the server spells it, for example `v1.31.4+k3s1`. */
  version(signal?: AbortSignal): Promise<{ readonly gitVersion: string }>
  /**
   * Everything served, sorted by apiVersion, then kind. What belongs to an extension server that does not answer is
   * left out.
   */
  resources(signal?: AbortSignal): Promise<readonly ServedResource[]>
}
