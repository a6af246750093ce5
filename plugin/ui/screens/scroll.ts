/** Where a window over many lines stands, and the keys that move it. */

import type { KeyBinding, Line } from '../screen.ts'

export class Scroll {
  #offset = 0
  #height = 1
  #length = 0

  /** The lines that are seen in a window of that height. Never scrolled beyond the last one. */
  window(lines: readonly Line[], rows: number): readonly Line[] {
    this.#height = Math.max(1, rows)
    this.#length = lines.length
    this.#offset = Math.max(0, Math.min(this.#offset, lines.length - rows))
    return lines.slice(this.#offset, this.#offset + rows)
  }

  /** `3-20 of 40`; empty where everything is seen. */
  get position(): string {
    if (this.#length <= this.#height) return ''
    return `${this.#offset + 1}-${Math.min(this.#length, this.#offset + this.#height)} of ${this.#length}`
  }

  get offset(): number {
    return this.#offset
  }

  by(lines: number): void {
    this.#offset = Math.max(0, Math.min(this.#offset + lines, Math.max(0, this.#length - this.#height)))
  }

  /** Brings a line into the window, with some of what stands above it. */
  to(line: number): void {
    if (line >= this.#offset && line < this.#offset + this.#height) return
    this.#offset = Math.max(0, line - Math.floor(this.#height / 3))
  }

  toEnd(): void {
    this.#offset = Number.MAX_SAFE_INTEGER
  }

  keys(): readonly KeyBinding[] {
    const move = (keys: readonly string[], does: string, lines: () => number): KeyBinding => ({
      keys,
      does,
      group: 'Move',
      run: () => this.by(lines()),
    })
    return [
      move(['down', 'j'], 'goes down a line', () => 1),
      move(['up', 'k'], 'goes up a line', () => -1),
      move(['page-down', 'ctrl-f', 'space'], 'goes down a page', () => this.#height - 1),
      move(['page-up', 'ctrl-b'], 'goes up a page', () => 1 - this.#height),
      move(['home', 'g'], 'goes to the beginning', () => -this.#length),
      move(['end', 'G'], 'goes to the end', () => this.#length),
    ]
  }
}
