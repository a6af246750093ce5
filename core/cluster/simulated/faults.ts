/** What can go wrong between a client and the API server, and between a client and the containers. */

import type { ExecRequest } from '../../ports/index.ts'

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
  /** Nothing is done: status 429, the server asks for patience. */
  | { readonly do: 'throttle' }
  /** Nothing is done: status 500. */
  | { readonly do: 'break' }
  /** The answer comes, later than usual by so much. */
  | { readonly do: 'slow'; readonly ms: number }
  /** A watch delivers so many events and then breaks. */
  | { readonly do: 'break-watch'; readonly afterEvents: number }
  /** A watch is told that its resourceVersion is too old. */
  | { readonly do: 'expire' }

/** Asked once for every call; undefined lets the call through. */
export type ClusterFaults = (call: ClusterCall) => ClusterFault | undefined

/** What can go wrong between a client and a program in a container. */
export type ExecFault =
  /** The connection is refused: the program is not started, and the client is told so at once. */
  | 'refuse'
  /** The request is swallowed: the program is not started, and no answer comes. */
  | 'lose-request'
  /** The program is started and runs; the connection breaks at once, so that nobody hears of it. */
  | 'drop'

/** Asked once for every program; undefined lets it through. */
export type ExecFaults = (request: ExecRequest) => ExecFault | undefined
