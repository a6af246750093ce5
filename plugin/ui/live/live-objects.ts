/** Objects of the cluster that stay up to date while somebody looks at them. */

import type { Instant } from '@pxsnap/core/base'
import type { PortErrorKind } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'

export type LiveQuery = { readonly apiVersion: string; readonly kind: string; readonly namespace?: string }

export type LiveState = {
  /** Whether a whole list has been seen. Until then `objects` is empty for want of knowledge. */
  readonly synced: boolean
  /** Since when what is shown may be out of date. */
  readonly staleSince?: Instant
  readonly problem?: { readonly kind: PortErrorKind; readonly message: string }
}

export type LiveList = {
  /** Sorted by namespace, then name. The same array until something changes. */
  objects(): readonly KubeObject[]
  state(): LiveState
}

export interface LiveObjects {
  /**
   * The objects of a query. Watching begins with the first call and ends some time after the last one, so a screen calls
   * this in every `draw`. A kind that the cluster does not serve is an empty list with the problem `unsupported`.
   */
  list(query: LiveQuery): LiveList
  /** The newest state of an object out of the lists that are watched. */
  newest(object: KubeObject): KubeObject | undefined
  /** The worst state of all lists that are watched now. */
  state(): LiveState
  /** Reads everything again, whatever the watches say. */
  refresh(): void
  /** Resolves when every list that is watched now has been read or has failed. */
  settled(): Promise<void>
  close(): void
}
