/** The world in which `plan` and `simulate` look at specs: made of files, or a copy of a simulated cluster. Nothing is written. */

import { expectSnapshot, inNamespace, isBegun, isPlanned, isTried, refKey, refOf } from '@pxsnap/core/actions'
import type { LocatedFinding } from '@pxsnap/core/language'
import { type PreparedWorld, prepareWorld, restoreSourceRef, type WorldCopy } from '@pxsnap/core/simulation'
import { type Executor, evidence, isMap, type KubeObject, lifecycle, type ObjectRef } from '@pxsnap/core/specs'
import { macrotask } from '@pxsnap/core/system'
import { isSnapshot } from '@pxsnap/core/views'
import type { GlobalValues } from './args.ts'
import type { Face } from './face.ts'
import { readManifests, showFindings } from './manifests.ts'
import { oneObject } from './one-object.ts'
import { inSimulatedWorld } from './open-world.ts'
import { Problem } from './problem.ts'

export type WhatIf = {
  readonly prepared: PreparedWorld
  /** The objects that are carried out, and the rules beside them; not yet in the world. */
  readonly specs: readonly KubeObject[]
  readonly refs: readonly ObjectRef[]
  /** What the files hold, and what the cluster has of it now; empty for an object of the cluster. */
  readonly written: readonly KubeObject[]
  readonly current: readonly KubeObject[]
  readonly findings: readonly LocatedFinding[]
  /** The text of a file by its name, for showing findings. */
  text(file: string): string
}

export type WhatIfRequest = {
  readonly command: 'plan' | 'simulate'
  readonly flags: { readonly filename: readonly string[]; readonly recursive: boolean }
  readonly positionals: readonly string[]
  readonly global: GlobalValues
  readonly executor: Executor
}

/** The same for every simulation: a run is a function of its own seed, whichever runs were made before it. */
const worldSeed = 1

/** Throws a Problem when there is nothing to carry out, or the claims it needs are nowhere. */
export async function whatIf(face: Face, request: WhatIfRequest): Promise<WhatIf> {
  const { command, flags, positionals, global, executor } = request
  if (flags.filename.length > 0 && positionals.length > 0)
    throw new Problem('usage', `${command} takes either files with -f or KIND NAME, not both.`)
  const sim = global.sim ?? (face.env.PXSNAP_SIM || undefined)
  if (flags.filename.length === 0) return ofCluster(face, request, sim)

  const manifests = await readManifests(face, flags.filename, { recursive: flags.recursive, command, executor })
  const grave = manifests.findings.filter(({ severity }) => severity !== 'information')
  showFindings(face, manifests, grave, global.noColor)
  const namespace = global.namespace ?? 'default'
  const objects = manifests.objects.filter(isNamed).map(object => inNamespace(object, namespace))
  const beside = sim === undefined ? undefined : await worldOf(face, global, objects)
  const current = beside?.current ?? []
  const isTaken = (object: KubeObject) =>
    current.some(one => refKey(refOf(one)) === refKey(refOf(object)) && isBegun(one))
  const carried = objects.filter(command === 'plan' ? isPlanned : isTried)
  const rules = objects.filter(({ kind }) => kind === 'Rule')
  // A rule is what others run; alone, `plan` says what it would run.
  const asked = carried.length === 0 && command === 'plan' ? rules : carried
  const followed = asked.map(object => (isTaken(object) ? onceMore(object) : object))
  const specs = asked === rules ? followed : [...rules, ...followed]
  if (followed.length === 0) throw nothingTo(command, objects.filter(isPlanned))
  const setting = objects.filter(object => object.kind !== 'Rule' && !isPlanned(object))
  const prepared = await prepareWorld(
    { settle: macrotask, seed: worldSeed, ...(beside === undefined ? {} : { copyOf: beside.copyOf }) },
    setting,
  )
  refuseRefused(prepared)
  for (const spec of followed) {
    requireClaims(spec, prepared, specs, sim)
    if (command === 'simulate') requireSource(spec, prepared, specs)
  }
  const { findings, text } = manifests
  return { prepared, specs, refs: followed.map(refOf), written: objects, current, findings, text }
}

