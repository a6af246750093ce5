/** The lines of a migration while it goes: a bar per volume, and what became of the objects. */

import { spellBytes } from '@pxsnap/core/base'
import type { LiveMigration, LiveVolume } from '@pxsnap/core/views'
import type { Line } from '../output/draw-timeline.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { padEnd, width } from '../output/width.ts'
import type { LinesOptions } from './run-lines.ts'

export function migrationLines(live: LiveMigration, options: LinesOptions): readonly Line[] {
  const objects = live.objects.map(
    ({ text, ok }): Line => [{ text: sanitiseLine(text), tone: ok ? 'plain' : 'failed' }],
  )
  return [...volumeBars(live.volumes, options), ...objects, [{ text: live.stage, tone: 'working' }]]
}

/** A bar for each volume that is on its way. */
export function volumeBars(on: readonly LiveVolume[], { columns, charset, linear }: LinesOptions): readonly Line[] {
  if (linear === true)
    return on.map(volume => [{ text: sanitiseLine(`${volume.claim}: ${bytesText(volume)}`), tone: toneOf(volume) }])
  const names = on.map(({ claim }) => sanitiseLine(claim))
  const nameWidth = Math.max(0, ...names.map(width)) + 2
  const told = on.map(bytesText)
  const barWidth = Math.max(8, Math.min(30, columns - nameWidth - Math.max(28, ...told.map(text => width(text) + 2))))
  return on.map((volume, index): Line => {
    const part = volume.state === 'copied' ? 1 : volume.totalBytes === 0 ? 0 : volume.doneBytes / volume.totalBytes
    const full = Math.floor(part * barWidth)
    return [
      { text: padEnd(names[index] ?? '', nameWidth), tone: 'plain' },
      { text: charset.frozen.repeat(full), tone: toneOf(volume) },
      { text: charset.idle.repeat(barWidth - full), tone: 'muted' },
      { text: `  ${told[index] ?? ''}`, tone: 'plain' },
    ]
  })
}

function toneOf({ state }: LiveVolume): Line[number]['tone'] {
  return state === 'copied' ? 'usable' : state === 'failed' ? 'failed' : 'working'
}

function bytesText({ state, doneBytes, totalBytes, earlierBytes }: LiveVolume): string {
  if (state === 'waiting') return 'waits'
  if (state === 'failed') return 'failed, is tried again'
  if (state === 'copied' && totalBytes === 0) return 'copied'
  const before = earlierBytes === 0 ? '' : `, after ${spellBytes(earlierBytes)}`
  return `${spellBytes(doneBytes)} of ${spellBytes(totalBytes)}${before}`
}
