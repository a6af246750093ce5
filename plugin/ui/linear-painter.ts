/** Frames for a screen reader: plain lines that scroll by, each said once, instead of a picture that is painted over. */

import type { Canvas } from './paint-screen.tsx'

const betweenFramesMs = 250

export class LinearPainter {
  readonly #canvas: Canvas
  #said: ReadonlySet<string> = new Set()
  #selected = ''
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(canvas: Canvas) {
    this.#canvas = canvas
  }

  draw(): void {
    if (this.#closed || this.#timer !== undefined) return
    this.#timer = setTimeout(() => this.#say(), betweenFramesMs)
  }

  /** Says everything again. */
  restart(): void {
    this.#said = new Set()
    this.#selected = ''
    this.draw()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }

  #say(): void {
    this.#timer = undefined
    if (this.#closed) return
    const lines = this.#canvas.frame().filter(line => line.trim() !== '')
    const selected = lines.find(isSelected) ?? ''
    // A clock that goes on and an age that grows are no news.
    const news = lines.filter(line => (isSelected(line) ? line !== this.#selected : !this.#said.has(stem(line))))
    this.#said = new Set(lines.map(stem))
    this.#selected = selected
    if (news.length > 0) this.#canvas.show(news)
  }
}

function isSelected(line: string): boolean {
  return line.startsWith('Selected')
}

function stem(line: string): string {
  return line.replace(/^Selected, /, '').replaceAll(/\d+/g, '0')
}
