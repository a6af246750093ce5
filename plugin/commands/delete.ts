/** `delete`: removes objects, and with snapshots and clones what the storage keeps for them. */

import { carryOut, inNamespace, planDelete, refKey, refOf } from '@pxsnap/core/actions'
import { finalizer } from '@pxsnap/core/engine'
import {
  type Executor,
  findKind,
  groupVolumeSnapshot,
  type KubeObject,
  type ObjectRef,
  volumeSnapshot,
  volumeSnapshotSchedule,
} from '@pxsnap/core/specs'
import { claimsOfPod } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { actingAs, checkPermissions, rehearse } from '../before-writing.ts'
import { confirm } from '../confirm.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { follow } from '../follow.ts'
import { remember } from '../journal.ts'
import { readManifests } from '../manifests.ts'
import { inWorld, isSimulated, requestedCluster, type World } from '../open-world.ts'
import { outcomeText } from '../output/outcome-text.ts'
import { painter } from '../output/paint.ts'
import { planStyle, planText } from '../output/plan-text.ts'
import { objectName, outputForm } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { readSelection, refOf as refOfName, selectObjects } from '../selection.ts'

/** `undoes`: the entry of the journal that this takes back. */
export async function deleteObjects(
  face: Face,
  invocation: InvocationOf<'delete'>,
  undoes?: string,
): Promise<ExitCode> {
  const { flags, global } = invocation
  const form = outputForm(flags.output, ['name'])
  requestedCluster(face, global)
  const dry = flags.dryRun !== undefined
  const asked = await readAsked(face, invocation)
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const refs = await world.drive(asked(world))
    const current = (await world.drive(Promise.all(refs.map(ref => world.ports.cluster.get(ref))))).flatMap(
      object => object ?? [],
    )
    const plan = planDelete(refs, current, { ignoreMissing: flags.ignoreNotFound })
    if (plan.obstacles.length > 0)
      throw new Problem('notFound', plan.obstacles.map(({ message }) => message).join('\n'), 'Nothing was deleted.')
    if (plan.writes.length === 0) {
      face.stderr.write('There is nothing to delete.\n')
      return exitCodes.done
    }
    const owned = await world.drive(ownedSnapshots(world, current))
    const stream = dry ? face.stdout : face.stderr
    if (form === 'text' || dry) {
      stream.write(actingAs(global))
      stream.write(planText(plan, () => [], planStyle(face, stream, global.noColor)))
      if (owned.length > 0)
        stream.write(`${owned.length} snapshots go with their schedule, as its reclaimPolicy says.\n`)
    }
    face.host?.planned(plan, [], 'pxsnap')
    await checkPermissions(face, world, plan)
    if (flags.dryRun === 'server') await rehearse(face, world, plan)
    if (dry) return exitCodes.done
    if (!(await confirm(face, 'Delete this?', flags))) {
      face.stderr.write('Nothing was deleted.\n')
      return exitCodes.interrupted
    }
    const going: ObjectRef[] = []
    const { refused, done } = await world.drive(
      carryOut(plan, world.ports.cluster, ({ ref, did }) => {
        if (did === 'deleting') going.push(ref)
        else face.stdout.write(form === 'name' ? `${nameOf(ref)}\n` : `${nameOf(ref)} deleted\n`)
      }),
    )
    const gone = new Map(current.map(object => [refKey(refOf(object)), object]))
    remember(
      face,
      world,
      done.map(({ ref }) => ({
        did: 'deleted',
        ref,
        before: gone.get(refKey(ref)),
        ...(undoes === undefined ? {} : { undoes }),
      })),
    )
    if (refused !== undefined) throw new Problem('failed', `${nameOf(refused.ref)} was not deleted: ${refused.message}`)
    if (!flags.wait) return exitCodes.done
    return finish(face, world, [...going, ...owned], {
      timeoutMs: flags.timeout,
      executor: await world.executor(flags.executor, 'judge'),
      noColor: global.noColor,
      name: form === 'name',
    })
  })
}

/** The snapshots that Kubernetes deletes with their schedule, because it owns them. */
async function ownedSnapshots(world: World, deleted: readonly KubeObject[]): Promise<readonly ObjectRef[]> {
  const schedules = deleted.filter(({ kind }) => kind === volumeSnapshotSchedule.kind)
  if (schedules.length === 0) return []
  const uids = new Set(schedules.map(({ metadata }) => metadata.uid))
  const { cluster } = world.ports
  const kinds = [volumeSnapshot, groupVolumeSnapshot]
  const lists = await Promise.all(kinds.map(({ apiVersion, kind }) => cluster.list({ apiVersion, kind })))
  return lists
    .flatMap(({ items }) => items)
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uids.has(uid)) === true)
    .map(refOf)
}

