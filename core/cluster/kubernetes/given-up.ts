/** Waiting that can be given up while the work goes on for others. */

/** The result of shared work, or the signal's reason as soon as this one caller has given up. */
export function orGivenUp<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason)
    const giveUp = () => reject(signal?.reason)
    signal?.addEventListener('abort', giveUp, { once: true })
    result.then(resolve, reject).finally(() => signal?.removeEventListener('abort', giveUp))
  })
}
