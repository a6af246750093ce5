/** A way to one API server as one user. */

import type { ApiLine } from './api-line.ts'
import type { ServerTime } from './server-time.ts'

/** What the command line says about the connection, in kubectl's words. */
export type ConnectionFlags = {
  /** One file, instead of KUBECONFIG and `~/.kube/config`. */
  readonly kubeconfig?: string
  readonly context?: string
  /** The names of entries of the kubeconfig, instead of those of the context. */
  readonly cluster?: string
  readonly user?: string
  /** The account to act as, and its groups. */
  readonly as?: string
  readonly asGroup?: readonly string[]
  /** A bearer token, instead of the user's credentials. */
  readonly token?: string
  readonly server?: string
  /** For a whole request; 0: no limit. Absent: 30 s without any progress. */
  readonly requestTimeoutMs?: number
  readonly insecureSkipTlsVerify?: boolean
  /** A file of certificates. */
  readonly certificateAuthority?: string
  /** From 6 on, every request is logged: method, address, status and time, never credentials or contents. */
  readonly verbosity?: number
}

export type Connection = {
  /** Absent in a pod, and when the address came from a flag. */
  readonly context?: string
  readonly cluster?: string
  readonly user?: string
  /** For example `https://10.0.0.1:6443`. */
  readonly server: string
  /** The context's namespace, or `default`. */
  readonly namespace: string
  readonly actingAs?: { readonly user: string; readonly groups: readonly string[] }
  readonly line: ApiLine
  /** How far the server's clock is from ours, as far as its answers have told. */
  readonly time: ServerTime
  /** Ends the connections kept open. Requests under way end with an error. */
  readonly close: () => void
}