/** Objects that wait for their finalizers are followed until they are gone. */
async function finish(
  face: Face,
  world: World,
  going: readonly ObjectRef[],
  options: {
    readonly timeoutMs: number | undefined
    readonly noColor: boolean
    readonly name: boolean
    readonly executor: Executor
  },
): Promise<ExitCode> {
  const left = (await world.drive(Promise.all(going.map(ref => world.ports.cluster.get(ref))))).flatMap(
    object => object ?? [],
  )
  const ours = left.filter(({ metadata }) => metadata.finalizers?.includes(finalizer)).map(refOf)
  const { outcomes, exit } = await follow(face, world, ours, { ...options, live: false })
  const paint = painter(face, face.stdout, options.noColor)
  for (const outcome of outcomes) {
    face.stdout.write(
      options.name && outcome.result === 'deleted' ? `${nameOf(outcome.ref)}\n` : outcomeText(outcome, paint),
    )
  }
  const foreign = left.filter(object => !object.metadata.finalizers?.includes(finalizer))
  const others =
    options.executor === 'stork' || !isSimulated(world) ? await cleanedByOthers(face, world, foreign, options) : foreign
  for (const object of others) face.stdout.write(`${nameOf(refOf(object))} ${await waitsFor(world, object)}\n`)
  return others.length > 0 && exit === exitCodes.done ? exitCodes.partial : exit
}

/** What is left after STORK, or whoever set the finalizers, had its time. */
async function cleanedByOthers(
  face: Face,
  world: World,
  going: readonly KubeObject[],
  { timeoutMs, name }: { readonly timeoutMs: number | undefined; readonly name: boolean },
): Promise<readonly KubeObject[]> {
  if (going.length === 0) return going
  const lookAgain = () => world.drive(Promise.all(going.map(object => world.ports.cluster.get(refOf(object)))))
  if (isSimulated(world)) {
    const { letStorkCleanUp } = await import('../follow-stork.ts')
    await letStorkCleanUp(face, world, going.map(refOf), timeoutMs)
  }
  let now = await lookAgain()
  const giveUpAt = world.now() + (timeoutMs ?? patienceMs)
  while (!isSimulated(world) && now.some(object => object !== undefined) && world.now() < giveUpAt) {
    await world.ports.clock.sleep(500, face.signal)
    now = await lookAgain()
  }
  return going.filter((object, index) => {
    const isLeft = now[index] !== undefined
    if (!isLeft) face.stdout.write(name ? `${nameOf(refOf(object))}\n` : `${nameOf(refOf(object))} deleted\n`)
    return isLeft
  })
}

/** Most finalizers of a real cluster are dropped at once. */
const patienceMs = 60_000

/** Kubernetes keeps a claim until the last pod that uses it is gone. */
async function waitsFor(world: World, { kind, metadata }: KubeObject): Promise<string> {
  const { namespace = '', name, finalizers = [] } = metadata
  if (kind !== 'PersistentVolumeClaim') {
    const way = finalizers.some(one => one.startsWith('stork.libopenstorage.org/'))
      ? ': STORK has to clean up, here with --executor stork'
      : ''
    return `is going; it waits for ${finalizers.map(sanitiseLine).join(', ')}${way}`
  }
  const { items } = await world.drive(world.ports.cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace }))
  const users = items.filter(pod => claimsOfPod(pod).includes(name)).map(pod => pod.metadata.name)
  return `is going; it goes when no pod uses it any more: ${users.map(sanitiseLine).join(', ')}`
}

/** What the user named, as references: from files, or by kind and name, or by kind and labels. */
async function readAsked(
  face: Face,
  { flags, positionals, global }: InvocationOf<'delete'>,
): Promise<(world: World) => Promise<readonly ObjectRef[]>> {
  if (flags.filename.length > 0 || flags.kustomize !== undefined) {
    if (positionals.length > 0) throw new Problem('usage', 'Files and names cannot be deleted together.')
    const { objects } = await readManifests(face, flags.filename, {
      recursive: flags.recursive,
      command: 'delete',
      kustomize: flags.kustomize,
    })
    return async world => objects.map(object => refOf(inNamespace(placedIn(object, world.namespace), world.namespace)))
  }
  if (positionals.length === 0) {
    throw new Problem('usage', 'delete needs to know what.', 'kubectl pxsnap delete KIND NAME, or delete -f FILE')
  }
  const selection = readSelection(positionals)
  const all = selection.groups.some(({ names }) => names === undefined)
  if (all && flags.selector === undefined) {
    throw new Problem(
      'usage',
      'Deleting everything of a kind needs -l; a name is missing.',
      'kubectl pxsnap delete KIND NAME, or delete KIND -l LABELS',
    )
  }
  return async world => {
    if (!all) {
      return selection.groups.flatMap(({ kind, names = [] }) =>
        names.map(name => refOfName(kind, name, world.namespace)),
      )
    }
    const scope = { namespace: world.namespace, allNamespaces: false, selector: flags.selector }
    const { found } = await selectObjects(world.ports.cluster, selection, scope)
    return found.flatMap(({ objects }) => objects.map(refOf))
  }

  function placedIn(object: KubeObject, namespace: string): KubeObject {
    const { namespace: own, name } = object.metadata
    const clash = global.namespace !== undefined && own !== undefined && own !== namespace
    if (clash && findKind(object.apiVersion, object.kind)?.scope !== 'Cluster') {
      throw new Problem(
        'usage',
        `The ${object.kind} "${name}" names the namespace "${own}", but -n says "${namespace}".`,
      )
    }
    return object
  }
}

function nameOf({ apiVersion, kind, name }: ObjectRef): string {
  return sanitiseLine(objectName({ apiVersion, kind, metadata: { name } }))
}
