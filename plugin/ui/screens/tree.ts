/** An object with its owners, its members and the data behind it; Enter goes to each of them. */

import type { KubeObject } from '@pxsnap/core/specs'
import { treeOf } from '@pxsnap/core/views'
import { type TreeRow as Row, treeRows } from '../../commands/tree.ts'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate } from '../../output/width.ts'
import type { KeyBinding, Line, Room, Screen } from '../screen.ts'
import type { Ui } from '../ui.ts'
import { follower, idOf } from './followed-object.ts'
import { LiveKinds, treeKinds } from './live-kinds.ts'
import { RowsCursor } from './rows-cursor.ts'

type TreeRow = { readonly line: Line; readonly goes: KubeObject }

export function treeScreen(ui: Ui, object: KubeObject): Screen {
  const follow = follower(ui, object)
  const kinds = new LiveKinds(ui.live, treeKinds)
  const cursor = new RowsCursor<TreeRow>()
  const rows = ({ columns, charset }: Pick<Room, 'columns' | 'charset'>): readonly TreeRow[] => {
    const asked = follow().object
    const top = treeOf(asked, withIt(kinds.objects(), asked), ui.now())
    return treeRows(top, charset).map(row => ({ line: rowLine(row, columns), goes: row.node.object }))
  }
  return {
    id: `tree:${idOf(object)}`,
    title: () => `${object.metadata.name}: tree`,
    status: () => [{ text: cursor.position, tone: 'muted' }],
    keys: () => {
      const selected = cursor.selected()
      const open: KeyBinding = {
        keys: ['enter'],
        does: 'opens the object',
        hint: 'open',
        group: 'Show',
        run: () => selected !== undefined && ui.show('describe', [selected.goes]),
      }
      return [...(selected === undefined ? [] : [open]), ...cursor.keys()]
    },
    draw: room => {
      cursor.take(rows(room))
      return cursor.window(room.rows, room.columns, room)
    },
    plain: room => rows(room).map(({ line }) => line),
    subjects: () => {
      const selected = cursor.selected()
      return selected === undefined ? [] : [selected.goes]
    },
  }
}

/** Its kind may not be among those that are watched. */
function withIt(all: readonly KubeObject[], asked: KubeObject): readonly KubeObject[] {
  return all.some(({ metadata }) => metadata.uid === asked.metadata.uid) ? all : [...all, asked]
}

/** Names of members are long, and their state is what one looks for. */
function rowLine({ text, node: { state, age, isAsked } }: Row, columns: number): Line {
  const stateWidth = Math.min(32, Math.floor(columns / 3))
  const nameWidth = Math.max(10, columns - stateWidth - 8)
  return [
    { text: `${padEnd(truncate(text, nameWidth), nameWidth)} `, tone: isAsked ? 'strong' : 'plain' },
    { text: `${padEnd(truncate(sanitiseLine(state.text), stateWidth), stateWidth)} `, tone: state.tone },
    { text: age, tone: 'muted' },
  ]
}
