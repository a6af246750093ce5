/** How long the single actions of a Rule may take, as its annotation says: `0.1=20s, 1.0=5s`. */

import { parseDuration } from '../base/index.ts'

/** `item` and `action` count from 0, as in the path `rules[0].actions[1]`. */
export type ActionTimeout = { readonly item: number; readonly action: number; readonly timeoutMs: number }

export const leastTimeoutMs = 1_000
export const mostTimeoutMs = 15 * 60_000

/** The entries of the text, or the first one that cannot be understood. */
export function readActionTimeouts(text: string): readonly ActionTimeout[] | { readonly wrong: string } {
  const timeouts: ActionTimeout[] = []
  for (const entry of text.split(',')) {
    const [, item, action, time] = /^\s*(\d{1,3})\.(\d{1,3})\s*=\s*(\S+)\s*$/.exec(entry) ?? []
    const timeoutMs = time === undefined ? undefined : parseDuration(time)
    if (timeoutMs === undefined || timeoutMs < leastTimeoutMs || timeoutMs > mostTimeoutMs)
      return { wrong: entry.trim() }
    timeouts.push({ item: Number(item), action: Number(action), timeoutMs })
  }
  return timeouts
}
