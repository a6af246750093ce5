/** `restore`: puts the data of a snapshot back, in place or into new claims; the members of a group as one. */

import { planRun, refOf, restoreOf } from '@pxsnap/core/actions'
import { foreseeRestore } from '@pxsnap/core/engine'
import { type KubeObject, valueAt } from '@pxsnap/core/specs'
import { restoreCell, restoredClaims } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, requestedCluster, type World } from '../open-world.ts'
import { outputForm } from '../output/print-objects.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { sayVerdict } from '../say-verdict.ts'
import { findSnapshot, wantedSnapshot } from '../snapshots-of.ts'
import { clone } from './clone.ts'
import { restoreBackup } from './restore-backup.ts'

export async function restore(face: Face, invocation: InvocationOf<'restore'>): Promise<ExitCode> {
  const { flags, positionals, global, free } = invocation
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  requestedCluster(face, global)
  if (flags.backup !== undefined) return restoreBackup(face, invocation, flags.backup)
  if (flags.credential !== undefined)
    throw new Problem('usage', '--credential says where a --backup is kept; --backup is missing.')
  if (positionals.length === 0)
    throw new Problem(
      'usage',
      'restore needs a snapshot.',
      'kubectl pxsnap restore SNAPSHOT, or restore --backup BACKUP --to PVC',
    )
  const wanted = wantedSnapshot(positionals, 'restored')
  if (flags.to.length > 0) {
    const { from, to, output, yes, dryRun, wait, timeout } = flags
    return clone(face, {
      command: 'clone',
      positionals,
      flags: { from, as: to, executor: undefined, output, yes, dryRun, wait, timeout },
      global,
      free,
    })
  }
  if (flags.from !== undefined)
    throw new Problem('usage', 'A restore in place happens in the namespace of the snapshot; --from goes with --to.')
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const snapshot = await world.drive(findSnapshot(world, wanted, world.namespace))
    const object = restoreOf({
      snapshot: { name: snapshot.metadata.name, namespace: world.namespace },
      group: snapshot.kind === 'GroupVolumeSnapshot',
      mayStop: flags.scaleDown,
      name: flags.name,
      now: world.now(),
    })
    const earlier = await earlierRestore(world, object, flags.name !== undefined)
    if (earlier !== undefined) {
      face.stderr.write(`The restore ${sanitiseLine(earlier.metadata.name)} is in the middle of this; it goes on.\n`)
      const exit = await carryOutSpecs(face, { objects: [earlier], form, flags, global }, world)
      if (!dry && flags.wait && exit === exitCodes.done) await judged(face, world, await claimsRestored(world, earlier))
      return exit
    }
    const executor = await world.executor(undefined, dry ? 'judge' : 'carry-out')
    const { claims, details: lines } = await (executor === 'stork' ? foreseenByStork : foreseen)(world, object)
    const details = () => lines.map(sanitiseLine)
    const exit = await carryOutSpecs(
      face,
      { objects: [object], form, flags, global, details, question: 'Overwrite these claims?' },
      world,
    )
    if (!dry && flags.wait && exit === exitCodes.done) await judged(face, world, claims)
    return exit
  })
}

/** The application recovers and writes again in this time. */
const startingMs = 2000

async function judged(face: Face, world: World, claims: readonly string[]): Promise<void> {
  if (world.simulated === undefined || face.signal.aborted || claims.length === 0) return
  await world.letPass(startingMs)
  const names = claims.map(name => ({ namespace: world.namespace, name }))
  sayVerdict(face, world, claims.length === 1 ? 'the restored claim' : 'the restored claims', names)
}

/** A restore of the same snapshot that an earlier command has left in the middle. Refuses a name that is used up. */
async function earlierRestore(world: World, wanted: KubeObject, isNamed: boolean): Promise<KubeObject | undefined> {
  const { apiVersion, kind, metadata } = wanted
  const { namespace } = world
  const { items } = await world.drive(world.ports.cluster.list({ apiVersion, kind, namespace }))
  const same = isNamed ? items.find(one => one.metadata.name === metadata.name) : undefined
  if (same !== undefined && (isOver(same) || !sameSource(same, wanted)))
    throw new Problem(
      'failed',
      `There is a VolumeSnapshotRestore "${metadata.name}" already${isOver(same) ? ', and it has been carried out' : ' of another snapshot'}.`,
      'Nothing was written. Give this one another --name, or leave it out.',
    )
  return same ?? (isNamed ? undefined : items.find(one => !isOver(one) && sameSource(one, wanted)))
}

function isOver(restore: KubeObject): boolean {
  if (restore.metadata.deletionTimestamp !== undefined) return true
  return ['Successful', 'Failed'].includes(restoreCell(restore).text)
}

function sameSource(one: KubeObject, other: KubeObject): boolean {
  const isSame = (field: string) => valueAt(one, ['spec', field]) === valueAt(other, ['spec', field])
  return isSame('sourceName') && isSame('sourceNamespace') && isSame('groupSnapshot')
}

async function claimsRestored(world: World, restore: KubeObject): Promise<readonly string[]> {
  const now = await world.drive(world.ports.cluster.get(refOf(restore)))
  return (now === undefined ? undefined : restoredClaims(now))?.split(',') ?? []
}

type Foreseen = { readonly claims: readonly string[]; readonly details: readonly string[] }

/** Refuses what cannot work before anything is written. */
async function foreseen(world: World, object: ReturnType<typeof restoreOf>): Promise<Foreseen> {
  const planned = await world.drive(foreseeRestore(world.ports, object))
  if ('problem' in planned) {
    const { message, code } = planned.problem
    const next =
      code === 'in-use' ? 'Stop what uses the claims, or restore into new ones with --to PVC.' : intoNewClaims
    throw new Problem(code === 'snapshot-missing' || code === 'claim-missing' ? 'notFound' : 'failed', message, next)
  }
  const { members, workloads } = planned.plan
  const stopped = workloads.map(({ kind, name, replicas }) => `${kind.toLowerCase()}/${name} (${replicas} running)`)
  return {
    claims: members.map(({ claim }) => claim),
    details: [
      ...(stopped.length === 0 ? [] : [`stops ${stopped.join(', ')} and starts it again`]),
      ...members.map(({ claim, snapshot }) => `overwrites ${claim} with ${snapshot}`),
      'keeps what they hold now until the new data is proved; a failed restore puts it back',
    ],
  }
}

/** STORK refuses nothing: what it would try for ever is refused here. */
async function foreseenByStork(world: World, object: KubeObject): Promise<Foreseen> {
  const { surroundingsIn } = await import('../what-if-live.ts')
  const { objects } = await world.drive(surroundingsIn(world, [object]))
  const { members, steps, findings } = planRun('stork', [object], { writes: [] }, { objects })
  const hindrance = findings.find(({ severity }) => severity === 'error')
  if (hindrance !== undefined) throw new Problem('failed', hindrance.message, intoNewClaims)
  return { claims: members.map(({ claim }) => claim), details: [...findings.map(({ message }) => message), ...steps] }
}

const intoNewClaims = 'Restore into new claims with --to PVC.'
