/** Draws a timeline as lines of text, the same for a terminal, a pipe and the live screen. */

import { after, type Instant, toIso } from '@pxsnap/core/base'
import { clockTime, type Lane, spell, type Timeline } from '@pxsnap/core/views'
import type { Charset } from './charset.ts'
import type { PaintTone } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'
import { padEnd, truncate, width } from './width.ts'

/** A piece of a line in one tone. */
export type Piece = { readonly text: string; readonly tone: PaintTone }
export type Line = readonly Piece[]

/** Axis, one line per lane, and where the snapshot instant lies. Nothing when nothing has happened yet. */
export function drawTimeline(
  timeline: Pick<Timeline, 'lanes' | 'extent'>,
  options: { readonly columns: number; readonly charset: Charset },
): readonly Line[] {
  const { lanes } = timeline
  if (timeline.extent === undefined) return []
  const extent = widened(timeline.extent)
  const { charset } = options
  const labels = lanes.map(lane => truncate(`${lane.of} ${sanitiseLine(lane.name)}`, 30))
  const labelWidth = Math.max(...labels.map(width)) + 2
  const scale = scaleOf(extent, Math.max(20, Math.min(options.columns - labelWidth - 1, 100)))
  const instants = [...new Set(lanes.flatMap(({ snapshotAt }) => snapshotAt ?? []))]
  // Where several snapshots are drawn on one axis, each has its mark, and no words fit below.
  const only = instants.length === 1 ? instants[0] : undefined
  const rows = lanes.map(
    (lane, index): Line => [
      { text: padEnd(labels[index] ?? '', labelWidth), tone: 'plain' },
      ...drawLane(lane, scale, charset),
    ],
  )
  return [axis(extent, scale, labelWidth), ...rows, ...pointer(only, labelWidth, scale, charset)]
}

/** What the characters mean, in one line. */
export function timelineLegend(charset: Charset, options: { readonly live: boolean } = { live: false }): Line {
  const storage: Line = [
    { text: charset.storage.repeat(2), tone: 'usable' },
    { text: ' the storage works   ', tone: 'muted' },
  ]
  return [
    { text: charset.frozen.repeat(2), tone: 'frozen' },
    { text: ' frozen   ', tone: 'muted' },
    { text: charset.command.repeat(2), tone: 'working' },
    { text: ' a command runs   ', tone: 'muted' },
    ...(options.live ? storage : []),
    { text: charset.instant, tone: 'usable' },
    { text: ' snapshot', tone: 'muted' },
  ]
}

/** A snapshot without any command is a single instant, which needs some time around it to be seen. */
function widened(extent: { readonly from: Instant; readonly to: Instant }): typeof extent {
  const least = 100
  if (extent.to - extent.from >= least) return extent
  return { from: after(extent.from, -least), to: after(extent.to, least) }
}

type Scale = { readonly columns: number; column(at: Instant): number }

function scaleOf({ from, to }: { readonly from: Instant; readonly to: Instant }, columns: number): Scale {
  const extent = Math.max(1, to - from)
  return { columns, column: at => Math.min(columns - 1, Math.max(0, Math.floor(((at - from) / extent) * columns))) }
}

function axis({ from, to }: { readonly from: Instant; readonly to: Instant }, scale: Scale, labelWidth: number): Line {
  const start = clockTime(toIso(from))
  const end = `+${spell(to - from)}`
  const gap = Math.max(1, scale.columns - width(start) - width(end))
  return [{ text: `${' '.repeat(labelWidth)}${start}${' '.repeat(gap)}${end}`, tone: 'muted' }]
}

function drawLane(lane: Lane, scale: Scale, charset: Charset): Line {
  const cells: Piece[] = Array.from({ length: scale.columns }, () => ({ text: charset.idle, tone: 'muted' }))
  // Frozen is drawn last: it is what matters where a held command runs at the same time.
  const spans = [...lane.spans].sort((one, other) => (one.what === other.what ? 0 : one.what === 'command' ? -1 : 1))
  for (const { what, from, to } of spans) {
    const last = to === undefined ? scale.columns - 1 : scale.column(to)
    const drawn = { text: charset[spanCharacters[what]], tone: spanTones[what] }
    for (let at = scale.column(from); at <= last; at++) {
      cells[at] = drawn
    }
  }
  if (lane.snapshotAt !== undefined) {
    const text = lane.of === 'pod' ? charset.instantThroughPods : charset.instant
    cells[scale.column(lane.snapshotAt)] = { text, tone: 'usable' }
  }
  return joined(cells)
}

const spanCharacters = { command: 'command', frozen: 'frozen', snapshot: 'storage' } as const
const spanTones = { command: 'working', frozen: 'frozen', snapshot: 'usable' } as const

function joined(cells: readonly Piece[]): Line {
  return cells.reduce<Piece[]>((line, piece) => {
    const last = line.at(-1)
    if (last?.tone === piece.tone) line[line.length - 1] = { text: last.text + piece.text, tone: piece.tone }
    else line.push(piece)
    return line
  }, [])
}

function pointer(at: Instant | undefined, labelWidth: number, scale: Scale, charset: Charset): readonly Line[] {
  if (at === undefined) return []
  const column = scale.column(at)
  const text = `snapshot ${clockTime(toIso(at))}`
  // On the right half the words stand left of the pointer, so that no line grows beyond the axis.
  const line =
    column < scale.columns / 2
      ? `${' '.repeat(labelWidth + column)}${charset.pointer} ${text}`
      : `${padEnd('', Math.max(0, labelWidth + column - width(text) - 1))}${text} ${charset.pointer}`
  return [[{ text: line, tone: 'usable' }]]
}
