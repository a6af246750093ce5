/** Puts frames on the terminal with Ink, at most so many a second, writing only the lines that changed. */

import { EventEmitter } from 'node:events'
import { type Instance, render, Text } from 'ink'
import { displayWidth } from '../output/display-width.ts'

/** Enough for a clock with tenths of a second; more would be paid for by whoever works on the same machine. */
export const framesPerSecond = 12

export type Canvas = {
  /** The lines of the next frame, asked for when it is time to draw. */
  readonly frame: () => readonly string[]
  readonly columns: () => number
  readonly write: (text: string) => void
  readonly stdin: NodeJS.ReadStream
}

export class ScreenPainter {
  readonly #canvas: Canvas
  #ink: Instance | undefined
  #stream: InkStream | undefined
  #timer: NodeJS.Timeout | undefined
  #drawnAt = Number.NEGATIVE_INFINITY
  #closed = false

  constructor(canvas: Canvas) {
    this.#canvas = canvas
  }

  /** Something has changed. The first change is drawn at once, those after it together. */
  draw(): void {
    if (this.#closed || this.#timer !== undefined) return
    const waitMs = Math.max(0, this.#drawnAt + 1000 / framesPerSecond - performance.now())
    this.#timer = setTimeout(() => this.#drawNow(), waitMs)
  }

  /** Ink begins anew: the screen was cleared, resized, or somebody else has drawn on it. */
  restart(): void {
    this.#unmount()
    this.#drawnAt = Number.NEGATIVE_INFINITY
    this.draw()
  }

  /** From now on nothing is written. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#unmount()
  }

  #drawNow(): void {
    this.#timer = undefined
    if (this.#closed) return
    this.#drawnAt = performance.now()
    const screen = <Frame lines={this.#canvas.frame()} />
    if (this.#ink !== undefined) return this.#ink.rerender(screen)
    this.#stream = new InkStream(this.#canvas)
    this.#ink = render(screen, {
      stdout: this.#stream as unknown as NodeJS.WriteStream,
      stdin: this.#canvas.stdin,
      exitOnCtrlC: false,
      patchConsole: false,
      isScreenReaderEnabled: false,
      // Ink hands over whole frames this way. Its own incremental writing is a line off below the full height, and at the
      // full height it clears what stands above the screen.
      debug: true,
    })
  }

  #unmount(): void {
    if (this.#stream !== undefined) this.#stream.isMuted = true
    this.#ink?.unmount()
    this.#ink = undefined
    this.#stream = undefined
  }
}

/** The frame as one text: Ink compares it line by line with the one before. */
export function Frame({ lines }: { readonly lines: readonly string[] }) {
  return <Text>{lines.join('\n')}</Text>
}

/** What Ink takes for the terminal: it gets whole frames, and the terminal the lines of them that have changed. */
class InkStream extends EventEmitter {
  readonly isTTY = true
  readonly rows = 100_000
  isMuted = false
  readonly #canvas: Canvas
  #lines: readonly string[] = []

  constructor(canvas: Canvas) {
    super()
    this.#canvas = canvas
  }

  get columns(): number {
    return this.#canvas.columns()
  }

  write(frame: string): boolean {
    if (this.isMuted) return true
    const lines = frame.split('\n')
    const text = changedLines(this.#lines, lines, this.columns)
    this.#lines = lines
    if (text !== '') this.#canvas.write(`${begin}${text}${end}`)
    return true
  }
}

// Source: terminal working group, synchronized output. Terminals that do not know it show the lines one by one.
const begin = '\u001b[?2026h'
const end = '\u001b[?2026l'

/** Source: ECMA-48, cursor position and erase in line. A line of the full width has no rest to erase. */
export function changedLines(before: readonly string[], now: readonly string[], columns: number): string {
  const rows = Array.from({ length: Math.max(before.length, now.length) }, (_, row) => row)
  return rows
    .filter(row => before[row] !== now[row])
    .map(row => {
      const line = now[row] ?? ''
      return `\u001b[${row + 1};1H${line}${displayWidth(line) < columns ? '\u001b[K' : ''}`
    })
    .join('')
}
