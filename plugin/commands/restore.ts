/** `restore`: puts the data of a snapshot back, in place or into new claims; the members of a group as one. */

import { restoreOf } from '@pxsnap/core/actions'
import { foreseeRestore, type RestorePlan } from '@pxsnap/core/engine'
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
      flags: { from, as: to, output, yes, dryRun, wait, timeout },
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
    const plan = await foreseen(world, object)
    const details = () => detailsOf(plan)
    const exit = await carryOutSpecs(
      face,
      { objects: [object], form, flags, global, details, question: 'Overwrite these claims?' },
      world,
    )
    if (!dry && flags.wait && exit === exitCodes.done) {
      await world.cluster.advance(startingMs)
      const claims = plan.members.map(({ namespace, claim }) => ({ namespace, name: claim }))
      sayVerdict(face, world, claims.length === 1 ? 'the restored claim' : 'the restored claims', claims)
    }
    return exit
  })
}

/** The application recovers and writes again in this time. */
const startingMs = 2000

/** Refuses what cannot work before anything is written. */
async function foreseen(world: World, object: ReturnType<typeof restoreOf>): Promise<RestorePlan> {
  const planned = await world.drive(foreseeRestore(world.cluster.ports, object))
  if ('plan' in planned) return planned.plan
  const { message, code } = planned.problem
  const next =
    code === 'in-use'
      ? 'Stop what uses the claims, or restore into new ones with --to PVC.'
      : 'Restore into new claims with --to PVC.'
  throw new Problem(code === 'snapshot-missing' || code === 'claim-missing' ? 'notFound' : 'failed', message, next)
}

function detailsOf({ members, workloads }: RestorePlan): readonly string[] {
  const stopped = workloads.map(({ kind, name, replicas }) => `${kind.toLowerCase()}/${name} (${replicas} running)`)
  return [
    ...(stopped.length === 0 ? [] : [`stops ${stopped.join(', ')} and starts it again`]),
    ...members.map(({ claim, snapshot }) => `overwrites ${claim} with ${snapshot}`),
    'keeps what they hold now until the new data is proved; a failed restore puts it back',
  ].map(sanitiseLine)
}
