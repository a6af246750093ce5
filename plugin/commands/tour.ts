/** `tour`: shows what pxsnap does, in a simulated cluster of its own. */

import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { tellStory } from '../tour/story.ts'
import { teller as makeTeller } from '../tour/teller.ts'
import { openTourCluster } from '../tour/tour-cluster.ts'

export async function tour(face: Face, { global }: InvocationOf<'tour'>): Promise<ExitCode> {
  const teller = makeTeller(face, global.noColor)
  const cluster = await openTourCluster(face, teller, { simSpeed: global.simSpeed, noColor: global.noColor })
  await tellStory({ face, teller, cluster })
  return teller.broken().length === 0 ? exitCodes.done : exitCodes.failed
}
