/** Collects the fields that one word becomes while its parts are expanded. */

import type { Piece } from './pattern.ts'

export class Fields {
  /** Everything becomes one field. */
  readonly single: boolean
  private readonly separators: string
  private readonly done: (readonly Piece[])[] = []
  private current: Piece[] | undefined

  /** `separators`: the value of IFS, or undefined for a text that is not split at all. */
  constructor(separators: string | undefined) {
    this.single = separators === undefined
    this.separators = separators ?? ''
  }

  /** Text that belongs to the current field, even when it is empty. */
  add(text: string, quoted: boolean): void {
    this.current ??= []
    this.current.push({ text, quoted })
  }

  /** An expansion: one piece inside double quotes, otherwise split. */
  value(text: string, quoted: boolean): void {
    if (quoted) this.add(text, true)
    else this.split(text)
  }

  /** Each of the texts as a field of its own; the first and last join what stands beside them. */
  each(texts: readonly string[], quoted: boolean): void {
    texts.forEach((text, index) => {
      if (index > 0) this.end()
      if (quoted) this.add(text, true)
      else this.split(text)
    })
  }

  /** Cuts at separators: runs of blank ones count as one, each other one ends a field. Source: POSIX field splitting. */
  split(text: string): void {
    if (text === '') return
    if (this.separators === '') {
      this.add(text, false)
      return
    }
    let start = 0
    let at = this.skipBlanks(text, 0)
    if (at > 0) this.end()
    start = at
    while (at < text.length) {
      if (!this.separators.includes(text[at] ?? '')) {
        at++
        continue
      }
      if (at > start) this.add(text.slice(start, at), false)
      at = this.skipBlanks(text, at)
      if (at < text.length && this.separators.includes(text[at] ?? '')) {
        this.current ??= []
        at = this.skipBlanks(text, at + 1)
      }
      this.end()
      start = at
    }
    if (at > start) this.add(text.slice(start, at), false)
  }

  finish(): readonly (readonly Piece[])[] {
    this.end()
    return this.done
  }

  private end(): void {
    if (this.current) this.done.push(this.current)
    this.current = undefined
  }

  private skipBlanks(text: string, from: number): number {
    let at = from
    while (at < text.length && ' \t\n'.includes(text[at] ?? '') && this.separators.includes(text[at] ?? '')) at++
    return at
  }
}
