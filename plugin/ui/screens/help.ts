/** Every key that means something on a screen: searched by typing, and Enter does what the key does. */

import { cell } from '@pxsnap/core/views'
import { keyName } from '../frame.ts'
import type { KeyBinding, Screen } from '../screen.ts'
import { Table } from '../table/table.ts'

export type HelpOptions = {
  readonly title: () => string
  readonly bindings: readonly KeyBinding[]
  readonly run: (binding: KeyBinding) => void
  readonly changed: () => void
}

export function helpScreen({ title, bindings, run, changed }: HelpOptions): Screen {
  // A key that is bound twice means what comes first.
  const taken = new Set<string>()
  const rows = bindings.filter(({ keys }) => {
    const isFree = keys.some(key => !taken.has(key))
    for (const key of keys) taken.add(key)
    return isFree
  })
  const table = new Table<KeyBinding>(
    {
      columns: () => [{ name: 'KEY' }, { name: 'WHAT IT DOES' }, { name: 'GROUP' }],
      rows: () => rows,
      key: ({ keys }) => keys.join(' '),
      cells: ({ keys, does, group, writes }) => [
        cell(keys.map(keyName).join(', ')),
        cell(does),
        cell(writes === true ? `${group}, changes something` : group, 'muted'),
      ],
      name: ({ does }) => does,
      empty: () => 'There are no keys.',
    },
    changed,
  )
  return {
    id: 'help',
    title,
    status: () => table.status(),
    keys: () => [
      {
        keys: ['enter'],
        does: 'does what the key does',
        hint: 'do it',
        group: 'Act',
        run: () => {
          const binding = table.selected()
          if (binding !== undefined) run(binding)
        },
      },
      ...table.keys().filter(({ group }) => group === 'Move'),
    ],
    draw: room => table.draw(room),
    plain: () => table.plain(),
    filter: text => table.filter(text),
    escape: () => table.escape(),
  }
}
