/** `pair`: a ClusterPair to another cluster, made and followed until both ends have answered. */

import { simulatedPairSpec } from '@pxsnap/core/simulation'
import { clusterPair, type KubeObject, redactedObject } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, isSimulated, requestedCluster, simulatorHome } from '../open-world.ts'
import { type OutputForm, outputForm } from '../output/print-objects.ts'
import { Problem } from '../problem.ts'
import { simulatedClusterName } from '../sim-home.ts'

export async function pair(face: Face, { flags, positionals, global }: InvocationOf<'pair'>): Promise<ExitCode> {
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  const here = requestedCluster(face, global)
  const [name = ''] = positionals
  const isReal =
    face.host === undefined ? here === undefined && global.from === undefined : !isSimulated(face.host.world)
  if (isReal) return pairContexts(face, { name, flags, global, form })
  if (flags.toKubeconfig !== undefined || flags.storageOption.length > 0)
    throw new Problem(
      'usage',
      'A simulated cluster is paired by name, with its storage; --to-kubeconfig and --storage-option are for others.',
      example(name),
    )
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

/** Two clusters of kubeconfigs. */
async function pairContexts(
  face: Face,
  {
    name,
    flags,
    global,
    form,
  }: Pick<InvocationOf<'pair'>, 'flags' | 'global'> & { readonly name: string; readonly form: OutputForm },
): Promise<ExitCode> {
  if (flags.to === undefined && flags.toKubeconfig === undefined)
    throw new Problem(
      'usage',
      'pair needs the cluster to pair with: a context with --to, of a file with --to-kubeconfig.',
      `kubectl pxsnap pair ${name} --to CONTEXT`,
    )
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const { pairWithContext } = await import('../pair-with-context.ts')
    const { object, details, server } = await pairWithContext(face, {
      name,
      namespace: world.namespace,
      context: flags.to,
      kubeconfig: flags.toKubeconfig ?? global.kubeconfig,
      storageOptions: flags.storageOption,
    })
    if (server === world.server)
      throw new Problem(
        'usage',
        `${server} is the cluster that the pair would stand in.`,
        'Name another one with --to.',
      )
    if ((await world.executor(undefined, 'judge')) !== 'stork')
      throw new Problem('failed', 'Pairs of clusters are for STORK, and none runs here.', 'kubectl pxsnap doctor')
    const shown = flags.showSecrets ? undefined : redactedObject
    const question = 'Pair them?'
    return carryOutSpecs(
      face,
      { objects: [object], form, flags, global, executor: 'stork', question, details: () => details, shown },
      world,
    )
  })
}

function example(name: string): string {
  return `kubectl pxsnap pair ${name || 'NAME'} --to CLUSTER --sim`
}
