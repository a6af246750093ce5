/** One measured thing, as `npm run bench` prints it. */

export type Figure = {
  readonly what: string
  /** The figure with its unit. */
  readonly measured: string
  /** The ratio to something measured in the same run. */
  readonly against?: string
  readonly target?: string
}

/** Wall time of `work` in ms. */
export function timeMs(work: () => void): number {
  const started = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - started) / 1e6
}

export async function timeMsAsync(work: () => Promise<void>): Promise<number> {
  const started = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - started) / 1e6
}

/** Three significant digits, with thousands grouped. */
export function number(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}
