/** What an object store holds, whichever cluster put it there. */

import { spellBytes, toIso } from '@pxsnap/core/base'
import type { CloudBackup } from '@pxsnap/core/ports'
import { age, cell } from '@pxsnap/core/views'
import type { Screen } from '../screen.ts'
import { Table } from '../table/table.ts'
import type { Ui } from '../ui.ts'

/** `credential`: of which object store; needed where there are several. Read once; opening it again reads again. */
export function backupsScreen(ui: Ui, credential: string | undefined): Screen {
  let found: readonly CloudBackup[] = []
  let told = 'Reading…'
  const read = async (signal: AbortSignal) => {
    const { cloud, name } = ui.world.ports.storage
    if (cloud === undefined) {
      told = `The storage ${name} keeps nothing in object stores that pxsnap can list.`
    } else {
      found = await cloud.listBackups(credential, signal).catch((error: unknown) => {
        told = error instanceof Error ? error.message : String(error)
        return []
      })
      if (told === 'Reading…') told = 'The object store holds no backups.'
    }
    ui.redraw()
  }
  const table = new Table<CloudBackup>(
    {
      columns: () => [
        { name: 'BACKUP' },
        { name: 'VOLUME' },
        { name: 'KIND' },
        { name: 'SIZE' },
        { name: 'STORED' },
        { name: 'AT', wide: true },
        { name: 'AGE' },
      ],
      rows: () => found,
      key: ({ handle }) => handle,
      cells: ({ handle, volume, at, kind, sizeBytes, storedBytes }) => [
        cell(handle),
        cell(volume),
        cell(kind),
        cell(spellBytes(sizeBytes)),
        cell(spellBytes(storedBytes)),
        cell(toIso(at)),
        cell(age(toIso(at), ui.now()), 'muted'),
      ],
      name: ({ handle }) => handle,
      empty: () => told,
    },
    () => ui.redraw(),
  )
  return {
    id: `backups:${credential ?? ''}`,
    title: () => 'backups',
    status: () => table.status(),
    keys: () => table.keys(),
    draw: room => table.draw(room),
    plain: () => table.plain(),
    filter: text => table.filter(text),
    escape: () => table.escape(),
    shown: signal => ui.background('backups', () => read(signal)),
  }
}
