/** `restore --backup`: a claim with the bytes of a backup in the object store, whichever cluster took it. */

import { carryOut, planClone, planImportBackup } from '@pxsnap/core/actions'
import { spellBytes } from '@pxsnap/core/base'
import type { CloudBackup } from '@pxsnap/core/ports'
import type { KubeObject } from '@pxsnap/core/specs'
import type { InvocationOf } from '../args.ts'
import { carryOutSpecs } from '../carry-out-specs.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, type World } from '../open-world.ts'
import { outputForm } from '../output/print-objects.ts'
import { Problem } from '../problem.ts'
import { claimNames } from '../snapshots-of.ts'

export async function restoreBackup(
  face: Face,
  { flags, positionals, global }: InvocationOf<'restore'>,
  handle: string,
): Promise<ExitCode> {
  const form = outputForm(flags.output, ['json', 'yaml', 'name'])
  const [claim, ...more] = flags.to
  if (positionals.length > 0) throw new Problem('usage', 'A snapshot and --backup cannot be restored together.')
  if (claim === undefined || more.length > 0)
    throw new Problem(
      'usage',
      'A backup becomes one new claim; name it with --to.',
      'kubectl pxsnap restore --backup BACKUP --to PVC',
    )
  const dry = flags.dryRun !== undefined
  return inWorld(face, global, { access: dry ? 'look' : 'change', missing: 'refuse' }, async world => {
    const backup = await find(world, handle, flags.credential)
    const name = flags.name ?? `${claim}-backup`
    const { namespace } = world
    const imported = planImportBackup({
      backup,
      ...(flags.credential === undefined ? {} : { credential: flags.credential }),
      namespace,
      name,
      claim,
      taken: await snapshotNames(world),
    })
    refuseObstacles(imported)
    const records = imported.writes.flatMap(write => (write.do === 'delete' ? [] : [write.object]))
    const cloned = planClone({
      snapshots: records.filter(({ kind }) => kind === 'VolumeSnapshot'),
      sources: [claimOfSize(backup)],
      names: [claim],
      namespace,
      taken: await world.drive(claimNames(world)),
    })
    refuseObstacles(cloned)
    const objects = cloned.writes.flatMap(write => (write.do === 'delete' ? [] : [write.object]))
    const details = () => [`with the ${spellBytes(backup.sizeBytes)} of the backup, through the VolumeSnapshot ${name}`]
    const before = async () => {
      const { refused } = await world.drive(carryOut(imported, world.ports.cluster, () => undefined))
      if (refused !== undefined) throw new Problem('failed', `${refused.ref.name} was not created: ${refused.message}`)
    }
    return carryOutSpecs(face, { objects, form, flags, global, details, before, question: 'Restore this?' }, world)
  })
}

async function find(world: World, handle: string, credential: string | undefined): Promise<CloudBackup> {
  const { cloud, name } = world.ports.storage
  if (cloud === undefined) throw new Problem('failed', `The storage ${name} reaches no object store.`)
  const found = (await world.drive(cloud.listBackups(credential))).find(one => one.handle === handle)
  if (found === undefined)
    throw new Problem(
      'notFound',
      `The object store holds no backup "${handle}".`,
      'kubectl pxsnap backups shows what it holds.',
    )
  return found
}

async function snapshotNames(world: World): Promise<readonly string[]> {
  const apiVersion = 'volumesnapshot.external-storage.k8s.io/v1'
  const { cluster } = world.ports
  const [snapshots, data] = await world.drive(
    Promise.all([
      cluster.list({ apiVersion, kind: 'VolumeSnapshot', namespace: world.namespace }),
      cluster.list({ apiVersion, kind: 'VolumeSnapshotData' }),
    ]),
  )
  return [...snapshots.items, ...data.items].map(({ metadata }) => metadata.name)
}

/** Stands for the claim that was backed up, of which only the size is known. */
function claimOfSize({ sizeBytes }: CloudBackup): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'backed-up' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: quantityOf(sizeBytes) } } },
  }
}

/** Whole gibibytes or mebibytes as people write them, else bytes. */
function quantityOf(sizeBytes: number): string {
  const units = [
    ['Gi', 1024 ** 3],
    ['Mi', 1024 ** 2],
  ] as const
  const unit = units.find(([, bytes]) => sizeBytes > 0 && sizeBytes % bytes === 0)
  return unit === undefined ? String(sizeBytes) : `${sizeBytes / unit[1]}${unit[0]}`
}

function refuseObstacles({
  obstacles: [first],
}: {
  readonly obstacles: readonly { readonly message: string; readonly next?: string }[]
}): void {
  if (first !== undefined) throw new Problem('failed', first.message, first.next)
}
