/** Puts frames on the terminal with Ink, at most so many a second, writing only the lines that changed. */

import { EventEmitter } from 'node:events'
import { type Instance, render, Text } from 'ink'

/** Enough for a clock with tenths of a second; more would be paid for by whoever works on the same machine. */
export const framesPerSecond = 12

export type Canvas = {
  /** The lines of the next frame, asked for when it is time to draw. */
  readonly frame: () => readonly string[]
  readonly columns: () => number
  /** Puts the lines on the terminal. */
  readonly show: (lines: readonly string[]) => void
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
    if (this.#ink !== undefined) {
      this.#ink.rerender(screen)
      return
    }
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

  constructor(canvas: Canvas) {
    super()
    this.#canvas = canvas
  }

  get columns(): number {
    return this.#canvas.columns()
  }

  write(frame: string): boolean {
    if (!this.isMuted) this.#canvas.show(frame.split('\n'))
    return true
  }
}
