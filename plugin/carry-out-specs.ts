/** Carries out specs in a cluster: shows what will happen, asks, writes, follows to the end, and prints what came of it. */

import {
  carryOut,
  type Expectation,
  expectSnapshot,
  inNamespace,
  isFollowed,
  type Plan,
  planApply,
  refKey,
  refOf,
  type Write,
} from '@pxsnap/core/actions'
import type { AccessAsk } from '@pxsnap/core/ports'
import { type Executor, findKind, type KubeObject, type ObjectRef, valueAt } from '@pxsnap/core/specs'
import { isSnapshot } from '@pxsnap/core/views'
import type { GlobalValues } from './args.ts'
import { actingAs, checkPermissions, rehearse } from './before-writing.ts'
import { confirm } from './confirm.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Face } from './face.ts'
import { follow } from './follow.ts'
import { rememberWrites } from './journal.ts'
import { isSimulated, type World } from './open-world.ts'
import { outcomeText } from './output/outcome-text.ts'
import { painter } from './output/paint.ts'
import { expectationLines, planStyle, planText } from './output/plan-text.ts'
import { type OutputForm, objectName, printObjects } from './output/print-objects.ts'
import { sanitiseLine } from './output/sanitise.ts'
import { Problem } from './problem.ts'
import { withoutVainUpdates } from './unchanged-by-server.ts'

export type SpecsToCarryOut = {
  readonly objects: readonly KubeObject[]
  readonly form: OutputForm
  readonly flags: {
    readonly dryRun: string | undefined
    readonly yes: boolean
    readonly wait: boolean
    readonly timeout: number | undefined
  }
  readonly global: GlobalValues
  /** Absent: whoever does it in this cluster. */
  readonly executor?: Executor | undefined
  readonly question?: string
  /** What the user should know of a write, below its line in the plan. */
  readonly details?: (object: KubeObject) => readonly string[]
  /** How an object is printed with -o; absent: as it is. */
  readonly shown?: ((object: KubeObject) => KubeObject) | undefined
  /** Done after the user has agreed and before the specs are written. */
  readonly before?: () => Promise<void>
}

/** Throws a Problem when the plan cannot work or a write is refused. */
export async function carryOutSpecs(
  face: Face,
  {
    objects,
    form,
    flags,
    global,
    executor: asked,
    question = 'Apply this?',
    details: more,
    before,
    shown = same,
  }: SpecsToCarryOut,
  world: World,
): Promise<ExitCode> {
  const executor = await world.executor(asked, objects.some(isFollowed) ? 'carry-out' : 'judge')
  if (executor === 'pxsnap') await refuseForeign(world, objects)
  const specs = objects.map(object => placed(object, world.namespace, global.namespace))
  const current = await world.drive(readCurrent(world, specs))
  const plan = await withoutVainUpdates(world, planApply(specs, current), face.signal)
  refuseObstacles(plan)
  // What is expected is what our own engine would do; STORK refuses nothing before it begins.
  const expectations: Expectations = executor === 'pxsnap' ? await world.drive(expect(world, plan)) : new Map()
  refuseHindered(expectations)

  const dry = flags.dryRun !== undefined
  const stream = dry ? face.stdout : face.stderr
  const details = (write: Write) => [
    ...detailsOf(write, expectations),
    ...(write.do === 'delete' ? [] : (more?.(write.object) ?? [])),
  ]
  stream.write(actingAs(global))
  stream.write(planText(plan, details, planStyle(face, stream, global.noColor)))
  face.host?.planned(plan, specs, executor)
  await checkPermissions(face, world, plan, commandPermissions(world, expectations))
  if (flags.dryRun === 'server') await rehearse(face, world, plan)
  if (dry) return exitCodes.done
  if (plan.writes.length > 0 && !(await confirm(face, question, flags))) {
    face.stderr.write('Nothing was written.\n')
    return exitCodes.interrupted
  }
  await before?.()
  const say = (name: string, did: string) => {
    if (form === 'text') face.stdout.write(`${sanitiseLine(name)} ${did}\n`)
  }
  const first = plan.writes.filter(write => write.do === 'delete' || !isFollowed(write.object))
  const rest = plan.writes.filter(write => !first.includes(write))
  await write(face, world, { ...plan, writes: first }, say)
  if (rest.length > 0 && first.length > 0) await letWorkloadsStart(world)
  await write(face, world, { ...plan, writes: rest }, say)
  for (const ref of plan.unchanged) say(nameOf(ref), 'unchanged')

  const followed = specs.filter(isFollowed).map(refOf)
  if (flags.wait && followed.length > 0 && face.stdout.isTTY) face.stdout.write('\n')
  if (executor === 'stork' && flags.wait) {
    const options = { timeoutMs: flags.timeout, noColor: global.noColor }
    const { text, exit } = await followStorkIn(face, world, followed, options)
    if (form === 'text' || form === 'wide') face.stdout.write(text)
    else
      face.stdout.write(
        printObjects((await world.drive(readCurrent(world, specs))).map(shown), form, { single: specs.length === 1 }),
      )
    return exit
  }
  const { outcomes, exit } = flags.wait
    ? await follow(face, world, followed, {
        timeoutMs: flags.timeout,
        noColor: global.noColor,
        live: form === 'text',
        claims: claimsExpected(expectations),
      })
    : { outcomes: [], exit: exitCodes.done }
  const paint = painter(face, face.stdout, global.noColor)
  if (form === 'text') face.stdout.write(outcomes.map(outcome => outcomeText(outcome, paint)).join(''))
  else if (form !== 'wide')
    face.stdout.write(
      printObjects((await world.drive(readCurrent(world, specs))).map(shown), form, { single: specs.length === 1 }),
    )
  return exit
}

