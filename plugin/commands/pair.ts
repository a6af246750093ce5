/** `pair`: a ClusterPair to another simulated cluster, made and followed until both ends have answered. */

import { simulatedPairSpec } from '@pxsnap/core/simulation'
import { clusterPair, type KubeObject } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, requestedCluster, simulatorHome } from '../open-world.ts'
import { outputForm } from '../output/print-objects.ts'
import { Problem } from '../problem.ts'
import { simulatedClusterName } from '../sim-home.ts'

export async function pair(face: Face, { flags, positionals, global }: InvocationOf<'pair'>): Promise<ExitCode> {
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  const here = requestedCluster(face, global)
  const [name = ''] = positionals
  if (flags.to === undefined) throw new Problem('usage', 'pair needs the cluster to pair with.', example(name))
  const to = simulatedClusterName(flags.to)
  if (to === here)
    throw new Problem('usage', `"${to}" is the cluster that the pair would stand in.`, 'Name another one with --to.')
  const names = await simulatorHome(face).names()
  if (!names.includes(to)) {
    const others = names.filter(one => one !== here)
    const known = others.length === 0 ? '' : ` There is: ${others.join(', ')}.`
    throw new Problem(
      'notFound',
      `There is no simulated cluster "${to}" to pair with.${known}`,
      `kubectl pxsnap sim up ${to}`,
    )
  }
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, world => {
    const { apiVersion, kind } = clusterPair
    const object: KubeObject = {
      apiVersion,
      kind,
      metadata: { name, namespace: world.namespace },
      spec: simulatedPairSpec(to),
    }
    const details = () => [`leads to the simulated cluster ${to}, with its storage`]
    return carryOutSpecs(face, { objects: [object], form, flags, global, question: 'Pair them?', details }, world)
  })
}

function example(name: string): string {
  return `kubectl pxsnap pair ${name || 'NAME'} --to CLUSTER --sim`
}
