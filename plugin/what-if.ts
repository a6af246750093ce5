/** The world in which `plan` and `simulate` look at specs: made of files, or a copy of a simulated cluster. Nothing is written. */

import { inNamespace, isBegun, isPlanned, isTried, refKey, refOf } from '@pxsnap/core/actions'
import type { LocatedFinding } from '@pxsnap/core/language'
import { type PreparedWorld, prepareWorld, type WorldCopy } from '@pxsnap/core/simulation'
import {
  clusterPair,
  type Executor,
  evidence,
  isMap,
  type KubeObject,
  lifecycle,
  type ObjectRef,
} from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import type { GlobalValues } from './args.ts'
import type { Face } from './face.ts'
import { readManifests, showFindings } from './manifests.ts'
import { oneObject } from './one-object.ts'
import { executorOf, inSimulatedWorld, inWorld } from './open-world.ts'
import { Problem } from './problem.ts'
import { hasCluster, liveSurroundings, surroundingsIn } from './what-if-live.ts'
import { type Around, requireClaims, requireNamespaces, requireRuns, requireSource } from './what-if-needs.ts'
import { destinationsOf } from './what-if-pairs.ts'

export type WhatIf = {
  readonly prepared: PreparedWorld
  /** The objects that are carried out, and the rules beside them; not yet in the world. */
  readonly specs: readonly KubeObject[]
  readonly refs: readonly ObjectRef[]
  /** What the files hold, and what the cluster has of it now; empty for an object of the cluster. */
  readonly written: readonly KubeObject[]
  readonly current: readonly KubeObject[]
  /** For `simulate`: copies of the clusters that ClusterPairs lead to, by name. */
  readonly others: Readonly<Record<string, WorldCopy>>
  /** Everything in question of a real cluster, as it is; absent: the prepared world has it. */
  readonly live?: readonly KubeObject[]
  readonly executor: Executor
  readonly findings: readonly LocatedFinding[]
  /** The text of a file by its name, for showing findings. */
  text(file: string): string
}

export type WhatIfRequest = {
  readonly command: 'plan' | 'simulate'
  readonly flags: {
    readonly filename: readonly string[]
    readonly recursive: boolean
    /** Undefined: where there is a cluster. */
    readonly fromCluster: boolean | undefined
    readonly executor: Executor | undefined
  }
  readonly positionals: readonly string[]
  readonly global: GlobalValues
}

/** The same for every simulation: a run is a function of its own seed, whichever runs were made before it. */
const worldSeed = 1

