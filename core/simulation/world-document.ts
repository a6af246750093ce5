/** The saved form of a whole simulated cluster: plain JSON that says what it is and in which version. */

import { type Instant, instant } from '../base/index.ts'
import type { ObjectStoreState, PodsState } from '../cluster/simulated/index.ts'
import { PortError } from '../ports/index.ts'
import { entry } from '../specs/index.ts'
import type { SimulatedStorageState } from '../storage/simulated/index.ts'

/** Blocks are not in it: they are blobs beside the document. */
export type WorldDocument = {
  readonly format: 'pxsnap simulated cluster'
  readonly version: 1
  readonly seed: number
  readonly now: Instant
  /** How many ids were given out. */
  readonly ids: number
  readonly objects: ObjectStoreState
  readonly storage: SimulatedStorageState
  readonly pods: PodsState
}

/** The document as it was saved. Its checksum was right, so only its kind and version remain to be looked at. */
export function readWorldDocument(document: unknown): WorldDocument {
  if (entry(document, 'format') !== 'pxsnap simulated cluster') {
    throw new PortError(
      'corrupted',
      'The directory holds something other than a simulated cluster. Reset it to start over.',
    )
  }
  const version = entry(document, 'version')
  if (version !== 1) {
    throw new PortError(
      'unsupported',
      `The simulated cluster was saved in version ${String(version)} of its format, and this program reads version 1. Use the program that saved it, or reset the cluster to start over.`,
    )
  }
  const world = document as WorldDocument
  return { ...world, now: instant(world.now) }
}
