/** `suspend` and `resume`: whether schedules start new runs. */

import { carryOut, planSuspend } from '@pxsnap/core/actions'
import { volumeSnapshotSchedule } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld } from '../open-world.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { Problem } from '../problem.ts'
import { readSelection, selectObjects } from '../selection.ts'

export function suspend(face: Face, invocation: InvocationOf<'suspend'>): Promise<ExitCode> {
  return setSuspended(face, invocation, true)
}

export function resume(face: Face, invocation: InvocationOf<'resume'>): Promise<ExitCode> {
  return setSuspended(face, invocation, false)
}

/** Kinds that have `spec.suspend`. */
const suspendable: readonly string[] = ['VolumeSnapshotSchedule', 'MigrationSchedule', 'ApplicationBackupSchedule']

async function setSuspended(
  face: Face,
  { positionals, global }: InvocationOf<'suspend'> | InvocationOf<'resume'>,
  suspended: boolean,
): Promise<ExitCode> {
  const selection = scheduleSelection(positionals)
  const other = selection.groups.find(({ kind }) => !suspendable.includes(kind.kind))
  if (other !== undefined)
    throw new Problem('usage', `A ${other.kind.kind} cannot be suspended; ${suspendable.join(', ')} can.`)
  return inWorld(face, global, { access: 'change', missing: 'refuse' }, async world => {
    const { cluster } = world.ports
    const scope = { namespace: world.namespace, allNamespaces: false }
    const { found, missing } = await world.drive(selectObjects(cluster, selection, scope))
    const [problem] = missing
    if (problem !== undefined) throw problem
    const word = suspended ? 'suspended' : 'resumed'
    const plan = planSuspend(
      found.flatMap(({ objects }) => objects),
      suspended,
    )
    for (const { kind, name } of plan.unchanged)
      face.stdout.write(
        `${kind.toLowerCase()}/${sanitiseLine(name)} unchanged: ${suspended ? 'suspended already' : 'not suspended'}\n`,
      )
    const done = await world.drive(
      carryOut(plan, cluster, ({ ref }) =>
        face.stdout.write(`${ref.kind.toLowerCase()}/${sanitiseLine(ref.name)} ${word}\n`),
      ),
    )
    if (done.refused !== undefined) throw new Problem('failed', done.refused.message)
    return exitCodes.done
  })
}

/** Names of VolumeSnapshotSchedules, or KIND/NAME. */
export function scheduleSelection(positionals: readonly string[]) {
  if (positionals.some(one => one.includes('/'))) return readSelection(positionals)
  return readSelection([volumeSnapshotSchedule.plural, ...positionals])
}
