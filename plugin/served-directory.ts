/** Where everything about serving a simulated cluster is kept; only the user can read it. */

import { dirname, join } from 'node:path'
import type { Face } from './face.ts'
import { simulatedClustersDirectory } from './sim-home.ts'

export function servedDirectory(face: Pick<Face, 'env' | 'homeDirectory' | 'cwd'>, name: string): string {
  return join(dirname(simulatedClustersDirectory(face)), 'served', name)
}