/** Throws a Problem when there is nothing to carry out, or the claims it needs are nowhere. */
export async function whatIf(face: Face, request: WhatIfRequest): Promise<WhatIf> {
  const { command, flags, positionals, global } = request
  if (flags.filename.length > 0 && positionals.length > 0)
    throw new Problem('usage', `${command} takes either files with -f or KIND NAME, not both.`)
  const sim = global.sim ?? (face.env.PXSNAP_SIM || undefined)
  if (flags.filename.length === 0)
    return sim === undefined ? ofLiveCluster(face, request) : ofCluster(face, request, sim)
  const isLive = sim === undefined && (flags.fromCluster ?? (await hasCluster(face, global)))
  if (flags.fromCluster === true && sim !== undefined)
    throw new Problem('usage', '--from-cluster and --sim name two clusters.', 'Leave out one of them.')
  const executor = isLive ? await executorOf(face, global, flags.executor) : (flags.executor ?? 'pxsnap')

  const manifests = await readManifests(face, flags.filename, { recursive: flags.recursive, command, executor })
  const grave = manifests.findings.filter(({ severity }) => severity !== 'information')
  showFindings(face, manifests, grave, global.noColor)
  const namespace = global.namespace ?? 'default'
  const objects = manifests.objects.filter(isNamed).map(object => inNamespace(object, namespace))
  const beside = sim === undefined ? undefined : await worldOf(face, global, objects)
  const live = isLive ? await liveSurroundings(face, global, objects) : undefined
  const current = beside?.current ?? live?.current ?? []
  const isTaken = (object: KubeObject) =>
    current.some(one => refKey(refOf(one)) === refKey(refOf(object)) && isBegun(one))
  const carried = objects.filter(command === 'plan' ? isPlanned : isTried)
  const rules = objects.filter(({ kind }) => kind === 'Rule')
  // A rule is what others run; alone, `plan` says what it would run.
  const asked = carried.length === 0 && command === 'plan' ? rules : carried
  const followed = asked.map(object => (isTaken(object) ? onceMore(object) : object))
  if (followed.length === 0) throw nothingTo(command, objects.filter(isPlanned))
  const setting = objects.filter(object => object.kind !== 'Rule' && !isPlanned(object))
  const prepared = await prepareWorld(
    { settle: macrotask, seed: worldSeed, ...(beside === undefined ? {} : { copyOf: beside.copyOf }) },
    [...(live?.twin ?? []), ...setting],
  )
  refuseRefused(prepared)
  const specs = asked === rules ? followed : [...rules, ...followed]
  const around = { prepared, specs, executor, sim }
  for (const spec of followed) {
    requireClaims(spec, around)
    if (command === 'simulate') requireForTrial(spec, around)
  }
  const migrations = command === 'simulate' ? followed.filter(({ kind }) => kind === 'Migration') : []
  const known = (inside: string, name: string) =>
    objects.find(
      one => one.kind === 'ClusterPair' && one.metadata.name === name && one.metadata.namespace === inside,
    ) ?? pairIn(prepared, inside, name)
  const { pairs, others } = await destinationsOf(face, global, { migrations, known, sim })
  const { findings, text } = manifests
  const refs = followed.map(refOf)
  const seen = live === undefined ? {} : { live: overlaid(live.objects, setting) }
  return {
    prepared,
    specs: [...pairs, ...specs],
    refs,
    written: objects,
    current,
    others,
    ...seen,
    executor,
    findings,
    text,
  }
}

function requireForTrial(spec: KubeObject, around: Around): void {
  requireSource(spec, around)
  requireRuns(spec, around)
  requireNamespaces(spec, around)
}

function pairIn({ cluster }: PreparedWorld, namespace: string, name: string): KubeObject | undefined {
  const { apiVersion, kind } = clusterPair
  return cluster.plane.get({ apiVersion, kind, namespace, name })
}

/** An object of a simulated cluster, as if it were created once more. */
async function ofCluster(face: Face, request: WhatIfRequest, sim: string): Promise<WhatIf> {
  const { command, positionals, global } = request
  const executor = request.flags.executor ?? 'pxsnap'
  if (positionals.length === 0)
    throw new Problem('usage', `${command} needs files, or an object of a simulated cluster.`, next(command))
  return inSimulatedWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const object = await oneObject(world, command, positionals)
    requirePlanned(command, object)
    const prepared = await prepareWorld({ settle: macrotask, seed: worldSeed, copyOf: world.simulated.copy() }, [])
    const spec = isBegun(object) ? onceMore(object) : object
    const specs = spec === object ? [] : [spec]
    const isMigration = command === 'simulate' && spec.kind === 'Migration'
    if (command === 'simulate') requireForTrial(spec, { prepared, specs, executor, sim })
    const known = (namespace: string, name: string) => pairIn(prepared, namespace, name)
    const { others } = await destinationsOf(face, global, { migrations: isMigration ? [spec] : [], known, sim })
    const none = { written: [], current: [], findings: [], text: () => '' }
    return { prepared, specs, refs: [refOf(spec)], others, executor, ...none }
  })
}