function same(object: KubeObject): KubeObject {
  return object
}

/** A simulated cluster has a STORK only while somebody follows it. */
export async function followStorkIn(
  face: Face,
  world: World,
  refs: readonly ObjectRef[],
  options: { readonly timeoutMs: number | undefined; readonly noColor: boolean },
): Promise<{ readonly text: string; readonly exit: ExitCode }> {
  face.host?.following(refs, new Map())
  if (isSimulated(world)) return (await import('./follow-stork.ts')).followStork(face, world, refs, options)
  return (await import('./follow-cluster.ts')).followInCluster(face, world, refs, options)
}

function claimsExpected(expectations: Expectations): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...expectations].flatMap(([key, expectation]): readonly (readonly [string, readonly string[]])[] => {
      const [, , , name] = JSON.parse(key) as readonly string[]
      return expectation.is === 'clear' && name !== undefined ? [[name, expectation.claims]] : []
    }),
  )
}

/** An object of another namespace than the one asked for is a mistake that kubectl refuses, too. */
function placed(object: KubeObject, namespace: string, asked: string | undefined): KubeObject {
  const { namespace: own, name } = object.metadata
  if (!name)
    throw new Problem(
      'usage',
      `A ${object.kind} has no name; what is applied needs one.`,
      'kubectl create makes up names from generateName.',
    )
  if (
    asked !== undefined &&
    own !== undefined &&
    own !== asked &&
    findKind(object.apiVersion, object.kind)?.scope !== 'Cluster'
  ) {
    throw new Problem('usage', `The ${object.kind} "${name}" names the namespace "${own}", but -n says "${asked}".`)
  }
  return inNamespace(object, namespace)
}

async function readCurrent(world: World, specs: readonly KubeObject[]): Promise<readonly KubeObject[]> {
  const found = await Promise.all(specs.map(spec => world.ports.cluster.get(refOf(spec))))
  return found.flatMap(object => object ?? [])
}

/** Our own engine runs the commands of rules in pods with the account of the user. */
function commandPermissions(world: World, expectations: Expectations): readonly AccessAsk[] {
  const runs = [...expectations].flatMap(([key, expectation]) => {
    const [, , namespace = world.namespace] = JSON.parse(key) as readonly string[]
    return expectation.is === 'clear' && expectation.commands.length > 0 ? [namespace] : []
  })
  return [...new Set(runs)].map(namespace => ({
    verb: 'create',
    apiVersion: 'v1',
    kind: 'Pod',
    subresource: 'exec',
    namespace,
  }))
}

type Expectations = ReadonlyMap<string, Expectation>

