/** `wait`: until objects have come so far, with an exit code that tells the truth. */

import type { KubeObject, ObjectRef } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, isSimulated, type World } from '../open-world.ts'
import { objectName } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { notFound, refOf, type Selection, selectionServed, selectObjects } from '../selection.ts'
import { type Met, type WaitCondition, waitCondition } from '../wait-condition.ts'

const usualTimeoutMs = 30_000
const firstLookMs = 100
const longestLookMs = 1_000

export async function wait(face: Face, invocation: InvocationOf<'wait'>): Promise<ExitCode> {
  const condition = waitCondition(invocation.flags.for)
  const task = { face, invocation, condition, done: new Set<string>() }
  const { global } = invocation
  // What is so already needs no cluster of one's own.
  const now = await inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const wanted = await selectionServed(world, invocation.positionals)
    const first = await look(task, world, wanted)
    return { wanted, first, rest: isSimulated(world) ? undefined : await waitOn(task, world, wanted, first) }
  })
  if (now.first.left === 0) return now.first.exit
  if (now.rest !== undefined) return now.rest
  // In a simulated cluster time passes only while somebody works in it.
  return inWorld(face, global, { access: 'change', missing: 'refuse' }, async world =>
    waitOn(task, world, now.wanted, await look(task, world, now.wanted)),
  )
}

type Task = {
  readonly face: Face
  readonly invocation: InvocationOf<'wait'>
  readonly condition: WaitCondition
  /** Names of what has been told. */
  readonly done: Set<string>
}

type Look = { readonly left: number; readonly exit: ExitCode; readonly waiting: readonly string[] }

async function waitOn(task: Task, world: World, wanted: Selection, first: Look): Promise<ExitCode> {
  const { face, invocation, condition } = task
  const timeoutMs = invocation.flags.timeout ?? usualTimeoutMs
  const giveUpAt = world.now() + timeoutMs
  let seen = first
  let pauseMs = firstLookMs
  while (seen.left > 0) {
    face.signal.throwIfAborted()
    const rest = giveUpAt - world.now()
    if (rest <= 0) {
      throw new Problem(
        'timedOut',
        `After ${timeoutMs / 1000} s "${condition.text}" does not hold for ${seen.waiting.join(', ')}.`,
        `kubectl pxsnap diagnose ${seen.waiting[0] ?? 'KIND NAME'} -n ${world.namespace} --sim`,
      )
    }
    await world.letPass(Math.min(pauseMs, rest))
    pauseMs = Math.min(longestLookMs, pauseMs * 1.5)
    seen = await look(task, world, wanted)
  }
  return seen.exit
}

/** Tells what has come so far since the last look. Throws a Problem for what is not there, or never will come so far. */
async function look({ face, invocation, condition, done }: Task, world: World, wanted: Selection): Promise<Look> {
  const objects = await found(world, invocation, wanted, condition)
  let exit: ExitCode = exitCodes.done
  const waiting: string[] = []
  for (const { ref, object } of objects) {
    const name = sanitiseLine(objectName({ ...ref, metadata: ref }))
    const state: Met = object === undefined ? absent(condition, ref) : condition.met(object)
    if (state.is === 'failed')
      throw new Problem(
        'failed',
        `${name} will never be "${condition.text}": ${state.why}`,
        `kubectl pxsnap diagnose ${ref.kind.toLowerCase()} ${ref.name} -n ${world.namespace} --sim`,
      )
    if (state.is === 'not-yet') {
      waiting.push(`${ref.kind.toLowerCase()}/${sanitiseLine(ref.name)}`)
      continue
    }
    if (state.is === 'partial') exit = exitCodes.partial
    if (!done.has(name)) face.stdout.write(`${name} condition met\n`)
    done.add(name)
  }
  return { left: waiting.length, exit, waiting }
}

function absent({ absent }: WaitCondition, { kind, name, namespace = '' }: ObjectRef): Met {
  if (absent !== 'not-found') return { is: absent }
  throw notFound({ apiVersion: '', kind, scope: namespace === '' ? 'Cluster' : 'Namespaced' }, name, namespace)
}

/** Named objects, there or not; or those with the labels, which must be some unless their end is waited for. */
async function found(
  world: World,
  { flags }: InvocationOf<'wait'>,
  { groups }: Selection,
  condition: WaitCondition,
): Promise<readonly { readonly ref: ObjectRef; readonly object: KubeObject | undefined }[]> {
  const { cluster } = world.ports
  const all = groups.some(({ names }) => names === undefined)
  if (all && !flags.all && flags.selector === undefined && flags.fieldSelector === undefined)
    throw new Problem('usage', 'wait needs names, -l, --field-selector or --all.', 'kubectl pxsnap wait --help')
  if (all) {
    const { allNamespaces, selector, fieldSelector } = flags
    const scope = { namespace: world.namespace, allNamespaces, selector, fieldSelector }
    const { found } = await world.drive(selectObjects(cluster, { groups, single: false }, scope))
    const objects = found.flatMap(({ objects }) => objects)
    if (objects.length === 0 && condition.absent === 'not-found')
      throw new Problem('notFound', 'There are no objects to wait for.')
    return objects.map(object => ({
      ref: { apiVersion: object.apiVersion, kind: object.kind, ...place(object), name: object.metadata.name },
      object,
    }))
  }
  const refs = groups.flatMap(({ kind, names = [] }) => names.map(name => refOf(kind, name, world.namespace)))
  const objects = await world.drive(Promise.all(refs.map(ref => cluster.get(ref))))
  return refs.map((ref, index) => ({ ref, object: objects[index] }))
}

function place({ metadata: { namespace } }: KubeObject): { readonly namespace?: string } {
  return namespace === undefined ? {} : { namespace }
}
