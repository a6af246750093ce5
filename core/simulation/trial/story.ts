/** A trial in words: what was done, what went wrong, who stood still, and what came of it, in the order of time. */

import type { Instant } from '../../base/index.ts'
import { spellFault } from '../faults/fault.ts'
import type { PromiseName } from './promises.ts'
import type { Trial } from './trial.ts'

type Line = { readonly at: Instant; readonly order: number; readonly text: string }

/** One line each, with the time since the run began. Lines that repeat each other are told once. */
export function storyOf(trial: Trial, promise: PromiseName): readonly string[] {
  const lines: readonly Line[] = [
    ...trial.told.map(({ at, text }) => ({ at, order: 1, text })),
    ...trial.strokes.map(({ at, fault, text }) => ({ at, order: 0, text: `Fault ${spellFault(fault)}: ${text}.` })),
    ...trial.frozen.flatMap(({ pod, from, to }) => [
      { at: from, order: 2, text: `${pod} stands still.` },
      ...(to === undefined ? [] : [{ at: to, order: 3, text: `${pod} goes on after ${seconds(to - from)}.` }]),
    ]),
    ...trial.copies.flatMap(({ at, claims }) =>
      [...new Set(at)].map(cut => ({
        at: cut,
        order: 4,
        text: `The storage cuts ${claims.map(({ name }) => name).join(', ')}.`,
      })),
    ),
  ]
  const ends = trial.carried.map(({ ref, result, because }) => {
    const why = because === undefined ? '.' : `: ${because}`
    return { at: trial.end, order: 5, text: `${ref.kind} ${ref.name} is ${words[result]}${why}` }
  })
  const sorted = [...lines, ...ends].toSorted((one, other) => one.at - other.at || one.order - other.order)
  const found = trial.broken.filter(one => one.promise === promise).map(one => `Broken: ${promise}. ${one.found}`)
  return [
    ...told(sorted, trial.began),
    ...trial.copies.map(copy => `The copy of ${copy.claims.map(({ name }) => name).join(', ')}: ${copy.text}`),
    ...found,
  ]
}

const words = {
  successful: 'successful',
  downgraded: 'kept, with less consistency than asked for',
  failed: 'failed',
  waiting: 'still under way when nobody looks any longer',
} as const

/** Of a line that comes again and again, the first and the last are told. */
function told(lines: readonly Line[], began: Instant): readonly string[] {
  const counts = new Map<string, number>()
  for (const { text } of lines) counts.set(text, (counts.get(text) ?? 0) + 1)
  const seen = new Map<string, number>()
  return lines.flatMap(({ at, text }) => {
    const nth = (seen.get(text) ?? 0) + 1
    seen.set(text, nth)
    const count = counts.get(text) ?? 1
    if (count > 3 && nth > 1 && nth < count) return []
    const times = count > 3 && nth === count ? ` (${count} times by now)` : ''
    return [`${since(at - began)}  ${text}${times}`]
  })
}

/** Seconds in the first hour; then the time of day of the story, such as `2 d 04:05:06`. */
function since(ms: number): string {
  if (ms < 3_600_000) return seconds(ms)
  const days = Math.floor(ms / 86_400_000)
  const clock = new Date(ms % 86_400_000).toISOString().slice(11, 19)
  return days === 0 ? clock : `${days} d ${clock}`
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
