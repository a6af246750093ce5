/** Ages, durations and instants as people read them. */

import { fromIso, type Instant } from '../base/index.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

/**
 * How long ago an ISO time was, in the short form of kubectl: `45s`, `5m12s`, `3h`, `12d`. Empty for no time.
 *
 * Source: Kubernetes, duration.HumanDuration.
 */
export function age(since: string | undefined, now: Instant): string {
  const from = since === undefined ? undefined : fromIso(since)
  if (from === undefined) return ''
  const passed = Math.max(0, now - from)
  if (passed < 2 * minute) return `${Math.floor(passed / second)}s`
  if (passed < 10 * minute) return two(passed, minute, 'm', second, 's')
  if (passed < 3 * hour) return `${Math.floor(passed / minute)}m`
  if (passed < 8 * hour) return two(passed, hour, 'h', minute, 'm')
  if (passed < 2 * day) return `${Math.floor(passed / hour)}h`
  if (passed < 8 * day) return two(passed, day, 'd', hour, 'h')
  if (passed < 2 * year) return `${Math.floor(passed / day)}d`
  if (passed < 8 * year) return two(passed, year, 'y', day, 'd')
  return `${Math.floor(passed / year)}y`
}

function two(passed: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((passed % large) / small)
  return `${Math.floor(passed / large)}${largeName}${rest === 0 ? '' : `${rest}${smallName}`}`
}

/** A length of time in words: `320 ms`, `1.8 s`, `2 min 5 s`, `1 h 3 min`. */
export function spell(durationMs: number): string {
  if (durationMs < second) return `${Math.round(durationMs)} ms`
  if (durationMs < minute) return `${(Math.floor(durationMs / 100) / 10).toFixed(1).replace(/\.0$/, '')} s`
  const [large, largeMs, small, smallMs] =
    durationMs < hour ? (['min', minute, 's', second] as const) : (['h', hour, 'min', minute] as const)
  const rest = Math.floor((durationMs % largeMs) / smallMs)
  return `${Math.floor(durationMs / largeMs)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`
}

/** The time of day in UTC with milliseconds, `10:15:00.250`, out of an ISO time. */
export function clockTime(iso: string): string {
  return /T(\d\d:\d\d:\d\d(?:\.\d+)?)/.exec(iso)?.[1] ?? iso
}
