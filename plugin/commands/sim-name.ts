/** The simulated cluster that a `sim` command is about. */

import type { GlobalValues } from '../args.ts'
import type { Face } from '../face.ts'
import { Problem } from '../problem.ts'
import { simulatedClusterName } from '../sim-home.ts'

/** The positional name, or that of `--sim`, or that of PXSNAP_SIM, or `default`. Two different names are refused. */
export function namedCluster(face: Pick<Face, 'env'>, positionals: readonly string[], global: GlobalValues): string {
  const [named] = positionals
  if (named !== undefined && global.sim !== undefined && named !== global.sim) {
    throw new Problem('usage', `Two simulated clusters are named: "${named}" and "${global.sim}".`)
  }
  return simulatedClusterName(named ?? global.sim ?? (face.env.PXSNAP_SIM || 'default'))
}
