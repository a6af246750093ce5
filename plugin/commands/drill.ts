/** `drill`: proves that a snapshot can be recovered from: clones it, starts a copy of the application, and cleans up. */

import { carryOut, type DrillPlan, planDelete, planDrill, refOf } from '@pxsnap/core/actions'
import { runUntilSettled } from '@pxsnap/core/engine'
import { PortError } from '@pxsnap/core/ports'
import { type Executor, type KubeObject, type ObjectRef, textOf, valueAt } from '@pxsnap/core/specs'
import { spell } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { engineFor } from '../follow.ts'
import { followInCluster } from '../follow-cluster.ts'
import { inWorld, requestedCluster, type World } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { planStyle, planText } from '../output/plan-text.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { printJson } from '../output/structured.ts'
import { Problem } from '../problem.ts'
import { claimNames, findSnapshots, sourcesOf, wantedSnapshot, whoTook } from '../snapshots-of.ts'

/** How a drill went. Times are of the cluster's clock. */
type DrillReport = {
  readonly snapshot: string
  readonly ok: boolean
  readonly cloneMs: number
  /** Until every copied pod was ready; null when one was not. */
  readonly startMs: number | null
  readonly pods: readonly { readonly pod: string; readonly ready: boolean; readonly problem?: string }[]
  /** What the application itself makes of the copy, where it can be asked. */
  readonly verdict?: { readonly verdict: string; readonly text: string }
  readonly notes: readonly string[]
}

type Drill = {
  readonly snapshot: string
  readonly plan: DrillPlan
  readonly timeoutMs: number
  readonly executor: Executor
}

const usualTimeoutMs = 10 * 60_000
const goneWithinMs = 60_000

export async function drill(face: Face, { flags, positionals, global }: InvocationOf<'drill'>): Promise<ExitCode> {
  requestedCluster(face, global)
  const wanted = wantedSnapshot(positionals)
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const snapshots = await world.drive(findSnapshots(world, wanted, world.namespace))
    const plan = await world.drive(planned(world, snapshots))
    const [hindrance] = plan.obstacles
    if (hindrance !== undefined) throw new Problem('failed', hindrance.message, hindrance.next)
    const writes = [...plan.claims, ...plan.pods].map(object => ({ do: 'create' as const, object }))
    const stream = dry ? face.stdout : face.stderr
    if (flags.output === 'text' || dry)
      stream.write(
        planText(
          { writes, unchanged: [], obstacles: [] },
          () => ['for the drill, deleted after it'],
          planStyle(face, stream, global.noColor),
        ),
      )
    if (dry) return exitCodes.done
    if (!(await confirm(face, 'Begin the drill?', flags))) {
      face.stderr.write('Nothing was written.\n')
      return exitCodes.interrupted
    }
    const timeoutMs = flags.timeout ?? usualTimeoutMs
    const executor = await world.executor(await whoTook(world, snapshots), 'carry-out')
    const report = await carryOutDrill(face, world, { snapshot: wanted.name, plan, timeoutMs, executor })
    face.stdout.write(
      flags.output === 'json' ? printJson(report) : reportText(report, painter(face, face.stdout, global.noColor)),
    )
    return report.ok ? exitCodes.done : exitCodes.failed
  })
}

async function planned(world: World, snapshots: readonly KubeObject[]): Promise<DrillPlan> {
  const { namespace } = world
  const { items: pods } = await world.ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace })
  const taken = await claimNames(world)
  const sources = await sourcesOf(world, snapshots)
  return planDrill({ snapshots, sources, namespace, taken, pods, name: freeName(taken, pods) })
}

/** Drills may run side by side, and an earlier one may have left something behind. */
function freeName(taken: readonly string[], pods: readonly KubeObject[]): string {
  const used = [...taken, ...pods.map(({ metadata }) => metadata.name)]
  for (let number = 1; ; number++) {
    const name = `drill-${number}`
    if (!used.some(one => one.startsWith(`${name}-`))) return name
  }
}

