/** A screen of text: scrolled, searched, saved. */

import { sanitiseLine } from '../../output/sanitise.ts'
import type { KeyBinding, Line, Piece, Room, Screen } from '../screen.ts'
import { Scroll } from './scroll.ts'
import { wrapLines } from './wrap-line.ts'

/** `linear` absent: drawn. */
export type TextRoom = Pick<Room, 'columns' | 'charset'> & Partial<Pick<Room, 'linear'>>

export type TextOptions = {
  readonly id: string
  readonly title: () => string
  /** All of it, as wide as it likes. Texts are sanitised. */
  readonly lines: (room: TextRoom) => readonly Line[]
  /** Whether lines that are too long go on in the next one; otherwise they are cut. */
  readonly wrap: boolean
  readonly keys?: () => readonly KeyBinding[]
  readonly subjects?: Screen['subjects']
  readonly saved?: Screen['saved']
  readonly shown?: Screen['shown']
  readonly changed: () => void
}

export function textScreen(options: TextOptions): Screen {
  return new TextScreen(options)
}

class TextScreen implements Screen {
  readonly id: string
  readonly saved?: NonNullable<Screen['saved']>
  readonly subjects?: NonNullable<Screen['subjects']>
  readonly shown?: NonNullable<Screen['shown']>
  readonly #options: TextOptions
  readonly #scroll = new Scroll()
  #pattern: RegExp | undefined
  #found: readonly number[] = []

  constructor(options: TextOptions) {
    this.id = options.id
    this.#options = options
    if (options.saved !== undefined) this.saved = options.saved
    if (options.subjects !== undefined) this.subjects = options.subjects
    if (options.shown !== undefined) this.shown = options.shown
  }

  title(): string {
    return this.#options.title()
  }

  status(): Line {
    const matches = this.#pattern === undefined ? [] : [`${this.#found.length} lines match`]
    return [{ text: [...matches, this.#scroll.position].filter(Boolean).join('  '), tone: 'muted' }]
  }

  keys(): readonly KeyBinding[] {
    const jump = (by: 1 | -1) => () => this.#jump(by)
    const search: readonly KeyBinding[] =
      this.#pattern === undefined
        ? []
        : [
            { keys: ['n'], does: 'goes to the next line that matches', hint: 'next', group: 'Move', run: jump(1) },
            { keys: ['N'], does: 'goes to the line before that matches', group: 'Move', run: jump(-1) },
          ]
    return [...search, ...(this.#options.keys?.() ?? []), ...this.#scroll.keys()]
  }

  draw(room: Room): readonly Line[] {
    const all = this.#options.lines(room)
    const lines = this.#options.wrap ? wrapLines(all, room.columns, 2) : all
    const pattern = this.#pattern
    if (pattern === undefined) return this.#scroll.window(lines, room.rows)
    this.#found = lines.flatMap((line, index) => (pattern.test(textOf(line)) ? [index] : []))
    return this.#scroll.window(lines, room.rows).map(line => highlighted(line, pattern))
  }

  plain(room: Pick<Room, 'columns' | 'charset'>): readonly Line[] {
    return this.#options.lines(room)
  }

  filter(text: string | undefined): string | undefined {
    this.#pattern = text === undefined || text.trim() === '' ? undefined : patternOf(text.trim())
    this.#options.changed()
    return undefined
  }

  escape(): boolean {
    if (this.#pattern === undefined) return false
    this.#pattern = undefined
    return true
  }

  #jump(by: 1 | -1): void {
    const { offset } = this.#scroll
    const next = by === 1 ? this.#found.find(line => line > offset) : this.#found.findLast(line => line < offset)
    const line = next ?? (by === 1 ? this.#found[0] : this.#found.at(-1))
    if (line !== undefined) this.#scroll.by(line - offset)
  }
}

function textOf(line: Line): string {
  return line.map(({ text }) => text).join('')
}

function patternOf(text: string): RegExp {
  const flags = /[A-Z]/.test(text) ? '' : 'i'
  try {
    return new RegExp(text, flags)
  } catch {
    return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags)
  }
}

function highlighted(line: Line, pattern: RegExp): Line {
  return line.flatMap((piece): readonly Piece[] => {
    const match = pattern.exec(piece.text)
    if (match === null || match[0] === '') return [piece]
    const end = match.index + match[0].length
    const parts: readonly Piece[] = [
      { ...piece, text: piece.text.slice(0, match.index) },
      { ...piece, text: match[0], look: 'match' },
      { ...piece, text: piece.text.slice(end) },
    ]
    return parts.filter(({ text }) => text !== '')
  })
}

/** Text of several lines, sanitised, in one tone. */
export function plainLines(text: string, tone: Piece['tone'] = 'plain'): readonly Line[] {
  return text.split('\n').map(line => [{ text: sanitiseLine(line.replaceAll('\t', '  ')), tone }])
}