/** An object of the cluster of the kubeconfig, as if it were created once more in a copy of what matters there. */
async function ofLiveCluster(face: Face, request: WhatIfRequest): Promise<WhatIf> {
  const { command, positionals, global, flags } = request
  if (positionals.length === 0 || !(await hasCluster(face, global)))
    throw new Problem('usage', `${command} needs files, or an object of a cluster.`, next(command))
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const executor = await world.executor(flags.executor, 'judge')
    const object = await oneObject(world, command, positionals)
    requirePlanned(command, object)
    const { twin, objects } = await surroundingsIn(world, [object])
    const prepared = await prepareWorld({ settle: macrotask, seed: worldSeed }, twin)
    const spec = onceMore(object)
    const around = { prepared, specs: [spec], executor, sim: undefined }
    if (command === 'simulate') {
      requireClaims(spec, around)
      requireForTrial(spec, around)
    }
    const none = { written: [], current: [], findings: [], others: {}, text: () => '' }
    return { prepared, specs: [spec], refs: [refOf(spec)], live: objects, executor, ...none }
  })
}

function requirePlanned(command: string, object: KubeObject): void {
  if (command === 'simulate' && isPlanned(object) && !isTried(object)) throw nothingTo(command, [object])
  if (!isPlanned(object) && !(command === 'plan' && object.kind === 'Rule'))
    throw new Problem('usage', `A ${object.kind} like this is not carried out, so there is nothing to ${command}.`)
}

/** The later ones in place of earlier ones of the same name. */
function overlaid(objects: readonly KubeObject[], later: readonly KubeObject[]): readonly KubeObject[] {
  return [...new Map([...objects, ...later].map(object => [refKey(refOf(object)), object])).values()]
}

/** `others`: what is there and can be planned, but not tried. */
function nothingTo(command: string, [other]: readonly KubeObject[]): Problem {
  if (other !== undefined)
    return new Problem(
      'usage',
      `simulate does not try a ${other.kind}; plan says what carrying it out will do.`,
      'kubectl pxsnap plan --help',
    )
  return new Problem(
    'usage',
    `There is nothing to ${command} in these files.`,
    'Name files with a VolumeSnapshot, a GroupVolumeSnapshot, a restore of one, a claim that is cloned from one, a VolumeSnapshotSchedule or a Migration.',
  )
}

function next(command: string): string {
  return `kubectl pxsnap ${command} -f FILE, or kubectl pxsnap ${command} KIND NAME`
}

function worldOf(
  face: Face,
  global: GlobalValues,
  objects: readonly KubeObject[],
): Promise<{ readonly copyOf: WorldCopy; readonly current: readonly KubeObject[] }> {
  return inSimulatedWorld(face, global, { access: 'look', missing: 'refuse' }, async ({ simulated: cluster }) => ({
    copyOf: cluster.copy(),
    current: objects.flatMap(object => cluster.plane.get(refOf(object)) ?? []),
  }))
}

/** Under another name, because its own is taken; without what earlier runs left on it. */
function onceMore({ apiVersion, kind, metadata, spec }: KubeObject): KubeObject {
  const { namespace, name, labels, annotations = {} } = metadata
  const kept = Object.entries(annotations).filter(([key]) => key !== lastApplied && !state.has(key))
  const wanted = isMap(spec)
    ? Object.fromEntries(Object.entries(spec).filter(([key]) => key !== 'snapshotDataName'))
    : {}
  return {
    apiVersion,
    kind,
    metadata: {
      name: `${name}-again`,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      annotations: Object.fromEntries(kept),
    },
    spec: wanted,
  }
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'
const state: ReadonlySet<string> = new Set([lifecycle.key, evidence.key])

function isNamed(object: KubeObject): boolean {
  return isMap(object.metadata) && typeof object.metadata.name === 'string'
}

function refuseRefused({ refused: [first] }: PreparedWorld): void {
  if (first === undefined) return
  const { kind, metadata } = first.object
  throw new Problem(
    'failed',
    `The ${kind} "${metadata.name}" is not accepted by the simulated cluster: ${first.message}`,
  )
}
