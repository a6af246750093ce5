/** One column of a table that the server prints. */

import type { Instant } from '../../base/index.ts'
import type { ControlPlane } from '../../cluster/simulated/index.ts'
import type { KubeObject } from '../../specs/index.ts'

export type Cell = string | number | boolean | null

export type CellContext = { readonly now: Instant; readonly plane: ControlPlane }

export type Column = {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date'
  readonly format?: 'name'
  readonly description?: string
  /** Shown only where the client asks for more (`-o wide`). */
  readonly wide?: boolean
  readonly cell: (object: KubeObject, context: CellContext) => Cell
}
