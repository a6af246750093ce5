/** Lengths of time as the fault language writes them: `250ms`, `30s`, `1m30s`, `-2h`. */

const units: readonly (readonly [string, number])[] = [
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]

/** In milliseconds; undefined when the text names no time. */
export function duration(text: string): number | undefined {
  if (!/^-?(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined
  let sum = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    sum += Number(amount) * (units.find(([name]) => name === unit)?.[1] ?? 0)
  return Math.round(text.startsWith('-') ? -sum : sum)
}

/** The shortest text that {@link duration} reads as these milliseconds. */
export function spellDuration(ms: number): string {
  if (ms === 0) return '0s'
  let left = Math.abs(Math.round(ms))
  const parts = units.flatMap(([name, size]) => {
    const amount = Math.floor(left / size)
    left -= amount * size
    return amount === 0 ? [] : [`${amount}${name}`]
  })
  return `${ms < 0 ? '-' : ''}${parts.join('')}`
}
