/**
 * Stands in for Ink's Output in the bundle. Ink takes every frame apart into characters with their styles and puts it
 * together again, which is nine tenths of what the UI costs. Frames made of whole lines need none of that; whatever else
 * is drawn goes to Ink's own.
 */

import Original from 'ink/original-output'

export default class Output {
  #size
  #operations = []

  constructor(size) {
    this.#size = size
  }

  write(x, y, text, options) {
    if (text) this.#operations.push({ is: 'write', x, y, text, options })
  }

  clip(clip) {
    this.#operations.push({ is: 'clip', clip })
  }

  unclip() {
    this.#operations.push({ is: 'unclip' })
  }

  get() {
    return this.#wholeLines() ?? this.#original()
  }

  /** Undefined unless everything written is lines that begin at the left edge, each on rows of its own. */
  #wholeLines() {
    const rows = Array.from({ length: this.#size.height }, () => undefined)
    for (const { is, x, y, text, options } of this.#operations) {
      if (is !== 'write' || x !== 0) return undefined
      for (const [index, line] of text.split('\n').entries()) {
        const row = y + index
        if (row >= rows.length) break
        if (rows[row] !== undefined) return undefined
        const shown = options.transformers.reduce((text, transform) => transform(text, index), line)
        rows[row] = shown.trimEnd()
      }
    }
    return { output: rows.map(row => row ?? '').join('\n'), height: rows.length }
  }

  #original() {
    const output = new Original(this.#size)
    for (const { is, x, y, text, options, clip } of this.#operations) {
      if (is === 'write') output.write(x, y, text, options)
      else if (is === 'clip') output.clip(clip)
      else output.unclip()
    }
    return output.get()
  }
}
