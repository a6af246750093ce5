/** The line at the bottom that is typed into: commands after `:`, filters after `/`, answers to a question. */

import type { KeyPress } from './input/key-press.ts'
import { emptyField, fieldOf, type TextField, typeInto } from './input/text-field.ts'
import type { Line } from './screen.ts'

export type BarOptions = {
  /** What stands before the text. */
  readonly prompt: string
  readonly start?: string
  /** What was entered before, the newest last. */
  readonly history?: readonly string[]
  /** Texts that what is typed can become, best first. */
  readonly complete?: (typed: string) => readonly string[]
  /** Called with every change. Answers what is wrong with the text. */
  readonly typing?: (text: string) => string | undefined
  readonly enter: (text: string) => void
  readonly escape: () => void
}

export class Bar {
  readonly #options: BarOptions
  #field: TextField
  #problem: string | undefined
  /** Where in the history; undefined: at what is typed. */
  #place: number | undefined
  #completions: { readonly of: string; readonly texts: readonly string[]; readonly at: number } | undefined

  constructor(options: BarOptions) {
    this.#options = options
    this.#field = options.start === undefined ? emptyField : fieldOf(options.start)
  }

  press(press: KeyPress): void {
    const { key } = press
    if (key === 'enter') {
      this.#options.enter(this.#field.text)
      return
    }
    if (key === 'esc') {
      this.#options.escape()
      return
    }
    if (key === 'tab' || key === 'shift-tab') {
      this.#complete(key === 'tab' ? 1 : -1)
      return
    }
    if (key === 'up') {
      this.#recall(-1)
      return
    }
    if (key === 'down') {
      this.#recall(1)
      return
    }
    // Nothing is left to delete: the bar is not wanted.
    if (key === 'backspace' && this.#field.text === '') {
      this.#options.escape()
      return
    }
    const next = this.#accepted(key) ?? typeInto(this.#field, press)
    if (next === undefined) return
    this.#completions = undefined
    this.#become(next)
  }

  draw(): Line {
    const { text, at } = this.#field
    const all = [...text]
    const hint = this.#hint()
    return [
      { text: this.#options.prompt, tone: 'strong', look: 'key' },
      { text: all.slice(0, at).join(''), tone: 'plain' },
      { text: all[at] ?? (hint.charAt(0) || ' '), tone: 'plain', look: 'selected' },
      { text: all.slice(at + 1).join(''), tone: 'plain' },
      { text: at < all.length ? hint : hint.slice(1), tone: 'muted' },
      ...(this.#problem === undefined ? [] : [{ text: `  ${this.#problem}`, tone: 'failed' as const }]),
    ]
  }

  /** What Tab would add. */
  #hint(): string {
    const { text } = this.#field
    const [best] = text === '' ? [] : (this.#options.complete?.(text) ?? [])
    return best?.startsWith(text) ? best.slice(text.length) : ''
  }

  /** The right arrow at the end takes the hint. */
  #accepted(key: string): TextField | undefined {
    const hint = this.#hint()
    const isAtEnd = this.#field.at === [...this.#field.text].length
    return (key === 'right' || key === 'end') && isAtEnd && hint !== '' ? fieldOf(this.#field.text + hint) : undefined
  }

  #complete(by: number): void {
    const now = this.#completions ?? {
      of: this.#field.text,
      texts: this.#options.complete?.(this.#field.text) ?? [],
      at: by > 0 ? -1 : 0,
    }
    if (now.texts.length === 0) return
    const at = (now.at + by + now.texts.length) % now.texts.length
    // With one possibility the next Tab completes what comes after it.
    this.#completions = now.texts.length === 1 ? undefined : { ...now, at }
    this.#become(fieldOf(now.texts[at] ?? ''))
  }

  #recall(by: number): void {
    const { history = [] } = this.#options
    const place = (this.#place ?? history.length) + by
    if (place < 0 || place > history.length) return
    this.#place = place
    this.#completions = undefined
    this.#become(fieldOf(history[place] ?? ''))
  }

  #become(field: TextField): void {
    const isNew = field.text !== this.#field.text
    this.#field = field
    if (isNew) this.#problem = this.#options.typing?.(field.text)
  }
}
