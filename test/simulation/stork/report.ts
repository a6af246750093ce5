/** What a storage engineer wants to know of a run: status, events, freezes, and what the application says of the copies. */

import type { FrozenInterval } from '@pxsnap/core/simulation'

export type Report = {
  readonly result: string
  /** `kind/name: words`, one per object followed. */
  readonly status: readonly string[]
  readonly events: readonly string[]
  readonly frozen: readonly Freeze[]
  readonly copies: readonly string[]
  readonly executions: readonly string[]
  readonly findings: readonly string[]
  readonly story: readonly { readonly atMs: number; readonly text: string }[]
}

/** In milliseconds since the spec was applied; `toMs` is absent where it lasts to the end of the look. */
export type Freeze = { readonly pod: string; readonly fromMs: number; readonly toMs?: number }

export function freezeOf({ pod, from, to }: FrozenInterval, began: number): Freeze {
  return { pod, fromMs: from - began, ...(to === undefined ? {} : { toMs: to - began }) }
}

/** How long the longest freeze lasted; Infinity when one did not end. */
export function longestMs({ frozen }: Report): number {
  return Math.max(
    0,
    ...frozen.map(({ fromMs, toMs }) => (toMs === undefined ? Number.POSITIVE_INFINITY : toMs - fromMs)),
  )
}

export function told({ status, events, copies, findings, story }: Report): string {
  return [...status, ...events, ...copies, ...findings, ...story.map(({ text }) => text)].join('\n')
}

export function printReport(title: string, report: Report): readonly string[] {
  const { result, status, events, frozen, copies, executions, findings, story } = report
  return [
    `## ${title}: ${result}`,
    '',
    ...list('Status', status),
    ...list('Events', events),
    ...list('Frozen, as the application models say', frozen.map(printFreeze)),
    ...list('Copies, as the application judges them', copies),
    ...(executions.length === 0 ? [] : list('Commands that ran', executions)),
    ...(findings.length === 0 ? [] : list('Besides', findings)),
    'Story, in seconds since the spec was applied',
    '',
    ...(story.length === 0 ? ['- nothing'] : []),
    ...shortened(story.map(({ atMs, text }) => `- ${seconds(atMs)} ${text}`)),
    '',
  ]
}

function list(title: string, items: readonly string[]): readonly string[] {
  return [title, '', ...(items.length === 0 ? ['- none'] : items.map(item => `- ${item}`)), '']
}

function printFreeze({ pod, fromMs, toMs }: Freeze): string {
  if (toMs === undefined) return `${pod} from ${seconds(fromMs)} s on, and at the end of the look it still was`
  return `${pod} from ${seconds(fromMs)} s to ${seconds(toMs)} s: ${seconds(toMs - fromMs)} s`
}

const longestStory = 24

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= longestStory) return lines
  const head = lines.slice(0, longestStory - 8)
  const tail = lines.slice(-7)
  return [...head, `- … ${lines.length - head.length - tail.length} more lines`, ...tail]
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2)
}

/** Identities differ with every change of the code before them, and say nothing to a reader. */
export function withoutIds(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, 'UID')
}
