/** What has happened to the data of some claims: every snapshot of them, and what was made from these. */

import type { KubeObject } from '@pxsnap/core/specs'
import { cell, type HistoryEntry, historyOf } from '@pxsnap/core/views'
import type { Screen } from '../screen.ts'
import { Table } from '../table/table.ts'
import type { Ui } from '../ui.ts'
import { idOf } from './followed-object.ts'
import { LiveKinds, relatedKinds } from './live-kinds.ts'

type Entry = HistoryEntry & { readonly claim: string }

export function historyScreen(ui: Ui, claims: readonly KubeObject[]): Screen {
  const kinds = new LiveKinds(ui.live, relatedKinds)
  let known: { readonly of: readonly KubeObject[]; readonly entries: readonly Entry[] } | undefined
  const entries = () => {
    const all = kinds.objects()
    if (known?.of !== all) known = { of: all, entries: newestFirst(claims, all, ui) }
    return known.entries
  }
  const table = new Table<Entry>(
    {
      columns: () => names.map(name => ({ name })),
      rows: entries,
      key: ({ object: { kind, metadata }, claim }) => `${claim}/${kind}/${metadata.name}`,
      cells: ({ age, claim, what, object, by = '', state, consistency, frozen }) => [
        cell(age),
        cell(claim),
        cell(what),
        state,
        consistency,
        frozen,
        cell(object.metadata.name),
        cell(by, 'muted'),
      ],
      name: ({ object: { metadata } }) => metadata.name,
      labels: ({ object: { metadata } }) => metadata.labels ?? {},
      empty: () => 'Nothing has happened to these claims.',
    },
    () => ui.redraw(),
  )
  const claimNames = claims.map(({ metadata }) => metadata.name)
  return {
    id: `history:${claims.map(idOf).join(' ')}`,
    title: () => `${claimNames.length === 1 ? claimNames[0] : `${claimNames.length} claims`}: history`,
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
    subjects: () => table.chosen().map(({ object }) => object),
    filter: text => table.filter(text),
    escape: () => table.escape(),
  }
}

const names = ['AGE', 'CLAIM', 'WHAT', 'STATUS', 'CONSISTENCY', 'FROZEN', 'NAME', 'BY'] as const

function newestFirst(claims: readonly KubeObject[], all: readonly KubeObject[], ui: Ui): readonly Entry[] {
  return claims
    .flatMap(claim => historyOf(claim, all, ui.now()).map(entry => ({ ...entry, claim: claim.metadata.name })))
    .sort((one, other) => (one.at > other.at ? -1 : one.at < other.at ? 1 : 0))
}