/** An object of a simulated cluster, as if it were created once more. */
async function ofCluster(face: Face, request: WhatIfRequest, sim: string | undefined): Promise<WhatIf> {
  const { command, positionals, global } = request
  if (positionals.length === 0)
    throw new Problem('usage', `${command} needs files, or an object of a simulated cluster.`, next(command))
  if (sim === undefined)
    throw new Problem('usage', `${command} KIND NAME looks into a simulated cluster, and none is named.`, next(command))
  return inSimulatedWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const object = await oneObject(world, command, positionals)
    if (command === 'simulate' && isPlanned(object) && !isTried(object)) throw nothingTo(command, [object])
    if (!isPlanned(object) && !(command === 'plan' && object.kind === 'Rule'))
      throw new Problem('usage', `A ${object.kind} like this is not carried out, so there is nothing to ${command}.`)
    const prepared = await prepareWorld({ settle: macrotask, seed: worldSeed, copyOf: world.simulated.copy() }, [])
    const none = { written: [], current: [], findings: [], text: () => '' }
    if (!isBegun(object)) return { prepared, specs: [], refs: [refOf(object)], ...none }
    const spec = onceMore(object)
    return { prepared, specs: [spec], refs: [refOf(spec)], ...none }
  })
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
    'Name files with a VolumeSnapshot, a GroupVolumeSnapshot, a restore of one, or a claim that is cloned from one.',
  )
}

function next(command: string): string {
  return `kubectl pxsnap ${command} -f FILE, or kubectl pxsnap ${command} KIND NAME --sim`
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

/** A snapshot of claims that are nowhere would tell nothing about the spec. */
function requireClaims(
  spec: KubeObject,
  { cluster }: PreparedWorld,
  specs: readonly KubeObject[],
  sim: string | undefined,
): void {
  if (!isSnapshot(spec)) return
  const { namespace = 'default' } = spec.metadata
  const claims = cluster.plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }).items
  const volumes = cluster.plane.list({ apiVersion: 'v1', kind: 'PersistentVolume' }).items
  const pods = cluster.plane.list({ apiVersion: 'v1', kind: 'Pod', namespace }).items
  const rules = specs.filter(({ kind }) => kind === 'Rule')
  const expected = expectSnapshot(spec, [...claims, ...volumes, ...pods, ...rules])
  if (expected.is === 'clear' || !missing.has(expected.reason.code)) return
  throw new Problem(
    'notFound',
    `${spec.kind} "${spec.metadata.name}" cannot be tried: ${expected.reason.message}`,
    sim === undefined
      ? 'Add the manifests of the application (its claims and workload) with -f, or use a copy of a simulated cluster that has it with --sim.'
      : `The simulated cluster has no such claims either. Load the application into it: kubectl pxsnap sim load -f FILE --sim=${sim}`,
  )
}

/** A restore of a snapshot that is nowhere would only tell that it is nowhere. */
function requireSource(spec: KubeObject, { cluster }: PreparedWorld, specs: readonly KubeObject[]): void {
  if (spec.kind !== 'VolumeSnapshotRestore') return
  const source = restoreSourceRef(spec)
  if (cluster.plane.get(source) !== undefined || specs.some(one => refKey(refOf(one)) === refKey(source))) return
  throw new Problem(
    'notFound',
    `${spec.kind} "${spec.metadata.name}" cannot be tried: there is no ${source.kind} "${source.name}" to restore.`,
    'Use a copy of a simulated cluster that has the snapshot with --sim, or add its manifest and the application with -f.',
  )
}

const missing: ReadonlySet<string> = new Set(['claim-missing', 'claim-unbound', 'no-claims'])
