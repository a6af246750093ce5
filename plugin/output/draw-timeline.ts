/** Draws a timeline as lines of text, the same for a terminal, a pipe and the live screen. */

import type { Instant } from '@pxsnap/core/base'
import { toIso } from '@pxsnap/core/base'
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
  timeline: Timeline,
  options: { readonly columns: number; readonly charset: Charset },
): readonly Line[] {
  const { lanes, extent } = timeline
  if (extent === undefined) return []
  const { charset } = options
  const labels = lanes.map(lane => truncate(`${lane.of} ${sanitiseLine(lane.name)}`, 30))
  const labelWidth = Math.max(...labels.map(width)) + 2
  const scale = scaleOf(extent, Math.max(20, Math.min(options.columns - labelWidth - 1, 100)))
  const snapshotAt = lanes.find(lane => lane.snapshotAt !== undefined)?.snapshotAt
  const instant = snapshotAt === undefined ? undefined : scale.column(snapshotAt)
  const rows = lanes.map(
    (lane, index): Line => [
      { text: padEnd(labels[index] ?? '', labelWidth), tone: 'plain' },
      ...drawLane(lane, scale, instant, charset),
    ],
  )
  return [axis(extent, scale, labelWidth), ...rows, ...pointer(snapshotAt, instant, labelWidth, scale, charset)]
}

/** What the characters mean, in one line. */
export function timelineLegend(charset: Charset): Line {
  return [
    { text: charset.frozen.repeat(2), tone: 'frozen' },
    { text: ' frozen   ', tone: 'muted' },
    { text: charset.command.repeat(2), tone: 'working' },
    { text: ' a command runs   ', tone: 'muted' },
    { text: charset.instant, tone: 'usable' },
    { text: ' snapshot', tone: 'muted' },
  ]
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

function drawLane(lane: Lane, scale: Scale, instant: number | undefined, charset: Charset): Line {
  const cells: Piece[] = Array.from({ length: scale.columns }, () => ({ text: charset.idle, tone: 'muted' }))
  // Frozen is drawn last: it is what matters where a held command runs at the same time.
  const spans = [...lane.spans].sort((one, other) => (one.what === other.what ? 0 : one.what === 'command' ? -1 : 1))
  for (const { what, from, to } of spans) {
    const last = to === undefined ? scale.columns - 1 : scale.column(to)
    for (let at = scale.column(from); at <= last; at++) {
      cells[at] =
        what === 'frozen' ? { text: charset.frozen, tone: 'frozen' } : { text: charset.command, tone: 'working' }
    }
  }
  if (instant !== undefined && lane.of === 'pod') cells[instant] = { text: charset.instantThroughPods, tone: 'usable' }
  if (lane.snapshotAt !== undefined) cells[scale.column(lane.snapshotAt)] = { text: charset.instant, tone: 'usable' }
  return joined(cells)
}

function joined(cells: readonly Piece[]): Line {
  return cells.reduce<Piece[]>((line, piece) => {
    const last = line.at(-1)
    if (last?.tone === piece.tone) line[line.length - 1] = { text: last.text + piece.text, tone: piece.tone }
    else line.push(piece)
    return line
  }, [])
}

function pointer(
  at: Instant | undefined,
  column: number | undefined,
  labelWidth: number,
  scale: Scale,
  charset: Charset,
): readonly Line[] {
  if (at === undefined || column === undefined) return []
  const text = `snapshot ${clockTime(toIso(at))}`
  // On the right half the words stand left of the pointer, so that no line grows beyond the axis.
  const line =
    column < scale.columns / 2
      ? `${' '.repeat(labelWidth + column)}${charset.pointer} ${text}`
      : `${padEnd('', Math.max(0, labelWidth + column - width(text) - 1))}${text} ${charset.pointer}`
  return [[{ text: line, tone: 'usable' }]]
}