/** Cleans up whatever happens, also after an interrupt. */
async function carryOutDrill(
  face: Face,
  world: World,
  { snapshot, plan, timeoutMs, executor }: Drill,
): Promise<DrillReport> {
  const began = world.now()
  const notes = plan.notes
  try {
    await world.drive(write(world, plan.claims))
    const refs = plan.claims.map(refOf)
    const problem = await (executor === 'stork' ? clonedByStork : clonedByUs)(face, world, refs, timeoutMs)
    const cloned = world.now()
    const cloneMs = cloned - began
    face.signal.throwIfAborted()
    if (problem !== undefined)
      return { snapshot, ok: false, cloneMs, startMs: null, pods: [], notes: [...notes, problem] }
    const verdict = verdictOn(world, plan.claims)
    await world.drive(write(world, plan.pods))
    const pods = await world.drive(whenReady(world, plan.pods, timeoutMs, face.signal))
    const started = pods.every(({ ready }) => ready)
    return {
      snapshot,
      ok: started && verdict?.verdict !== 'torn' && verdict?.verdict !== 'lost-writes',
      cloneMs,
      startMs: started ? world.now() - cloned : null,
      pods,
      ...(verdict === undefined ? {} : { verdict }),
      notes,
    }
  } finally {
    await cleanUp(face, world, plan, executor)
  }
}

/** What went wrong; nothing when every claim has its data. */
async function clonedByUs(face: Face, world: World, refs: readonly ObjectRef[]): Promise<string | undefined> {
  const ports = await engineFor(world, refs)
  const outcomes = await world.drive(runUntilSettled(ports, { only: refs }, face.signal))
  const failed = outcomes.find(({ result }) => result !== 'successful')
  if (failed === undefined) return undefined
  const { ref, reason } = failed
  return `The claim ${ref.name} was not cloned${reason === undefined ? '' : `: ${reason.message}`}`
}

async function clonedByStork(
  face: Face,
  world: World,
  refs: readonly ObjectRef[],
  timeoutMs: number,
): Promise<string | undefined> {
  const { text, exit } = await followInCluster(face, world, refs, { timeoutMs, noColor: true })
  return exit === exitCodes.done ? undefined : text.trimEnd().replaceAll('\n', ' ')
}

async function write(world: World, objects: readonly KubeObject[]): Promise<void> {
  const plan = { writes: objects.map(object => ({ do: 'create' as const, object })), unchanged: [], obstacles: [] }
  const { refused } = await carryOut(plan, world.ports.cluster, () => undefined)
  if (refused !== undefined)
    throw new Problem('failed', `${refused.ref.kind} "${refused.ref.name}" was not created: ${refused.message}`)
}

