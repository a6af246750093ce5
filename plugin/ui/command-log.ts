/** What was done in this UI, each action as the command that does the same. */

import type { Instant } from '@pxsnap/core/base'

export type LoggedCommand = {
  readonly at: Instant
  /** Without the name of the program: `snapshot orders-data -n shop`. */
  readonly line: string
  /** How it went; absent while it goes. */
  readonly outcome?: { readonly ok: boolean; readonly text: string }
}

export class CommandLog {
  readonly #now: () => Instant
  readonly #changed: () => void
  #entries: readonly LoggedCommand[] = []

  constructor(now: () => Instant, changed: () => void) {
    this.#now = now
    this.#changed = changed
  }

  /** The oldest first. */
  get entries(): readonly LoggedCommand[] {
    return this.#entries
  }

  /** Answers the function to call with how it went. */
  begin(line: string): (ok: boolean, text: string) => void {
    const at = this.#now()
    let entry: LoggedCommand = { at, line }
    this.#entries = [...this.#entries, entry].slice(-mostEntries)
    this.#changed()
    return (ok, text) => {
      const ended = { at, line, outcome: { ok, text } }
      this.#entries = this.#entries.map(one => (one === entry ? ended : one))
      entry = ended
      this.#changed()
    }
  }
}

const mostEntries = 1000
