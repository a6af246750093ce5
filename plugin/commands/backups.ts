/** `backups`: what an object store holds, whichever cluster put it there. */

import { spellBytes, toIso } from '@pxsnap/core/base'
import type { CloudBackup } from '@pxsnap/core/ports'
import { age } from '@pxsnap/core/views'
import type { InvocationOf } from '../args.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Face } from '../face.ts'
import { inWorld, requestedCluster } from '../open-world.ts'
import { painter } from '../output/paint.ts'
import { printJson } from '../output/structured.ts'
import { printTable } from '../output/table.ts'
import { Problem } from '../problem.ts'

export async function backups(face: Face, { flags, global }: InvocationOf<'backups'>): Promise<ExitCode> {
  requestedCluster(face, global)
  return inWorld(face, global, { access: 'look', missing: 'refuse' }, async world => {
    const { cloud, name } = world.ports.storage
    if (cloud === undefined && world.simulated === undefined)
      throw new Problem(
        'failed',
        'Backups of a real cluster are kept by Portworx, which lists them itself (pxctl cloudsnap list).',
        'kubectl pxsnap get volumesnapshot -A',
      )
    if (cloud === undefined) throw new Problem('failed', `The storage ${name} keeps nothing in object stores.`)
    const found = await world.drive(cloud.listBackups(flags.credential, face.signal))
    if (flags.output === 'json') face.stdout.write(printJson(found.map(one => ({ ...one, at: toIso(one.at) }))))
    else if (found.length === 0) face.stderr.write('The object store holds no backups.\n')
    else {
      const paint = painter(face, face.stdout, global.noColor)
      const columns = ['BACKUP', 'VOLUME', 'AT', 'AGE', 'KIND', 'SIZE', 'STORED']
      const row = ({ handle, volume, at, kind, sizeBytes, storedBytes }: CloudBackup) =>
        [
          handle,
          volume,
          toIso(at),
          age(toIso(at), world.now()),
          kind,
          spellBytes(sizeBytes),
          spellBytes(storedBytes),
        ].map(text => ({ text }))
      face.stdout.write(printTable({ columns, rows: found.map(row) }, { paint, headers: true }))
    }
    return exitCodes.done
  })
}
