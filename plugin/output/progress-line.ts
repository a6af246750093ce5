/** One event of a run as one line, for pipes and logs. */

import { toIso } from '@pxsnap/core/base'
import type { EngineEvent } from '@pxsnap/core/engine'
import { clockTime } from '@pxsnap/core/views'
import type { Paint } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'

/** What an operator wants to see of a run; the bookkeeping in between gives no line. */
const told: ReadonlySet<string> = new Set([
  'hold',
  'run',
  'release',
  'snapshot',
  'upload',
  'download',
  'scale',
  'write-volumes',
  'send-volume',
  'compare-volume',
  'stop-here',
  'start-here',
  'apply-there',
  'start-there',
  'remove-there',
])

/** Empty for events that are not told. */
export function progressLine({ at, what, step, text, pod, claim, ok, ref }: EngineEvent, paint: Paint): string {
  if (what === 'began' || (what === 'ended' && (!told.has(step) || text.endsWith(': running')))) return ''
  if (step === 'apply-there' && text.endsWith(': 0 of 0')) return ''
  // Bytes are for live pictures; a log would drown in them.
  if (what === 'progress') return ''
  if (what === 'stage' && (step === 'Pending' || step === 'Armed' || step === 'Gone' || step === 'Watching')) return ''
  const tone = ok === false ? 'failed' : step === 'Freezing' || step === 'Thawing' ? 'frozen' : 'plain'
  const where = [ref.name, ...(pod === undefined ? [] : [pod]), ...(claim === undefined ? [] : [claim])]
    .map(sanitiseLine)
    .join('  ')
  return `${paint('muted', clockTime(toIso(at)))}  ${where}  ${paint(tone, sanitiseLine(text))}\n`
}