/** What every snapshot of the plan will do, given the cluster and what else the plan writes. */
async function expect(world: World, plan: Plan): Promise<Expectations> {
  const written = plan.writes.flatMap(write => (write.do === 'delete' ? [] : [write.object]))
  const snapshots = written.filter(isSnapshot)
  const expectations = new Map<string, Expectation>()
  for (const snapshot of snapshots) {
    const { namespace = '' } = snapshot.metadata
    const around = merged(
      await neighbours(world, namespace),
      written.filter(object => object.metadata.namespace === namespace),
    )
    const expectation = expectSnapshot(snapshot, around)
    // Pods and volumes of workloads that are written with the snapshot are there by the time it is carried out.
    const bringsWorkloads = written.some(({ kind }) => workloads.has(kind))
    const mayPass =
      expectation.is === 'hindered' &&
      (expectation.mayPass || (bringsWorkloads && expectation.reason.code !== 'rule-missing'))
    expectations.set(refKey(refOf(snapshot)), expectation.is === 'hindered' ? { ...expectation, mayPass } : expectation)
  }
  return expectations
}

const workloads: ReadonlySet<string> = new Set(['PersistentVolumeClaim', 'Pod', 'Deployment', 'StatefulSet'])

async function neighbours(world: World, namespace: string): Promise<readonly KubeObject[]> {
  const { cluster } = world.ports
  const lists = await Promise.all([
    cluster.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace }),
    cluster.list({ apiVersion: 'v1', kind: 'PersistentVolume' }),
    cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }),
    cluster.list({ apiVersion: 'stork.libopenstorage.org/v1alpha1', kind: 'Rule', namespace }),
  ])
  return lists.flatMap(({ items }) => items)
}

function merged(current: readonly KubeObject[], written: readonly KubeObject[]): readonly KubeObject[] {
  return [...new Map([...current, ...written].map(object => [refKey(refOf(object)), object])).values()]
}

function refuseObstacles({ obstacles: [first] }: Plan): void {
  if (first === undefined) return
  throw new Problem(
    first.code === 'not-found' ? 'notFound' : first.code === 'nothing-to-do' ? 'usage' : 'failed',
    first.message,
    first.next,
  )
}

/** Where we carry out beside somebody else, not every kind can be ours. */
async function refuseForeign(world: World, objects: readonly KubeObject[]): Promise<void> {
  for (const object of objects) {
    const why = await world.refusal?.(object)
    if (why === undefined) continue
    const name = `${object.kind} "${sanitiseLine(object.metadata.name)}"`
    throw new Problem('failed', `${name} cannot be carried out by pxsnap here: ${why}`, 'Leave out --executor.')
  }
}

/** What cannot work is refused before anything is written. */
function refuseHindered(expectations: Expectations): void {
  for (const [key, expectation] of expectations) {
    if (expectation.is === 'clear' || expectation.mayPass) continue
    const [, kind, , name] = JSON.parse(key) as readonly [string, string, string, string]
    const { code, message } = expectation.reason
    const isMissing = code === 'claim-missing' || code === 'rule-missing' || code === 'no-claims'
    throw new Problem(
      isMissing ? 'notFound' : 'failed',
      `${kind} "${name}" cannot be carried out: ${message}`,
      `Nothing was written. See what there is: kubectl pxsnap get pvc,rules,pods -A --sim`,
    )
  }
}

function detailsOf(write: Write, expectations: Expectations): readonly string[] {
  if (write.do === 'delete') return []
  const expectation = expectations.get(refKey(refOf(write.object)))
  if (expectation !== undefined) return expectationLines(expectation)
  if (!isFollowed(write.object)) return []
  const source = valueAt(write.object, ['metadata', 'annotations', 'snapshot.alpha.kubernetes.io/snapshot'])
  return typeof source === 'string' ? [`with the data of the snapshot ${sanitiseLine(source)}`] : []
}

async function write(face: Face, world: World, plan: Plan, say: (name: string, did: string) => void): Promise<void> {
  const { refused, done } = await world.drive(
    carryOut(plan, world.ports.cluster, ({ ref, did }) => say(nameOf(ref), did)),
  )
  await rememberWrites(face, world, plan, done)
  if (refused === undefined) return
  const { ref, because, message } = refused
  throw new Problem(
    because === 'not-found' ? 'notFound' : 'failed',
    `${nameOf(ref)} was not written: ${message}`,
    done.length === 0 ? undefined : 'What stands above was written. Correct the rest and apply again.',
  )
}

/** Applications need a moment until their claims are bound and their pods run. */
async function letWorkloadsStart(world: World): Promise<void> {
  await world.letPass(1000)
}

function nameOf({ apiVersion, kind, name }: ObjectRef): string {
  return objectName({ apiVersion, kind, metadata: { name } })
}
