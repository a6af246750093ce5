/** What the account may do, asked before anything is done. */

/** One request to the API server, as access rules name it. */
export type AccessAsk = {
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`. */
  readonly verb: string
  readonly apiVersion: string
  readonly kind: string
  /** For example `exec` or `status`. */
  readonly subresource?: string
  /** Absent: in all namespaces, or a cluster-scoped kind. */
  readonly namespace?: string
  /** Absent: objects of any name. */
  readonly name?: string
}

export type AccessAnswer = {
  readonly ask: AccessAsk
  readonly allowed: boolean
  /** The server's reason, where it gives one. */
  readonly why?: string
}

export interface PermissionReviewer {
  /** One answer for each ask, in their order. Asking changes nothing. */
  review(asks: readonly AccessAsk[], signal?: AbortSignal): Promise<readonly AccessAnswer[]>
}
