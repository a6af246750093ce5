/** Where simulated clusters live, and which names they may have. */

import { join, resolve } from 'node:path'
import type { Face } from './face.ts'
import { Problem } from './problem.ts'

/** One directory per simulated cluster inside this one. */
export function simulatedClustersDirectory(face: Pick<Face, 'env' | 'homeDirectory' | 'cwd'>): string {
  const { PXSNAP_HOME, XDG_STATE_HOME } = face.env
  if (PXSNAP_HOME) return resolve(face.cwd, PXSNAP_HOME, 'sim')
  // The XDG specification says that a relative path is to be ignored.
  const state = XDG_STATE_HOME?.startsWith('/') ? XDG_STATE_HOME : join(face.homeDirectory, '.local', 'state')
  return join(state, 'pxsnap', 'sim')
}

/** The name itself when it can name a directory safely: a DNS label, so no dots, no slashes, no upper case. */
export function simulatedClusterName(name: string): string {
  if (isSimulatedClusterName(name)) return name
  throw new Problem(
    'usage',
    `"${name}" cannot name a simulated cluster: a name has 1 to 63 lower-case letters, digits and dashes, and starts and ends with a letter or digit.`,
  )
}

export function isSimulatedClusterName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)
}
