/** Lengths of time as people write them: `90s`, `30m`, `1h30m`, `2d`, `1w`, `1y`. */

import { type DurationMs, ms } from './instant.ts'

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 365 * 86_400_000,
}

/** The length that the text spells, or undefined. Units from large to small or not at all in order; a year has 365 days. */
export function parseDuration(text: string): DurationMs | undefined {
  const parts = [...text.trim().matchAll(/(\d{1,9})(ms|[smhdwy])/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text.trim()) return undefined
  return ms(parts.reduce((total, [, count, unit = '']) => total + Number(count) * (units[unit] ?? 0), 0))
}
