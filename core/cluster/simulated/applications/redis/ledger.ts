/** What the Redis model promises to keep at an instant, which is less than what it acknowledged. */

import { type Instant, instant } from '../../../../base/index.ts'
import type { Ledger } from '../application.ts'
import { acknowledgedAt } from '../rhythm.ts'
import { type RedisState, syncEveryMs } from './database.ts'

/**
 * A save is promised from the moment it was asked for and accepted (our decision): who copies before it is done has the
 * old file. With an append-only file, what was appended up to the last time it was brought to disk is promised.
 */
export function ledgerOf(state: RedisState, at: Instant, asked: readonly string[] | undefined): Ledger | undefined {
  if (asked !== undefined && !asked.some(path => state.paths.includes(path)))
    return { at, acknowledged: 0, promised: 0 }
  const acknowledged = acknowledgedAt(state.rhythm, at)
  if (acknowledged === undefined) return undefined
  const mode = state.modes.findLast(({ from }) => from <= at)
  if (mode === undefined) return undefined
  const unpromised = mode.mode === 'dump' ? 'were in its memory only' : 'had not reached the disk'
  if (mode.mode === 'dump') {
    const promised = state.saves.findLast(save => save.at <= at)?.write ?? 0
    return { at, acknowledged, promised, unpromised }
  }
  if (mode.mode === 'always') return { at, acknowledged, promised: acknowledged }
  const every = syncEveryMs[mode.mode]
  const last = mode.from + Math.floor((at - mode.from) / every) * every
  const stuck = state.stuck.find(({ from, to }) => from <= last && (to === undefined || last < to))
  const promised = stuck?.write ?? acknowledgedAt(state.rhythm, instant(last)) ?? 0
  return { at, acknowledged, promised, unpromised }
}
