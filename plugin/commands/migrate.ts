/** `migrate`: moves or copies namespaces to a paired cluster, and goes on with a migration that was interrupted. */

import { migrationSpecFor } from '@pxsnap/core/actions'
import { adminNamespace, type MigrationPlan, planMigration } from '@pxsnap/core/engine'
import { clusterPair, type KubeObject, migration, textOf, valueAt } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, isSimulated, requestedCluster, type World } from '../open-world.ts'
import { outputForm } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'

type Invocation = InvocationOf<'migrate'>

export async function migrate(face: Face, invocation: Invocation): Promise<ExitCode> {
  const { flags, positionals, global } = invocation
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  requestedCluster(face, global)
  if (flags.to === undefined) {
    throw new Problem(
      'usage',
      'migrate needs the ClusterPair to migrate through.',
      'kubectl pxsnap migrate NAMESPACE --to PAIR --sim',
    )
  }
  const wish = wishOf(invocation, flags.to)
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const home = await world.drive(homeOf(world, wish.namespaces, wish.pair, global.namespace))
    const earlier = await world.drive(earlierMigrations(world, home))
    const object = migrationSpecFor({ ...wish, home }, earlier)
    const known = earlier.some(({ metadata }) => metadata.name === object.metadata.name)
    if (known) face.stderr.write(`Going on with the migration ${sanitiseLine(object.metadata.name)}.\n`)
    const lines = known ? [] : await foreseen(world, object, { positionals, wish })
    const question = wish.start ? 'Move this?' : 'Copy this?'
    return carryOutSpecs(face, { objects: [object], form, flags, global, question, details: () => lines }, world)
  })
}

function wishOf({ flags, positionals }: Invocation, pair: string) {
  return {
    namespaces: [...new Set(positionals)].sort(),
    pair,
    start: !flags.noStart,
    keepSource: flags.keepSource,
    preRule: flags.pre,
    postRule: flags.post,
    withResources: flags.includeResources,
  }
}

/** Where the migration and its pair stand: with the namespace when it is alone and has a pair, else with the administrator. */
async function homeOf(
  world: World,
  namespaces: readonly string[],
  pair: string,
  asked: string | undefined,
): Promise<string> {
  const { apiVersion, kind } = clusterPair
  const [only] = namespaces
  const places =
    asked !== undefined
      ? [asked]
      : namespaces.length === 1 && only !== undefined
        ? [only, adminNamespace]
        : [adminNamespace]
  for (const namespace of places) {
    const found = await world.ports.cluster.get({ apiVersion, kind, namespace, name: pair })
    if (found !== undefined) return namespace
  }
  throw new Problem(
    'notFound',
    `There is no ClusterPair "${pair}" in namespace ${places.join(' or ')}.`,
    `kubectl pxsnap pair ${pair} --to CLUSTER -n ${places[0] ?? adminNamespace} --sim`,
  )
}

async function earlierMigrations(world: World, namespace: string): Promise<readonly KubeObject[]> {
  const { apiVersion, kind } = migration
  return (await world.ports.cluster.list({ apiVersion, kind, namespace })).items
}

async function foreseen(
  world: World,
  object: KubeObject,
  { positionals, wish }: { readonly positionals: readonly string[]; readonly wish: ReturnType<typeof wishOf> },
): Promise<readonly string[]> {
  if (isSimulated(world)) return planLines(await planned(world, object, positionals), wish.withResources)
  if ((await world.executor(undefined, 'judge')) !== 'stork')
    throw new Problem(
      'failed',
      'Between clusters of kubeconfigs STORK migrates, and none runs here.',
      'kubectl pxsnap doctor',
    )
  return foreseenByStork(world, object, wish)
}

/** What STORK will do, or a Problem for what it would try for ever. Source: STORK, migration and cluster pair controllers. */
async function foreseenByStork(
  world: World,
  { metadata }: KubeObject,
  { namespaces, pair, start, withResources }: ReturnType<typeof wishOf>,
): Promise<readonly string[]> {
  const { cluster } = world.ports
  for (const name of namespaces) {
    const found = await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name })
    if (found === undefined) throw new Problem('notFound', `There is no namespace "${name}".`, 'Nothing was written.')
  }
  const ref = { apiVersion: clusterPair.apiVersion, kind: clusterPair.kind, name: pair }
  const there = await cluster.get({
    ...ref,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
  })
  const [objects, storage] = ['schedulerStatus', 'storageStatus'].map(field =>
    textOf(valueAt(there, ['status', field])),
  )
  if (objects !== 'Ready')
    throw new Problem(
      'failed',
      `The other cluster of the ClusterPair "${pair}" has not answered yet: ${objects ?? 'no status'}.`,
      `kubectl pxsnap wait clusterpair ${pair} --for usable -n ${metadata.namespace ?? ''}`,
    )
  const volumes =
    storage === 'Ready'
      ? 'STORK copies the volumes, each as of its own moment unless a rule holds the applications'
      : 'volumes stay here: the pair has no storage'
  if (!withResources) return [volumes, 'objects stay here, but for claims and volumes']
  return start
    ? [
        volumes,
        'applies the objects there and starts the applications',
        'STORK does not stop those here: both sides run',
      ]
    : [volumes, 'applies the objects there with no replicas; the applications here go on']
}

/** What carrying it out would do, or a Problem that says why it cannot. */
async function planned(world: World, object: KubeObject, namespaces: readonly string[]): Promise<MigrationPlan> {
  const answer = await world.drive(planMigration(world.ports, object, undefined))
  if (answer.got === 'migration-plan') return answer.plan
  const { reason } = answer.got === 'problem' || answer.got === 'failure' ? answer : { reason: undefined }
  const missing =
    reason?.code === 'namespace-missing' || reason?.code === 'pair-missing' || reason?.code === 'rule-missing'
  throw new Problem(
    missing ? 'notFound' : reason?.code === 'unreachable' ? 'unreachable' : 'failed',
    `${namespaces.join(', ')} cannot be migrated: ${reason?.message ?? 'the answer was not understood.'}`,
    'Nothing was written. See what there is: kubectl pxsnap get clusterpairs,pvc,pods -A --sim',
  )
}

function planLines(plan: MigrationPlan, withResources: boolean): readonly string[] {
  const { cluster, volumes, workloads, moves, keepsSource } = plan
  const claims = volumes.map(({ namespace, claim }) => `${namespace}/${claim}`).map(sanitiseLine)
  const names = workloads.map(one => `${one.kind} ${sanitiseLine(`${one.namespace}/${one.name}`)} (${one.replicas})`)
  const copy = claims.length === 0 ? [] : [`copies to ${cluster}, as of one instant: ${claims.join(', ')}`]
  if (!withResources) return [...copy, 'objects stay here, but for claims and volumes']
  if (names.length === 0) return [...copy, `applies the objects in ${cluster}`]
  if (!moves)
    return [
      ...copy,
      `applies the objects in ${cluster} with no replicas: ${names.join(', ')}`,
      'the applications here go on',
    ]
  if (keepsSource)
    return [...copy, `starts in ${cluster}: ${names.join(', ')}`, 'the applications here go on, so both sides run']
  return [
    ...copy,
    `stops here: ${names.join(', ')}`,
    ...(claims.length === 0 ? [] : ['copies what was written meanwhile']),
    `starts them in ${cluster}; until then every failure starts them here again`,
  ]
}
