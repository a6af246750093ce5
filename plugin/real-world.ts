/** The cluster of the kubeconfig, as a command works in it. Loaded only when a command needs a real cluster. */

import type { GlobalValues } from './args.ts'
import type { Face } from './face.ts'
import type { World } from './open-world.ts'
import { Problem } from './problem.ts'

export async function openRealWorld(_face: Face, _global: GlobalValues): Promise<World> {
  throw new Problem(
    'usage',
    'This release works in simulated clusters only; it does not touch the cluster of your kubeconfig.',
    'Add --sim to work in the embedded simulated cluster, or set PXSNAP_SIM=default.',
  )
}