/** Ready, and still ready a moment later: a database may end while it recovers. */
async function whenReady(
  world: World,
  pods: readonly KubeObject[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<DrillReport['pods']> {
  const { cluster, clock } = world.ports
  const giveUpAt = clock.now() + timeoutMs
  let steady = 0
  for (;;) {
    const found = await Promise.all(pods.map(pod => cluster.get(refOf(pod))))
    const states = pods.map((pod, index) => podState(pod.metadata.name, found[index]))
    steady = states.every(({ ready }) => ready) ? steady + 1 : 0
    if (steady === 4 || clock.now() >= giveUpAt) return states
    await clock.sleep(500, signal)
  }
}

function podState(pod: string, object: KubeObject | undefined): DrillReport['pods'][number] {
  const conditions = valueAt(object, ['status', 'conditions'])
  const ready =
    Array.isArray(conditions) &&
    conditions.some(one => valueAt(one, ['type']) === 'Ready' && valueAt(one, ['status']) === 'True')
  if (ready) return { pod, ready }
  const statuses = valueAt(object, ['status', 'containerStatuses'])
  const waiting = (Array.isArray(statuses) ? statuses : [])
    .map(one => textOf(valueAt(one, ['state', 'waiting', 'message'])))
    .find(message => message !== undefined)
  const unplaced = (Array.isArray(conditions) ? conditions : [])
    .map(one => textOf(valueAt(one, ['message'])))
    .find(message => message !== undefined)
  return { pod, ready, problem: waiting ?? unplaced ?? 'It did not become ready in time.' }
}

function verdictOn(world: World, claims: readonly KubeObject[]): DrillReport['verdict'] {
  if (world.simulated === undefined) return undefined
  try {
    const { verdict, text } = world.simulated.judge(
      ...claims.map(({ metadata: { namespace = '', name } }) => ({ namespace, name })),
    )
    return { verdict, text }
  } catch (error) {
    // No application runs on the original, so nobody can tell.
    if (error instanceof PortError && error.kind === 'rejected') return undefined
    throw error
  }
}

/** Pods first, since a claim stays while a pod uses it. */
async function cleanUp(face: Face, world: World, plan: DrillPlan, executor: Executor): Promise<void> {
  const { cluster } = world.ports
  const left: string[] = []
  for (const objects of [plan.pods, plan.claims]) {
    const refs = objects.map(refOf)
    const there = (await world.drive(Promise.all(refs.map(ref => cluster.get(ref))))).flatMap(object => object ?? [])
    const { refused } = await world.drive(
      carryOut(planDelete(there.map(refOf), there, { ignoreMissing: true }), cluster, () => undefined),
    )
    if (refused !== undefined) left.push(refused.ref.name)
    // A finalizer of ours on a clone is dropped by carrying its deletion out.
    const clones = refs.filter(({ kind }) => kind !== 'Pod')
    if (executor === 'pxsnap')
      await world.drive(runUntilSettled(await engineFor(world, clones), { only: clones }, new AbortController().signal))
    if (world.simulated === undefined) await world.drive(whenGone(world, refs))
  }
  const still = await world.drive(Promise.all(plan.claims.map(claim => cluster.get(refOf(claim)))))
  left.push(...still.flatMap(object => object?.metadata.name ?? []))
  if (left.length > 0)
    face.stderr.write(`Left behind by the drill: ${[...new Set(left)].map(sanitiseLine).join(', ')}.\n`)
}

/** Kubernetes keeps a pod until its containers have ended, and a claim until its pod is gone. */
async function whenGone({ ports: { cluster, clock } }: World, refs: readonly ObjectRef[]): Promise<void> {
  const giveUpAt = clock.now() + goneWithinMs
  while (clock.now() < giveUpAt) {
    const found = await Promise.all(refs.map(ref => cluster.get(ref)))
    if (found.every(object => object === undefined)) return
    await clock.sleep(500)
  }
}

function reportText(report: DrillReport, paint: ReturnType<typeof painter>): string {
  const { snapshot, ok, cloneMs, startMs, pods, verdict, notes } = report
  const head = ok
    ? paint('usable', `The snapshot ${snapshot} can be recovered from.`)
    : paint('failed', `The snapshot ${snapshot} could not be recovered from.`)
  const lines = [
    head,
    `cloned in ${spell(cloneMs)}`,
    startMs === null
      ? 'the application did not become ready'
      : `the application was ready after ${spell(startMs)} more`,
    ...(startMs === null ? [] : [`recovery time in all: ${spell(cloneMs + startMs)}`]),
    ...pods.flatMap(({ pod, problem }) => (problem === undefined ? [] : [`${pod}: ${problem}`])),
    ...(verdict === undefined
      ? []
      : [`the application's own verdict on the copy: ${verdict.verdict}. ${verdict.text}`]),
    ...notes,
  ]
  return lines.map((line, index) => `${index === 0 ? '' : '  '}${index === 0 ? line : sanitiseLine(line)}\n`).join('')
}
