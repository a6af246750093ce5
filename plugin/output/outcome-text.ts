/** How a run ended, one line per object, and what to do where it did not end well. */

import { type Evidence, nextAction, type Outcome } from '@pxsnap/core/engine'
import { consistencySentence, spell } from '@pxsnap/core/views'
import type { Paint } from './paint.ts'
import { sanitiseLine } from './sanitise.ts'

export function outcomeText({ ref, result, reason, evidence }: Outcome, paint: Paint): string {
  const name = `${ref.kind.toLowerCase()}/${sanitiseLine(ref.name)}`
  const why = reason === undefined ? '' : `: ${sanitiseLine(reason.message)}`
  const next = reason === undefined ? '' : `${paint('strong', 'next:')}  ${sanitiseLine(nextAction(reason))}\n`
  switch (result) {
    case 'successful': {
      if (ref.kind === 'Migration')
        return `${name} ${paint('usable', 'done')}: ${lastWord(evidence)}${frozenText(evidence?.frozen ?? [], paint)}\n`
      const word = paint('usable', doneWords[ref.kind] ?? 'ready')
      const isOfSnapshot = ref.kind === 'VolumeSnapshot' || ref.kind === 'GroupVolumeSnapshot'
      if (evidence === undefined || !isOfSnapshot)
        return `${name} ${word}${frozenText(evidence?.frozen ?? [], paint)}\n`
      const { text } = consistencySentence(evidence)
      return `${name} ${word}: ${sanitiseLine(text)}${frozenText(evidence.frozen, paint)}\n`
    }
    case 'downgraded':
      return `${name} ${paint('working', 'ready, with less than was asked for')}${why}${frozenText(evidence?.frozen ?? [], paint)}\n${next}`
    case 'failed':
      return `${name} ${paint('failed', 'failed')}${why}\n${next}`
    case 'deleted':
      return `${name} deleted\n`
    case 'waiting':
      return `${name} ${paint('working', 'waits')}${why}\n${next}`
    case 'stopped':
      if (ref.kind === 'Migration')
        return `${name} ${paint('working', 'stopped')}${stillFrozen(evidence)} The same command goes on with it.${standing(evidence)}\n`
      return `${name} ${paint('working', 'stopped')}${stillFrozen(evidence)}\n${next}`
    case 'unreachable':
      return `${name} ${paint('failed', 'unreachable')}${why}\n${next}`
  }
}

/** Of kinds whose end has a word of its own. */
const doneWords: Readonly<Record<string, string>> = { VolumeSnapshotRestore: 'restored', Migration: 'migrated' }

/** What was written down last. */
function lastWord(evidence: Evidence | undefined): string {
  return sanitiseLine(evidence?.events.at(-1)?.text ?? '')
}

/** What a user must know of a move that is left in the middle. */
function standing(evidence: Evidence | undefined): string {
  if (evidence?.events.some(({ what }) => what === 'stopped') !== true) return ''
  return ' Until then the applications stand still here; deleting the migration starts them again.'
}

function stillFrozen(evidence: Evidence | undefined): string {
  const left = (evidence?.frozen ?? []).filter(({ to }) => to === undefined).map(({ pod }) => sanitiseLine(pod))
  return left.length === 0 ? '; nothing is frozen.' : `; nobody saw the thaw of ${left.join(', ')}: look at it now.`
}

function frozenText(frozen: readonly { readonly pod: string; readonly ms?: number }[], paint: Paint): string {
  const [first] = frozen
  if (first === undefined) return ''
  const longest = frozen.reduce((worst, one) => ((one.ms ?? 0) > (worst.ms ?? 0) ? one : worst), first)
  const whose = frozen.length > 1 ? ` at most (${sanitiseLine(longest.pod)})` : ''
  return `, ${paint('frozen', `frozen ${spell(longest.ms ?? 0)}`)}${whose}`
}
