/** The first lines of every frame: where one is, who carries specs out, what stands still, how old the picture is. */

import { spell } from '@pxsnap/core/views'
import { sanitiseLine } from '../output/sanitise.ts'
import { width } from '../output/width.ts'
import { type FrozenNow, frozenNow } from './frozen-now.ts'
import { namespaceChoices } from './namespaces.ts'
import type { Line, Piece, Room } from './screen.ts'
import type { Ui } from './ui.ts'

/** Two lines; one where there is little room. */
export function headerLines(ui: Ui, room: Room): readonly Line[] {
  const first = [...where(ui, room.columns), ...frozenPieces(ui), ...stalePieces(ui)]
  if (room.linear) return [first]
  return room.rows < 16 ? [first] : [first, namespaceLine(ui, room.columns)]
}

/** In fewer words where there is little room. */
function where(ui: Ui, columns: number): Line {
  const { world, readOnly, executor } = ui
  const say = (long: string, short: string): Piece => ({ text: columns < 110 ? short : long, tone: 'muted' })
  const simulated = world.simulated === undefined ? '' : 'simulated '
  return [
    { text: 'pxsnap', tone: 'strong', look: 'bar' },
    say('  cluster ', '  '),
    { text: `${simulated}${sanitiseLine(world.name)}`, tone: 'plain' },
    say('  namespace ', '  ns '),
    { text: sanitiseLine(ui.namespace() ?? 'all'), tone: 'plain' },
    ...(executor === undefined
      ? []
      : [
          say('  carried out by ', '  by '),
          { text: executor === 'stork' ? 'STORK' : executor, tone: 'plain' } as const,
        ]),
    ...(readOnly ? [{ text: '  read-only', tone: 'working' } as const] : []),
  ]
}

/** With a clock: the longest, and how many more. */
function frozenPieces(ui: Ui): readonly Piece[] {
  const frozen: readonly FrozenNow[] = frozenNow(ui.runs.all)
  const [first] = frozen
  if (first === undefined) return []
  const more = frozen.length === 1 ? '' : ` and ${frozen.length - 1} more`
  const text = ` frozen ${sanitiseLine(first.pod)} ${spell(Math.max(0, ui.now() - first.since))}${more} `
  return [
    { text: '  ', tone: 'plain' },
    { text, tone: 'frozen', look: 'badge' },
  ]
}

function stalePieces(ui: Ui): readonly Piece[] {
  const { staleSince, problem, synced } = ui.live.state()
  if (staleSince === undefined && problem === undefined) return synced ? [] : [{ text: '  reading…', tone: 'muted' }]
  const since = staleSince === undefined ? '' : ` ${spell(Math.max(0, ui.world.ports.clock.now() - staleSince))}`
  return [
    { text: '  ', tone: 'plain' },
    { text: ` stale${since} `, tone: 'failed', look: 'badge' },
    { text: ` ${sanitiseLine(problem?.message ?? '')}`, tone: 'failed' },
  ]
}

/** `0 all  1 default  2 shop`, as many as fit; the chosen one stands out. */
function namespaceLine(ui: Ui, columns: number): Line {
  const chosen = ui.namespace()
  const pieces: Piece[] = []
  let used = 0
  for (const { key, name } of namespaceChoices(ui)) {
    const text = sanitiseLine(name ?? 'all')
    const needed = width(text) + 4
    if (used + needed > columns) break
    const isChosen = name === chosen
    pieces.push(
      { text: key, tone: 'plain', look: 'key' },
      { text: ' ', tone: 'plain' },
      { text, tone: isChosen ? 'strong' : 'muted' },
      { text: '  ', tone: 'plain' },
    )
    used += needed
  }
  return pieces
}
