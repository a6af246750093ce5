/** The overview as rows: what is frozen, what runs, what failed, and how each application is protected. */

import { fromIso, type Instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import { type ProtectedApplication, type Protection, protectionSummary, spell, type Trouble } from '@pxsnap/core/views'
import { sanitiseLine } from '../../output/sanitise.ts'
import { padEnd, truncate, width } from '../../output/width.ts'
import type { Line, Piece } from '../screen.ts'

/** A line of the overview. Those with something to go to can stand under the cursor. */
export type OverviewRow = {
  readonly line: Line
  readonly goes?:
    | { readonly to: 'object'; readonly object: KubeObject; readonly of: 'frozen' | 'running' | 'failed' }
    | { readonly to: 'application'; readonly application: ProtectedApplication }
}

export function overviewRows(
  protection: Protection,
  now: Instant,
  { columns, linear }: { readonly columns: number; readonly linear: boolean },
): readonly OverviewRow[] {
  const room = linear ? unbroken : columns
  return [...urgentRows(protection, now, room), ...calmRows(protection, room, { linear })]
}

/** So wide that nothing is cut: what is heard is broken by whoever draws it. */
export const unbroken = 4000

/** How it stands, and what is frozen with its clock: another one in every frame. */
export function urgentRows(protection: Protection, now: Instant, columns: number): readonly OverviewRow[] {
  const { text, tone } = protectionSummary(protection)
  return [
    { line: [{ text: `${text}.`, tone }] },
    ...section('Frozen now', frozenRows(protection.frozen, now, columns), 'frozen'),
  ]
}

/** What changes with the objects only. */
export function calmRows(
  protection: Protection,
  columns: number,
  options: { readonly linear: boolean } = { linear: false },
): readonly OverviewRow[] {
  const { applications, running, failed, idleClaims } = protection
  return [
    ...section('Under way', troubleRows(running, 'running', columns)),
    ...section('Failed', troubleRows(failed, 'failed', columns)),
    ...section(
      'Applications',
      options.linear ? applications.map(applicationSentence) : applicationRows(applications, columns),
    ),
    ...(idleClaims === 0
      ? []
      : [blank, { line: [{ text: `${count(idleClaims, 'claim')} used by no pod`, tone: 'muted' } as const] }]),
  ]
}

const blank: OverviewRow = { line: [] }

function section(title: string, rows: readonly OverviewRow[], tone: Piece['tone'] = 'strong'): readonly OverviewRow[] {
  return rows.length === 0 ? [] : [blank, { line: [{ text: title, tone }] }, ...rows]
}

/** With a clock that runs, and what is to do first. */
function frozenRows(frozen: Protection['frozen'], now: Instant, columns: number): readonly OverviewRow[] {
  return frozen.flatMap(({ object, containers, since, text }): readonly OverviewRow[] => {
    const for_ = spell(Math.max(0, now - (fromIso(since) ?? now)))
    const bound = /at most .*$/.exec(text)?.[0] ?? ''
    const where = containers.map(one => one.split('/').slice(1).join('/')).join(', ')
    const goes = { to: 'object', object, of: 'frozen' } as const
    return [
      {
        goes,
        line: [
          { text: `  ${padEnd(for_, 9)}`, tone: 'frozen' },
          { text: sanitiseLine(where), tone: 'strong' },
          { text: bound === '' ? '' : `, ${bound}`, tone: 'muted' },
        ],
      },
      {
        line: [
          { text: ' '.repeat(11), tone: 'plain' },
          { text: truncate(`by ${sanitiseLine(nameOf(object))}; x thaws it`, columns - 11), tone: 'muted' },
        ],
      },
    ]
  })
}

function troubleRows(trouble: readonly Trouble[], of: 'running' | 'failed', columns: number): readonly OverviewRow[] {
  return trouble.map(({ object, state, message }): OverviewRow => {
    const name = sanitiseLine(nameOf(object))
    const told = message.startsWith(`${state.text}: `) ? message.slice(state.text.length + 2) : message
    const room = Math.max(1, columns - width(name) - width(state.text) - 6)
    return {
      goes: { to: 'object', object, of },
      line: [
        { text: '  ', tone: 'plain' },
        { text: `${name}  `, tone: 'plain' },
        { text: `${sanitiseLine(state.text)}  `, tone: state.tone },
        { text: truncate(sanitiseLine(told), room), tone: 'muted' },
      ],
    }
  })
}

/** From left to right in the order of what matters; the right ones go first where there is no room. */
const columnNames = ['NAMESPACE', 'APPLICATION', 'CLAIMS', 'STATE', 'LAST GOOD', 'CONSISTENCY', 'NEXT RUN'] as const

function applicationRows(applications: readonly ProtectedApplication[], columns: number): readonly OverviewRow[] {
  if (applications.length === 0) return []
  const cells = applications.map((one): readonly Piece[] => [
    { text: one.namespace, tone: 'plain' },
    { text: shortName(one.name), tone: 'plain' },
    { text: `${one.claims.length - one.unprotected.length}/${one.claims.length}`, tone: 'plain' },
    { text: one.state.text, tone: one.state.tone },
    { text: one.lastGood === undefined ? '-' : `${one.lastGood.age} ago`, tone: 'plain' },
    { text: one.lastGood?.consistency ?? '-', tone: one.lastGood?.consistency === 'crash' ? 'working' : 'plain' },
    { text: nextText(one), tone: one.nextRun === undefined ? 'muted' : 'plain' },
  ])
  const clean = cells.map(row => row.map(piece => ({ ...piece, text: sanitiseLine(piece.text) })))
  const widths = columnNames.map((name, column) =>
    clean.reduce((widest, row) => Math.max(widest, width(row[column]?.text ?? '')), width(name)),
  )
  // A long name of a workload gives way before the columns that say how it is protected.
  const spare = columns - widths.reduce((sum, wide) => sum + wide + 2, 0)
  if (spare < 0) widths[1] = Math.max(12, (widths[1] ?? 0) + spare)
  const row = (pieces: readonly Piece[]): Line => [
    { text: '  ', tone: 'plain' },
    ...pieces.map((piece, column) => ({
      ...piece,
      text:
        column === pieces.length - 1
          ? piece.text
          : padEnd(truncate(piece.text, widths[column] ?? 0), (widths[column] ?? 0) + 2),
    })),
  ]
  return [
    { line: row(columnNames.map(text => ({ text, tone: 'muted' }))) },
    ...clean.map((pieces, index): OverviewRow => {
      const application = applications[index]
      return { line: row(pieces), ...(application === undefined ? {} : { goes: { to: 'application', application } }) }
    }),
  ]
}

/** The same, for who hears it. */
function applicationSentence(application: ProtectedApplication): OverviewRow {
  const { namespace, name, claims, unprotected, state, lastGood, nextRun } = application
  const covered = `${claims.length - unprotected.length} of ${count(claims.length, 'claim').replace(/ (is|are)$/, '')} protected`
  const good =
    lastGood === undefined ? 'no good snapshot' : `last good ${lastGood.age} ago, ${lastGood.consistency}-consistent`
  const next = nextRun === undefined ? 'no run planned' : `next run in ${nextRun.in}`
  return {
    goes: { to: 'application', application },
    line: [
      { text: sanitiseLine(`${shortName(name)} in ${namespace}: `), tone: 'plain' },
      { text: state.text, tone: state.tone },
      { text: `; ${covered}; ${good}; ${next}`, tone: 'plain' },
    ],
  }
}

function nextText({ nextRun }: ProtectedApplication): string {
  return nextRun === undefined ? 'none' : `in ${nextRun.in}`
}

/** As kubectl abbreviates workloads: what tells them apart comes after the slash. */
function shortName(name: string): string {
  return name
    .replace(/^statefulset\//, 'sts/')
    .replace(/^deployment\//, 'deploy/')
    .replace(/^daemonset\//, 'ds/')
}

function nameOf({ kind, metadata: { namespace, name } }: KubeObject): string {
  return `${namespace === undefined ? '' : `${namespace}/`}${kind.toLowerCase()}/${name}`
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? ' is' : 's are'}`
}
