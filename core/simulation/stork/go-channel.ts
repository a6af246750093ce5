/** A channel that keeps one message, as the Go channels do by which STORK's controllers release holds. */

export class GoChannel {
  #kept = false
  readonly #receivers: (() => void)[] = []
  readonly #senders: (() => void)[] = []

  /** Resolves when the message is taken or kept; a full channel that nobody reads keeps its sender for ever. */
  async send(signal: AbortSignal): Promise<void> {
    const receiver = this.#receivers.shift()
    if (receiver !== undefined) return receiver()
    if (this.#kept) await waitIn(this.#senders, signal)
    else this.#kept = true
  }

  async receive(signal: AbortSignal): Promise<void> {
    if (!this.#kept) return waitIn(this.#receivers, signal)
    const sender = this.#senders.shift()
    if (sender === undefined) this.#kept = false
    else sender()
  }
}

function waitIn(queue: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    queue.push(resolve)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
