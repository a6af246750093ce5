/** One whole frame as lines: header, title, the screen, what is typed or said, and the keys. */

import type { Piece as PlainPiece } from '../output/draw-timeline.ts'
import { sanitiseLine } from '../output/sanitise.ts'
import { truncate, width } from '../output/width.ts'
import type { KeyBinding, Line, Piece, Room } from './screen.ts'
import type { PaintPiece } from './skin.ts'

export type Frame = {
  readonly header: readonly Line[]
  readonly crumbs: Line
  readonly body: (room: Room) => readonly Line[]
  /** Above the keys, when there is something to say or to type. */
  readonly bar?: Line
  readonly details?: readonly Line[]
  readonly hints: readonly Pick<KeyBinding, 'keys' | 'hint'>[]
}

/** Exactly `rows` lines, none wider than `columns`. */
export function frameLines(frame: Frame, room: Room): readonly Line[] {
  const { columns, rows, charset } = room
  const head = [...frame.header.slice(0, Math.max(0, rows - 4)), frame.crumbs]
  const rule: Line = [{ text: charset.rule.repeat(columns), tone: 'muted' }]
  const details = (frame.details ?? []).slice(0, Math.max(0, rows - head.length - 4))
  const foot = [...(details.length > 0 ? [rule, ...details] : []), frame.bar ?? [], hintLine(frame.hints, columns)]
  const height = Math.max(0, rows - head.length - foot.length)
  const body = frame.body({ ...room, rows: height }).slice(0, height)
  const filled = [...head, ...body, ...Array.from({ length: height - body.length }, (): Line => []), ...foot]
  // What is read aloud goes on in the next line of the terminal.
  const fitted = room.linear ? filled : filled.slice(0, rows).map(line => fit(line, columns))
  return isAscii(charset) ? fitted.map(line => line.map(asciiOnly)) : fitted
}

function isAscii({ done }: Room['charset']): boolean {
  return done === '+'
}

/** What the terminal cannot show is not sent to it. */
function asciiOnly(piece: Piece): Piece {
  return { ...piece, text: piece.text.replaceAll('…', '~').replaceAll(/[^\x20-\x7e]/gu, '?') }
}

/** `? help  q quit  d describe`: as many as fit, the way out and the help first. The help has all of them. */
function hintLine(hints: Frame['hints'], columns: number): Line {
  const pieces: Piece[] = []
  let used = 0
  const isFirst = ({ keys }: Frame['hints'][number]) => keys.some(key => key === '?' || key === 'q')
  const ordered = [...hints.filter(isFirst), ...hints.filter(hint => !isFirst(hint))]
  for (const { keys, hint = '' } of ordered) {
    const key = keyName(keys[0] ?? '')
    const needed = width(key) + width(hint) + 3
    if (used + needed > columns) break
    pieces.push({ text: key, tone: 'plain', look: 'key' }, { text: ` ${hint}  `, tone: 'muted' })
    used += needed
  }
  return pieces
}

const spelled: Readonly<Record<string, string>> = {
  enter: 'Enter',
  esc: 'Esc',
  space: 'Space',
  tab: 'Tab',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  home: 'Home',
  end: 'End',
  'page-up': 'PgUp',
  'page-down': 'PgDn',
  'shift-tab': 'Shift-Tab',
}

/** `ctrl-d` as `Ctrl-D`, `N` as `Shift-N`. */
export function keyName(key: string): string {
  if (/^[A-Z]$/.test(key)) return `Shift-${key}`
  if (key.startsWith('ctrl-')) return `Ctrl-${key.slice(5).toUpperCase()}`
  return spelled[key] ?? key
}

/** The line cut to the columns, with `…` where something is missing. */
export function fit(line: Line, columns: number): Line {
  let room = columns
  const pieces: Piece[] = []
  for (const [index, piece] of line.entries()) {
    const wide = width(piece.text)
    if (wide <= room) {
      pieces.push(piece)
      room -= wide
      continue
    }
    const rest = line.slice(index).every(({ text }) => text.trim() === '')
    if (room > 0) pieces.push({ ...piece, text: rest ? piece.text.slice(0, room) : truncate(piece.text, room) })
    break
  }
  return pieces
}

/** For a terminal. Nothing that came from a cluster can steer it, whatever a screen forgot. */
export function paintLine(line: Line, paint: PaintPiece): string {
  return line.map(({ text, tone, look }) => paint(sanitiseLine(text), tone, look)).join('')
}

/** For a pipe. */
export function plainText(lines: readonly (readonly PlainPiece[])[]): string {
  return lines
    .map(
      line =>
        `${line
          .map(({ text }) => sanitiseLine(text))
          .join('')
          .trimEnd()}\n`,
    )
    .join('')
}
