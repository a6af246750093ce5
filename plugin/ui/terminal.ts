/** The terminal while the UI has it: the alternate screen, raw keys, its size; given back however the process ends. */

import { StringDecoder } from 'node:string_decoder'
import type { KeyPress } from './input/key-press.ts'
import { KeyReader } from './input/read-keys.ts'

// Source: xterm control sequences. The lines above the screen are never touched: there is no `3J` here.
const enter = '\u001b[?1049h\u001b[?25l\u001b[?2004h\u001b[2J\u001b[H'
const leave = '\u001b[?2004l\u001b[0m\u001b[?25h\u001b[?1049l'
const clear = '\u001b[2J\u001b[H'

/** An Escape that nothing follows within this time is the key; terminals send sequences in one go. */
const escapeMs = 30

export type TerminalEvents = {
  readonly press: (press: KeyPress) => void
  readonly resized: () => void
  /** The process is told to end: SIGHUP, or the terminal is gone. */
  readonly hungUp: () => void
}

export type TerminalOptions = {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** Whether to draw on the alternate screen. A screen reader reads what scrolls by. */
  readonly alternate: boolean
  readonly events: TerminalEvents
}

export class Terminal {
  readonly #options: TerminalOptions
  readonly #keys = new KeyReader()
  #decoder = new StringDecoder('utf8')
  #timer: NodeJS.Timeout | undefined
  #isOpen = false

  constructor(options: TerminalOptions) {
    this.#options = options
  }

  get columns(): number {
    return Math.max(20, this.#options.stdout.columns || 80)
  }

  get rows(): number {
    return Math.max(4, this.#options.stdout.rows || 24)
  }

  open(): void {
    const { stdout, events } = this.#options
    process.on('exit', this.#onExit)
    process.on('uncaughtExceptionMonitor', this.#onCrash)
    process.on('SIGHUP', events.hungUp)
    process.on('SIGCONT', this.#onContinue)
    stdout.on('resize', events.resized)
    stdout.on('error', events.hungUp)
    this.#take()
  }

  /** Gives the terminal back. Repeating it changes nothing. */
  close(): void {
    const { stdout, events } = this.#options
    this.#giveBack()
    process.off('exit', this.#onExit)
    process.off('uncaughtExceptionMonitor', this.#onCrash)
    // Who listens to SIGHUP goes on listening: without a listener the process would be killed before it has tidied up.
    process.off('SIGCONT', this.#onContinue)
    stdout.off('resize', events.resized)
    stdout.off('error', events.hungUp)
  }

  /** Everything that stands on the screen is forgotten, but not what stands above it. */
  clear(): void {
    if (this.#options.alternate) this.#write(clear)
  }

  write(text: string): void {
    this.#write(text)
  }

  /** Gives the terminal to `work` and takes it again. */
  async suspended<T>(work: () => Promise<T>): Promise<T> {
    this.#giveBack()
    try {
      return await work()
    } finally {
      this.#take()
    }
  }

  #take(): void {
    if (this.#isOpen) return
    this.#isOpen = true
    const { stdin, alternate } = this.#options
    this.#decoder = new StringDecoder('utf8')
    stdin.setRawMode?.(true)
    stdin.on('data', this.#onData)
    stdin.on('end', this.#options.events.hungUp)
    stdin.on('error', this.#options.events.hungUp)
    stdin.resume()
    if (alternate) this.#write(enter)
  }

  #giveBack(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    clearTimeout(this.#timer)
    const { stdin, alternate } = this.#options
    stdin.off('data', this.#onData)
    stdin.off('end', this.#options.events.hungUp)
    stdin.off('error', this.#options.events.hungUp)
    if (alternate) this.#write(leave)
    try {
      stdin.setRawMode?.(false)
    } catch {
      // A terminal that is gone needs no mode.
    }
    stdin.pause()
  }

  #write(text: string): void {
    try {
      this.#options.stdout.write(text)
    } catch {
      // A terminal that is gone cannot be written to, and nobody reads it.
    }
  }

  readonly #onData = (bytes: Buffer | string): void => {
    clearTimeout(this.#timer)
    const text = typeof bytes === 'string' ? bytes : this.#decoder.write(bytes)
    for (const press of this.#keys.feed(text)) this.#options.events.press(press)
    if (!this.#keys.isWaiting) return
    this.#timer = setTimeout(() => {
      for (const press of this.#keys.flush()) this.#options.events.press(press)
    }, escapeMs)
  }

  readonly #onExit = (): void => this.#giveBack()
  /** Before the report is printed, so that it can be read. */
  readonly #onCrash = (): void => this.#giveBack()

  readonly #onContinue = (): void => {
    if (!this.#isOpen) return
    this.#options.stdin.setRawMode?.(true)
    if (this.#options.alternate) this.#write(enter)
    this.#options.events.resized()
  }
}
