/** What can go wrong between a client and the API server. */

export type ClusterCall = {
  readonly verb: 'get' | 'list' | 'create' | 'update' | 'delete' | 'watch'
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name?: string
}

export type ClusterFault =
  /** The write is refused as if someone else had changed the object just before. Reads are not affected. */
  | { readonly do: 'conflict' }
  /** Nothing is done, and no answer comes. */
  | { readonly do: 'timeout' }
  /** Everything is done, and no answer comes. */
  | { readonly do: 'lose-response' }
  | { readonly do: 'forbid' }
  | { readonly do: 'unreachable' }
  /** The answer comes, later than usual by so much. */
  | { readonly do: 'slow'; readonly ms: number }
  /** A watch delivers so many events and then breaks. */
  | { readonly do: 'break-watch'; readonly afterEvents: number }
  /** A watch is told that its resourceVersion is too old. */
  | { readonly do: 'expire' }

/** Asked once for every call; undefined lets the call through. */
export type ClusterFaults = (call: ClusterCall) => ClusterFault | undefined
