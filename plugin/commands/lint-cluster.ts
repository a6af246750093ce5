/** `lint` where a cluster may be asked: with `--cluster`, names and relations are checked against what it has. */

import type { InvocationOf } from '../args.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { allObjects } from '../one-object.ts'
import { inWorld } from '../open-world.ts'
import { lint } from './lint.ts'

export async function lintAgainstCluster(face: Face, invocation: InvocationOf<'lint'>): Promise<ExitCode> {
  const { flags, global } = invocation
  if (!flags.cluster) return lint(face, invocation)
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world =>
    lint(face, invocation, { objects: await allObjects(world), namespace: world.namespace }),
  )
}
