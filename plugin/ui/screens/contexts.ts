/** The clusters that one can go to: contexts of the kubeconfig, and simulated clusters. */

import { cell } from '@pxsnap/core/views'
import { simulatorHome } from '../../open-world.ts'
import type { Shellish } from '../command-bar.ts'
import type { Screen } from '../screen.ts'
import { Table } from '../table/table.ts'

type Cluster = { readonly name: string; readonly isHere: boolean }

export async function contextsScreen(ui: Shellish): Promise<Screen> {
  const names = ui.world.simulated === undefined ? await contextNames(ui) : await simulatorHome(ui.face).names()
  const rows = names.map((name): Cluster => ({ name, isHere: name === ui.world.name }))
  const table = new Table<Cluster>(
    {
      columns: () => [{ name: 'NAME' }, { name: 'HERE' }],
      rows: () => rows,
      key: ({ name }) => name,
      cells: ({ name, isHere }) => [cell(name), cell(isHere ? 'yes' : '', 'usable')],
      name: ({ name }) => name,
      empty: () => 'There is no other cluster.',
    },
    () => ui.redraw(),
  )
  return {
    id: 'contexts',
    title: () => 'clusters',
    status: () => table.status(),
    keys: () => [
      {
        keys: ['enter'],
        does: 'goes to the cluster',
        hint: 'go there',
        group: 'Show',
        run: () => {
          const chosen = table.selected()
          if (chosen !== undefined) ui.switchCluster(chosen.name)
        },
      },
      ...table.keys(),
    ],
    draw: room => table.draw(room),
    plain: () => table.plain(),
    filter: text => table.filter(text),
    escape: () => table.escape(),
  }
}

async function contextNames({ face, global }: Shellish): Promise<readonly string[]> {
  const { listContexts } = await import('@pxsnap/core/cluster/kubernetes')
  return (await listContexts(global.kubeconfig, face.env)).map(({ name }) => name)
}
