/** What would notice if an object were gone. */

import type { KubeObject } from '@pxsnap/core/specs'
import { cell, type Use, usesOf } from '@pxsnap/core/views'
import type { Screen } from '../screen.ts'
import { Table } from '../table/table.ts'
import type { Ui } from '../ui.ts'
import { follower, idOf } from './followed-object.ts'
import { neighboursOf } from './neighbours.ts'

export function usedByScreen(ui: Ui, object: KubeObject): Screen {
  const follow = follower(ui, object)
  let known: { readonly key: string; readonly uses: readonly Use[] } = { key: '', uses: [] }
  const uses = () => {
    const now = follow().object
    const around = neighboursOf(ui, now)
    const key = around.map(({ metadata }) => `${metadata.uid}@${metadata.resourceVersion}`).join(' ')
    if (key !== known.key) known = { key, uses: usesOf(now, around) }
    return known.uses
  }
  const table = new Table<Use>(
    {
      columns: () => [{ name: 'KIND' }, { name: 'NAME' }, { name: 'HOW' }],
      rows: uses,
      key: ({ object: { kind, metadata } }) => `${kind}/${metadata.name}`,
      cells: ({ object: { kind, metadata }, how }) => [cell(kind), cell(metadata.name), cell(how, 'muted')],
      name: ({ object: { metadata } }) => metadata.name,
      labels: ({ object: { metadata } }) => metadata.labels ?? {},
      empty: () => 'Nothing that pxsnap knows uses it.',
    },
    () => ui.redraw(),
  )
  return {
    id: `used-by:${idOf(object)}`,
    title: () => `used by: ${object.metadata.name}`,
    status: () => table.status(),
    keys: () => {
      const selected = table.selected()
      return [
        ...(selected === undefined
          ? []
          : [
              {
                keys: ['enter'],
                does: 'opens the object',
                hint: 'open',
                group: 'Show',
                run: () => ui.show('describe', [selected.object]),
              } as const,
            ]),
        ...table.keys(),
      ]
    },
    draw: room => table.draw(room),
    plain: () => table.plain(),
    subjects: () => table.chosen().map(use => use.object),
    filter: text => table.filter(text),
    escape: () => table.escape(),
  }
}
